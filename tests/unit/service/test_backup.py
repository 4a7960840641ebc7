"""A backup and what comes back from it: all rows, and nothing that visitors have deleted since."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city
from listings.inbox.enquiries import find_enquiries, forget, forget_older, keep_enquiry
from service import backup as module
from service.backup import BackupError, backup, restore
from service.database_copies import rows_of
from service.old_backups import MANIFEST
from trackers import forgotten

CITIES = Path(__file__).resolve().parents[2] / "cities"
NOW = datetime(2026, 5, 19, 12, tzinfo=timezone.utc)


@pytest.fixture
def databases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, velamar_database: Path
) -> dict[str, Path]:
    """Both databases, with the city Velamar, three messages and two conversations in them."""
    paths = {name: tmp_path / f"{name}.sqlite3" for name in ("listings", "conversations")}
    paths["listings"].write_bytes(velamar_database.read_bytes())
    monkeypatch.setenv("CITY_DIR", str(CITIES / "velamar"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{paths['listings']}")
    monkeypatch.setenv("TRACKER_URL", f"sqlite:///{paths['conversations']}")
    engine = create_engine_from(f"sqlite:///{paths['listings']}")
    with session_factory(engine)() as session:
        for number, days in enumerate((0, 1, 500)):
            keep_enquiry(
                session,
                draft=str(number),
                topic="other",
                text=f"marked text {number}",
                reach_kind="email",
                reach="a@example.org",
                language="en",
                now=NOW - timedelta(days=days),
            )
    engine.dispose()
    with closing(sqlite3.connect(paths["conversations"])) as connection:
        connection.execute("CREATE TABLE events (sender_id TEXT, timestamp REAL, data TEXT)")
        connection.execute("CREATE TABLE conversation_state (sender_id TEXT, changed_at REAL)")
        for sender in ("w-a", "w-b"):
            connection.execute("INSERT INTO events VALUES (?, ?, 'hi')", (sender, time.time() - 9))
            connection.execute("INSERT INTO conversation_state VALUES (?, 1)", (sender,))
        connection.commit()
    return paths


@pytest.fixture(scope="session")
def velamar_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("velamar") / "velamar.sqlite3"
    upgrade(f"sqlite:///{path}")
    engine = create_engine_from(f"sqlite:///{path}")
    import_city(engine, CITIES / "velamar")
    engine.dispose()
    return path


def texts(path: Path) -> list[str]:
    engine = create_engine_from(f"sqlite:///{path}")
    with session_factory(engine)() as session:
        found = [e.text for e in find_enquiries(session)]
    engine.dispose()
    return found


def senders(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [s for (s,) in connection.execute("SELECT sender_id FROM events ORDER BY 1")]


def test_what_was_there_comes_back(databases: dict[str, Path], tmp_path: Path) -> None:
    manifest = backup(tmp_path / "kept")
    assert manifest["city"] == "velamar"
    assert manifest["rows"]["listings"]["enquiry"] == 3
    assert manifest["rows"]["conversations"]["events"] == 2
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700
    for path in databases.values():
        path.write_bytes(b"this is no database" * 100)
    assert restore(tmp_path / "kept") == {"messages": 0, "conversations": 0}
    assert len(texts(databases["listings"])) == 3
    assert senders(databases["conversations"]) == ["w-a", "w-b"]
    assert rows_of(f"sqlite:///{databases['listings']}") == ({**manifest["rows"]["listings"]})


def test_what_was_deleted_since_is_deleted_again(
    databases: dict[str, Path], tmp_path: Path
) -> None:
    backup(tmp_path / "kept")
    engine = create_engine_from(f"sqlite:///{databases['listings']}")
    with session_factory(engine)() as session:
        forget(session, find_enquiries(session)[-1].receipt)
        assert forget_older(session, NOW - timedelta(days=365)) == 1
    engine.dispose()
    engine = create_engine_from(f"sqlite:///{databases['conversations']}")
    forgotten.prepare(engine)
    with engine.begin() as connection:
        forgotten.remember(connection, "w-a")
        connection.execute(sa.text("DELETE FROM events WHERE sender_id = 'w-a'"))
    engine.dispose()
    for _ in range(2):
        # The second time the databases know from the first.
        assert restore(tmp_path / "kept") == {"messages": 2, "conversations": 1}
        assert texts(databases["listings"]) == ["marked text 1"]
        assert senders(databases["conversations"]) == ["w-b"]
    for path in databases.values():
        assert b"w-a" not in path.read_bytes() or path == databases["conversations"]


def test_what_is_deleted_is_remembered_by_a_hash_alone(databases: dict[str, Path]) -> None:
    engine = create_engine_from(f"sqlite:///{databases['listings']}")
    with session_factory(engine)() as session:
        receipt = find_enquiries(session)[0].receipt
        forget(session, receipt)
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT mark FROM forgotten")).scalars().all()
    engine.dispose()
    assert len(rows) == 1
    assert receipt not in rows[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"city": "qingdao"}, "of the city qingdao, not of velamar"),
        ({"revision": "9999"}, "of a newer release"),
        ({"format": 3}, "of another release"),
    ],
)
def test_what_must_not_be_restored_here_is_refused(
    databases: dict[str, Path], tmp_path: Path, change: dict[str, object], words: str
) -> None:
    manifest = backup(tmp_path / "kept")
    (tmp_path / "kept" / MANIFEST).write_text(json.dumps({**manifest, **change}))
    before = databases["listings"].read_bytes()
    with pytest.raises(BackupError, match=words):
        restore(tmp_path / "kept")
    assert databases["listings"].read_bytes() == before


def test_a_damaged_backup_is_refused(databases: dict[str, Path], tmp_path: Path) -> None:
    backup(tmp_path / "kept")
    with (tmp_path / "kept" / "listings.sqlite3").open("ab") as file:
        file.write(b"x")
    with pytest.raises(BackupError, match="damaged"):
        restore(tmp_path / "kept")
    with pytest.raises(BackupError, match="no backup"):
        restore(tmp_path / "nowhere")


def test_a_backup_that_was_broken_off_is_none(
    databases: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(module, "_digest", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            backup(tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
    assert backup(tmp_path / "kept")["city"] == "velamar"
    with pytest.raises(BackupError, match="is there already"):
        backup(tmp_path / "kept")


def test_what_did_not_come_back_whole_is_told_after_what_was_deleted_is_deleted_again(
    databases: dict[str, Path], tmp_path: Path
) -> None:
    manifest = backup(tmp_path / "kept")
    manifest["rows"]["listings"]["enquiry"] += 1
    (tmp_path / "kept" / MANIFEST).write_text(json.dumps(manifest))
    engine = create_engine_from(f"sqlite:///{databases['listings']}")
    with session_factory(engine)() as session:
        forget(session, find_enquiries(session)[0].receipt)
    engine.dispose()
    with pytest.raises(BackupError, match="enquiry has 3 rows and had 4"):
        restore(tmp_path / "kept")
    assert len(texts(databases["listings"])) == 2


def test_a_backup_of_the_format_before_is_restored_by_its_sums_alone(
    databases: dict[str, Path], tmp_path: Path
) -> None:
    manifest = {**backup(tmp_path / "kept"), "format": 1}
    manifest["rows"]["listings"]["enquiry"] += 1
    (tmp_path / "kept" / MANIFEST).write_text(json.dumps(manifest))
    assert restore(tmp_path / "kept") == {"messages": 0, "conversations": 0}
