"""A backup ends at its age, whoever has forgotten it; what is no backup of ours is not touched."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from service.old_backups import MANIFEST, backup_days, note, remove_old
from service.settings import SettingsError

NOW = datetime(2026, 11, 28, tzinfo=timezone.utc)


def backup_at(folder: Path, days: int) -> Path:
    """Write what looks like a backup that was made so many days ago."""
    folder.mkdir()
    (folder / "listings.sqlite3").write_text("rows")
    manifest = {
        "format": 2,
        "made_at": (NOW - timedelta(days=days)).isoformat(),
        "files": {"listings": {"file": "listings.sqlite3"}},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest))
    return folder


def test_what_is_older_goes_in_every_folder_where_a_backup_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKUP_DAYS", raising=False)
    noted = tmp_path / "var" / "last-backup"
    old = []
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        old.append(backup_at(tmp_path / place / "old", 31))
        note(backup_at(tmp_path / place / "new", 29), noted)
    (tmp_path / "elsewhere").mkdir()
    unknown = backup_at(tmp_path / "elsewhere" / "old", 31)
    assert remove_old(NOW, file=noted) == (old, [])
    assert remove_old(NOW, file=noted) == ([], [])
    assert (tmp_path / "here" / "new" / MANIFEST).exists()
    assert unknown.exists()
    monkeypatch.setenv("BACKUP_DAYS", "28")
    assert len(remove_old(NOW, file=noted)[0]) == 2


def test_what_holds_something_else_stays_and_is_told(tmp_path: Path) -> None:
    noted = tmp_path / "last-backup"
    folder = backup_at(tmp_path / "old", 99)
    note(folder, noted)
    (folder / "diary.txt").write_text("mine")
    gone, (told,) = remove_old(NOW, file=noted)
    assert gone == []
    assert "diary.txt" in told
    assert (folder / "diary.txt").exists()


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"format": 1, "made_at": "2020-01-01T00:00:00", "files": {}}']
)
def test_what_is_no_backup_is_not_touched(tmp_path: Path, content: str) -> None:
    noted = tmp_path / "last-backup"
    folder = backup_at(tmp_path / "old", 99)
    note(folder, noted)
    (folder / MANIFEST).write_text(content)
    assert remove_old(NOW, file=noted) == ([], [])
    assert folder.exists()


def test_before_the_first_backup_there_is_none_to_delete(tmp_path: Path) -> None:
    assert remove_old(NOW, file=tmp_path / "nowhere") == ([], [])


@pytest.mark.parametrize("written", ["0", "-1", "366", "a month", "1.5"])
def test_an_age_without_a_bound_is_refused(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKUP_DAYS", written)
    with pytest.raises(SettingsError, match="BACKUP_DAYS"):
        backup_days()
