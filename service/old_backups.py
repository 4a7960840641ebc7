"""Backups end at their age: what a visitor has deleted stands in none of them for longer."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

from semantics.files import LAST_BACKUP
from service.settings import SettingsError

MANIFEST = "manifest.json"
DEFAULT_DAYS = 30
MOST_DAYS = 365
"""Deletions are remembered for longer, so that a restored backup has nothing that was deleted."""


def backup_days() -> int:
    """Return after how many days a backup is deleted: BACKUP_DAYS.

    Raises:
        SettingsError: It is no whole number of days from 1 to a year.
    """
    written = os.environ.get("BACKUP_DAYS", "").strip() or str(DEFAULT_DAYS)
    if not (written.isascii() and written.isdigit() and 0 < int(written) <= MOST_DAYS):
        raise SettingsError(f"BACKUP_DAYS: {written!r} is no number of days from 1 to {MOST_DAYS}")
    return int(written)


def note(folder: Path, file: Path = LAST_BACKUP) -> None:
    """Note that a backup was made in ``folder``, and where others of ours are to be looked for."""
    places = {*_places(file), str(folder.resolve().parent)}
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.write_text("".join(f"{place}\n" for place in sorted(places)), encoding="utf-8")


def remove_old(
    now: datetime | None = None, *, file: Path = LAST_BACKUP
) -> tuple[list[Path], list[str]]:
    """Delete each backup beside those that were noted that is older than BACKUP_DAYS.

    Returns the folders that are gone, and a line on each that had to stay: one that holds
    something else as well, or that cannot be deleted. What is no backup is not touched.
    """
    oldest = (now or datetime.now(timezone.utc)) - timedelta(days=backup_days())
    gone, stayed = [], []
    for place in _places(file):
        for manifest in sorted(Path(place).glob(f"*/{MANIFEST}")):
            made, files = _of(manifest)
            if made is None or made >= oldest or manifest.parent.is_symlink():
                continue
            folder = manifest.parent
            others = sorted({each.name for each in folder.iterdir()} - files)
            if others:
                stayed.append(f"{folder}: too old, and holds {others[0]}, which is no backup's")
                continue
            try:
                shutil.rmtree(folder)
                gone.append(folder)
            except OSError as error:
                stayed.append(f"{folder}: too old, and cannot be deleted: {error.strerror}")
    return gone, stayed


def _places(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").split("\n")[:-1]
    except OSError:
        return []


def _of(manifest: Path) -> tuple[datetime | None, set[str]]:
    """Return when a backup was made and its files' names; None for what is no backup of ours."""
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        files = {entry["file"] for entry in told["files"].values()}
        made = datetime.fromisoformat(told["made_at"])
        return (made if told["format"] and made.tzinfo else None), {MANIFEST, *files}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None, set()
