"""Files under ``var/`` by which one process tells another something."""

from __future__ import annotations

from pathlib import Path

LAST_BACKUP = Path(__file__).resolve().parent.parent / "var" / "last-backup"
"""Changed when a backup was made; the figures tell its age."""
