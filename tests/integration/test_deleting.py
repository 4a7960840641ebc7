"""What a visitor has deleted, in PostgreSQL: no row has it, and its files neither when vacuumed."""

from __future__ import annotations

import logging
from pathlib import Path

import psycopg2
import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from trackers.store import WindowedTrackerStore

MARK = "marked-7b1e"
DOMAIN = Domain.from_dict(
    {
        "intents": ["ask"],
        "actions": ["action_answer"],
        "slots": {"draft": {"type": "any", "mappings": [{"type": "custom"}]}},
    }
)


@pytest.mark.postgresql
async def test_a_deleted_conversation_is_in_no_row_and_after_a_vacuum_in_no_table_file(
    postgres_url: str,
    postgres_server: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("TRACKER_URL", postgres_url)
    with caplog.at_level(logging.DEBUG):
        store = WindowedTrackerStore(DOMAIN)
        said = UserUttered(f"{MARK} my bag", {"name": "ask", "confidence": 1.0})
        tracker = DialogueStateTracker.from_events("w-a", [said], domain=DOMAIN)
        tracker.update(SlotSet("draft", f"{MARK}@example.org"))
        await store.save(tracker)
        assert MARK in _rows(store)
        for event in (Restarted(), ActionExecuted("action_listen")):
            tracker.update(event)
        await store.save(tracker)
    assert MARK not in _rows(store)
    assert MARK not in caplog.text
    store.engine.dispose()
    # Another process finds nothing of it either.
    again = WindowedTrackerStore(DOMAIN)
    found = await again.retrieve("w-a")
    assert found is None or MARK not in str(found.current_state())
    again.engine.dispose()
    connection = psycopg2.connect(postgres_url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL events, conversation_state")
        cursor.execute("CHECKPOINT")
    connection.close()
    tables = [p for p in (postgres_server / "data" / "base").rglob("*") if p.is_file()]
    assert not [p for p in tables if MARK.encode() in p.read_bytes()]


def _rows(store: WindowedTrackerStore) -> str:
    with store.engine.connect() as connection:
        return "".join(
            str(connection.execute(sa.text(f"SELECT * FROM {table}")).all())
            for table in sa.inspect(connection).get_table_names()
        )
