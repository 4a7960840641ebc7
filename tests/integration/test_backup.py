"""A backup of PostgreSQL and back: the same rows, and what was deleted since stays deleted."""

from __future__ import annotations

import threading
from datetime import datetime, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city
from listings.inbox.enquiries import find_enquiries, forget, keep_enquiry
from service.backup import backup, restore
from service.database_copies import rows_of
from trackers import forgotten


@pytest.mark.postgresql
def test_a_postgresql_database_comes_back_without_what_was_deleted_since(
    postgres_url: str, tmp_path: Path, velamar: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITY_DIR", str(velamar))
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    monkeypatch.setenv("TRACKER_URL", f"sqlite:///{tmp_path / 'conversations.sqlite3'}")
    upgrade(postgres_url)
    engine = create_engine_from(postgres_url)
    import_city(engine, velamar)
    with session_factory(engine)() as session:
        for draft in ("a", "b"):
            keep_enquiry(
                session,
                draft=draft,
                topic="other",
                text=f"text {draft}",
                reach_kind="email",
                reach="a@example.org",
                language="en",
                now=datetime.now(timezone.utc),
            )
        manifest = backup(tmp_path / "kept")
        forget(session, find_enquiries(session)[0].receipt)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE enquiry SET text = 'spoilt'"))
    engine.dispose()
    assert restore(tmp_path / "kept") == {"messages": 1, "conversations": 0}
    rows = rows_of(postgres_url)
    before = manifest["rows"]["listings"]
    assert rows == {**before, "enquiry": before["enquiry"] - 1, "forgotten": 1}
    engine = create_engine_from(postgres_url)
    with session_factory(engine)() as session:
        assert [e.text for e in find_enquiries(session)] == ["text b"]
    engine.dispose()
    assert forgotten.read(create_engine_from(f"sqlite:///{tmp_path}/conversations.sqlite3")) == {}


def test_a_backup_that_is_made_while_visitors_write_comes_back_as_it_was_counted(
    url: str, tmp_path: Path, velamar: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversations = url if url.startswith("postgresql") else f"sqlite:///{tmp_path}/talk.sqlite3"
    monkeypatch.setenv("CITY_DIR", str(velamar))
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("TRACKER_URL", conversations)
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, velamar)
    talks = create_engine_from(conversations)
    with talks.begin() as connection:
        for table in ("events", "conversation_state"):
            connection.execute(sa.text(f"CREATE TABLE {table} (sender_id TEXT, timestamp REAL)"))
    written, stopped = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stopped.is_set():
            number += 1
            with session_factory(engine)() as session:
                keep_enquiry(
                    session,
                    draft=str(number),
                    topic="other",
                    text="text",
                    reach_kind="email",
                    reach="a@example.org",
                    language="en",
                    now=datetime.now(timezone.utc),
                )
            with talks.begin() as connection:
                connection.execute(sa.text("INSERT INTO events VALUES ('w-a', 1)"))
            written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(20)
        manifest = backup(tmp_path / "kept")
        written.clear()
        assert written.wait(20)
    finally:
        stopped.set()
        writer.join()
    kept = manifest["rows"]
    assert rows_of(url)["enquiry"] > kept["listings"]["enquiry"] > 0
    engine.dispose()
    talks.dispose()
    assert restore(tmp_path / "kept") == {"messages": 0, "conversations": 0}
    came = {"listings": rows_of(url), "conversations": rows_of(conversations)}
    # The restore itself makes the table of what was deleted, where it was not there.
    assert {n: {t: came[n][t] for t in rows} for n, rows in kept.items()} == kept
