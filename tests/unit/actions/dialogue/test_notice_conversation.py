"""A notice from the staff's command to the end of it, in one conversation of the action server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.engine import Engine

from actions import database
from actions.place_facts.contact import ActionAskContact
from listings.__main__ import main
from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city

from ..conftest import VELAMAR

CASTLE = "castelo-da-gaivota"


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The database of the action server and of the staff's commands."""
    url = f"sqlite:///{tmp_path}/city.sqlite3"
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, VELAMAR)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr(database, "session", session_factory(engine))
    yield engine
    engine.dispose()


async def told(slots: dict[str, Any], place: str = CASTLE) -> list[str]:
    """Return the messages of an answer about a place, and keep its slots."""
    message = {
        "text": "phone?",
        "intent": {"name": "ask_contact"},
        "entities": [{"entity": "place", "value": place, "linked": True}],
    }
    tracker = Tracker("v", {"language": "en", **slots}, message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    events = await ActionAskContact().run(dispatcher, tracker, {})
    slots.update({e["name"]: e["value"] for e in events if e["event"] == "slot"})
    return [str(m["text"]) for m in dispatcher.messages]


async def test_a_notice_appears_once_a_conversation_and_ends(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    note = ["notice", "add", "--until", "2099-01-01T18:00", "--place", CASTLE]
    assert main([*note, "--text", "en=The walls are closed in the storm."]) == 0
    number = capsys.readouterr().out.split()[1].rstrip(":")
    slots: dict[str, Any] = {}
    first = await told(slots)
    assert "The walls are closed in the storm." in first[0]
    assert len(first) >= 2
    assert all("storm" not in text for text in await told(slots))
    assert "storm" in (await told({}))[0]
    assert all("storm" not in text for text in await told({}, "posto-de-turismo-da-ribeira"))
    assert main(["notice", "end", number]) == 0
    assert all("storm" not in text for text in await told({}))
