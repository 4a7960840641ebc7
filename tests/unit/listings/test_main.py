from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from listings.__main__ import main

Edit = Callable[[str, str, str], None]


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, empty_database: Path) -> Path:
    path = tmp_path / "main.sqlite3"
    shutil.copy(empty_database, path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    return path


def test_import_tells_what_it_did(capsys: pytest.CaptureFixture[str], velamar: Path) -> None:
    assert main(["import", str(velamar)]) == 0
    out, err = capsys.readouterr()
    assert out == f"{velamar}: 25 added, 0 changed, 0 retired, 0 unchanged\n"
    assert err == ""


def test_import_of_an_unchanged_folder_may_be_skipped(
    capsys: pytest.CaptureFixture[str], velamar: Path
) -> None:
    main(["import", str(velamar)])
    capsys.readouterr()
    assert main(["import", "--if-changed", str(velamar)]) == 0
    assert capsys.readouterr().out == ""


def test_errors_stand_on_stderr_a_line_each_with_status_1(
    capsys: pytest.CaptureFixture[str], folder: Path, edit: Edit, database: Path
) -> None:
    edit("hotels.csv", "64.50", "dear")
    edit("tickets.csv", ",7.50,", ",-7.50,")
    before = sqlite3.connect(database).execute("SELECT version FROM data_state").fetchall()
    for command in ("import", "check"):
        assert main([command, str(folder)]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.splitlines() == [
            "hotels.csv:2: column 'price_from': value 'dear':"
            " not a number: write it like 1200 or 8.5",
            "tickets.csv:2: column 'price': value '-7.50': a price cannot be negative",
        ]
    assert sqlite3.connect(database).execute("SELECT version FROM data_state").fetchall() == before


def test_warnings_do_not_fail(capsys: pytest.CaptureFixture[str], folder: Path, edit: Edit) -> None:
    edit("hotels.csv", "amenities,rating", "amenities,charm")
    assert main(["check", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert out == f"{folder}: no errors, warnings: 1\n"
    assert err == "warning: hotels.csv: column 'charm' is not known and not imported\n"


def test_the_city_folder_is_the_setting_when_none_is_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, velamar: Path
) -> None:
    monkeypatch.setenv("CITY_DIR", str(velamar))
    assert main(["import"]) == 0
    assert main(["status"]) == 0
    assert "city: velamar\n" in capsys.readouterr().out


def test_status_counts_what_is_there(capsys: pytest.CaptureFixture[str], velamar: Path) -> None:
    main(["import", str(velamar)])
    capsys.readouterr()
    assert main(["status"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "city: velamar"
    assert lines[1].startswith("imported: ")
    assert lines[2:] == ["places: 5", "tickets: 4", "articles: 2", "closures: 0"]


def test_export_writes_and_then_refuses(
    capsys: pytest.CaptureFixture[str], velamar: Path, tmp_path: Path
) -> None:
    main(["import", str(velamar)])
    assert main(["export", str(tmp_path / "out")]) == 0
    assert main(["export", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'out'} is not empty: export to a new folder\n"


@pytest.mark.parametrize("command", [["status"], ["export", "somewhere"]])
def test_an_empty_database_is_one_line(
    capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main(command) == 1
    assert capsys.readouterr().err == "the database holds no city: import a city folder first\n"


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all.sqlite3",
        "postgresql://office:secret@127.0.0.1:1/visitors",
        "mysql://office:secret@127.0.0.1/visitors",
        "secret",
    ],
)
def test_a_database_that_cannot_be_used_is_one_line_without_the_password(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert main(["upgrade"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("DATABASE_URL: ")
    assert err.count("\n") == 1
    assert "secret" not in err


def test_a_database_of_a_newer_program_is_one_line(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert main(["upgrade"]) == 1
    assert "9999" in capsys.readouterr().err
