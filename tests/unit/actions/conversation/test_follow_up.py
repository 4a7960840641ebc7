"""Questions that go on with the one before."""

from __future__ import annotations

from typing import Any

import pytest

from actions.conversation.follow_up import ActionFollowUp, meant
from actions.dialogue.state import FOCUS, TOPIC
from actions.hours.action import ActionAskHours
from actions.place_facts.contact import ActionAskContact
from actions.search.find import ActionFindHotels
from actions.tickets.action import ActionAskTicket

from ..conftest import Visitor

CASTLE, MUSEUM = "castelo-da-gaivota", "museu-do-sal"


@pytest.mark.parametrize(
    ("last", "entities", "intent"),
    [
        ("ask_ticket", {"audience": "child"}, "ask_ticket"),
        ("ask_ticket", {"time": "sunday"}, "ask_ticket"),
        ("ask_hours", {"time": "sunday"}, "ask_hours"),
        ("ask_contact", {"time": "sunday"}, "ask_hours"),
        ("ask_hours", {"party": "adult:2"}, "ask_ticket"),
        ("ask_contact", {"place": MUSEUM}, "ask_contact"),
        ("find_hotel", {"place": MUSEUM}, "ask_details"),
        ("", {"place": MUSEUM}, "ask_details"),
        ("", {"place": MUSEUM, "party": "adult:2"}, "ask_ticket"),
        ("find_hotel", {"ordinal": "2"}, "ask_details"),
        ("ask_hours", {"ordinal": "2"}, "ask_hours"),
        ("find_hotel", {"area": "alto-do-farol"}, "refine"),
        ("ask_address", {}, "ask_address"),
    ],
)
def test_the_last_question_and_the_new_word_tell_what_is_meant(
    visitor: Visitor, last: str, entities: dict[str, str], intent: str
) -> None:
    assert ActionAskContact.intent
    assert ActionAskHours.intent
    assert ActionAskTicket.intent
    assert meant(visitor.turn(slots={TOPIC: last, FOCUS: CASTLE}, **entities)) == intent


def test_the_children_s_price_follows_the_price(visitor: Visitor) -> None:
    slots = {TOPIC: "ask_ticket", FOCUS: CASTLE}
    reply = visitor.ask(ActionFollowUp(), audience="child", slots=slots)
    assert "child €3" in reply.text
    assert reply.slots[TOPIC] == "ask_ticket"


def test_another_place_gets_the_same_question(visitor: Visitor) -> None:
    slots = {TOPIC: "ask_ticket", FOCUS: CASTLE}
    reply = visitor.ask(ActionFollowUp(), place="praia-da-areia-azul", slots=slots)
    assert "Beach: free" in reply.text


def test_after_a_list_people_change_the_search(visitor: Visitor) -> None:
    slots: dict[str, Any] = dict(visitor.ask(ActionFindHotels(), area="alto-do-farol").slots)
    reply = visitor.ask(ActionFollowUp(), stars="5", audience="child", slots=slots)
    assert "Grand Hotel" in reply.text


def test_without_a_place_it_is_asked_which(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFollowUp(), audience="child")
    assert reply.text == "Which place do you mean? Please tell me its name."
