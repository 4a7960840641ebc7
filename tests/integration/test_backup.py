"""A backup of PostgreSQL and back: the same rows, and what was deleted since stays deleted."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city
from listings.inbox.enquiries import find_enquiries, forget, keep_enquiry
from service.backup import _rows, backup, restore
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
    rows = _rows(postgres_url)
    before = manifest["rows"]["listings"]
    assert rows == {**before, "enquiry": before["enquiry"] - 1, "forgotten": 1}
    engine = create_engine_from(postgres_url)
    with session_factory(engine)() as session:
        assert [e.text for e in find_enquiries(session)] == ["text b"]
    engine.dispose()
    assert forgotten.read(create_engine_from(f"sqlite:///{tmp_path}/conversations.sqlite3")) == {}
