"""The message form as Rasa runs it: its events, and what a failure leaves for the next turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from actions import database
from actions.dialogue.state import ENQUIRY
from actions.staff.enquiry_draft import Draft
from actions.staff.enquiry_form import EnquiryForm
from actions.wording.catalogue import say
from listings.database import session_factory
from listings.inbox.enquiries import find_enquiries

from .forms import own_session

__all__ = ["own_session"]

TOLD = Draft(seen=1.0, asked=True, topic="other", text="A bag", reach_kind="email", reach="a@b.org")
AT_REACH = Draft(seen=1.0, asked=True, topic="other", text="A bag")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, own_session: Session) -> None:
    """The action server has the invented city."""
    engine = own_session.get_bind()
    assert isinstance(engine, Engine)
    monkeypatch.setattr(database, "session", session_factory(engine))


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The action server's database does not answer."""

    def fail() -> None:
        raise OperationalError("SELECT 1", {}, Exception("no such server"))

    monkeypatch.setattr(database, "session", fail)


def said(text: str, at: float, intent: str = "nlu_fallback") -> dict[str, Any]:
    parsed = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": []}
    return {"event": "user", "text": text, "timestamp": at, "parse_data": parsed}


def asked() -> dict[str, Any]:
    return {"event": "action", "name": "enquiry_form", "timestamp": 0.0}


async def run(draft: Draft | None, *events: dict[str, Any]) -> tuple[list[str], Sequence[Any]]:
    """Return what is said, and the events that Rasa gets."""
    slots = {"language": "en", ENQUIRY: draft.to_slot() if draft else None}
    loop = {"name": "enquiry_form"} if draft else {}
    latest = events[-1]["parse_data"]
    tracker = Tracker("a", slots, latest, list(events), False, None, loop, "action_listen")
    dispatcher = CollectingDispatcher()
    done = await EnquiryForm().run(dispatcher, tracker, {})
    return [message["text"] for message in dispatcher.messages if message["text"]], done


def loops(events: Sequence[Any]) -> list[Any]:
    return [e["name"] for e in events if e["event"] == "active_loop"]


@pytest.mark.usefixtures("served")
async def test_the_form_is_open_as_long_as_its_slot_holds_something() -> None:
    _, events = await run(None, said("leave a message", 2.0, "leave_message"))
    assert loops(events) == ["enquiry_form"]
    _, events = await run(AT_REACH, said("a@b.org", 2.0))
    assert loops(events) == ["enquiry_form"]
    _, events = await run(TOLD, said("cancel", 2.0))
    assert loops(events) == [None]


@pytest.mark.usefixtures("served")
async def test_rasa_is_told_to_ask_another_action_about_a_question() -> None:
    with pytest.raises(ActionExecutionRejection) as rejected:
        await run(AT_REACH, said("When do you open?", 2.0, "ask_office_hours"))
    assert rejected.value.action_name == "enquiry_form"


@pytest.mark.usefixtures("broken")
async def test_a_database_that_is_away_leaves_the_message_for_the_next_turn() -> None:
    texts, events = await run(TOLD, said("yes", 2.0, "affirm"))
    assert texts == [say("en", "error.unavailable")]
    assert events == []


@pytest.mark.usefixtures("served")
async def test_what_a_database_that_was_away_did_not_store_is_stored_then(
    own_session: Session,
) -> None:
    lost = [said("yes", 2.0, "affirm"), asked()]
    texts, events = await run(TOLD, *lost, said("hello?", 3.0))
    (enquiry,) = find_enquiries(own_session)
    assert enquiry.receipt in texts[0]
    assert loops(events) == [None]
