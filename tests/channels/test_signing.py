from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from channels.settings import MIN_SECRET, SettingsError
from channels.signing import session_secret


def test_a_written_secret_is_used_and_no_file_is_made(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    assert session_secret("x" * MIN_SECRET, file) == "x" * MIN_SECRET
    assert not file.exists()


def test_a_secret_is_made_once_and_only_we_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret"
    made = session_secret("", file)
    assert len(made) >= 64
    assert session_secret("", file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret"]


def test_another_machine_has_another_secret(tmp_path: Path) -> None:
    assert session_secret("", tmp_path / "one") != session_secret("", tmp_path / "two")


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: session_secret("", tmp_path / "secret"), range(8)))
    assert len(found) == 1


def test_a_file_that_holds_too_little_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("")
    with pytest.raises(SettingsError, match=r"^SESSION_SECRET: .* remove it"):
        session_secret("", file)


def test_a_file_that_cannot_be_made_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("no folder")
    with pytest.raises(SettingsError, match=r"^SESSION_SECRET: unset, and "):
        session_secret("", tmp_path / "var" / "secret")
