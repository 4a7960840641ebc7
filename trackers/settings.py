"""Where conversations are kept, and for how long."""

from __future__ import annotations

import os
from pathlib import Path

URL, DAYS = "TRACKER_URL", "TRACKER_DAYS"
DEFAULT_DAYS = 30
ROOT = Path(__file__).resolve().parent.parent


class TrackerSettingsError(ValueError):
    """A setting that cannot be used; its text names it."""


def tracker_url() -> str:
    """Return the database of the conversations: TRACKER_URL, else a SQLite file under ``var/``."""
    written = os.environ.get(URL, "").strip()
    if written:
        return written
    folder = ROOT / "var"
    folder.mkdir(mode=0o700, exist_ok=True)
    return f"sqlite:///{folder / 'conversations.sqlite3'}"


def kept_days() -> int:
    """Return after how many days without a message a conversation is deleted: TRACKER_DAYS.

    Raises:
        TrackerSettingsError: It is no whole number of days, 1 or more.
    """
    written = os.environ.get(DAYS, "").strip() or str(DEFAULT_DAYS)
    if not (written.isascii() and written.isdigit() and int(written) > 0):
        raise TrackerSettingsError(f"{DAYS}: {written!r} is no number of days, 1 or more")
    return int(written)
