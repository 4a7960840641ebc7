"""A correction repairs the last question and keeps the rest of it."""

from __future__ import annotations

from typing import Any

import pytest

from actions.dialogue.pending import Request
from actions.dialogue.state import Search
from actions.interpretation.intent_resolution import Resolved, resolve

from ..conftest import Visitor

CASTLE, MUSEUM = "castelo-da-gaivota", "museu-do-sal"


def asked(intent: str, **entities: str) -> dict[str, Any]:
    spoken_of = tuple({"entity": name, "value": value} for name, value in entities.items())
    return {"last_request": Request(intent, spoken_of, "what?").to_slot()}


def read(visitor: Visitor, slots: dict[str, Any], **options: Any) -> Resolved:
    return resolve(visitor.turn(slots=slots, **options))


@pytest.mark.parametrize("intent", ["deny", "report_error", "select_item", "ask_details"])
def test_another_place_has_the_last_question_asked_of_it(visitor: Visitor, intent: str) -> None:
    slots = asked("ask_ticket", place=CASTLE, party="adult:2")
    resolved = read(visitor, slots, intent=intent, repair="meant", place=MUSEUM)
    assert (resolved.turn.intent, resolved.rule) == ("ask_ticket", "repair")
    assert resolved.turn.values("place") == [MUSEUM]
    assert resolved.turn.values("party") == ["adult:2"]


def test_another_day_is_asked_of_the_same_place(visitor: Visitor) -> None:
    slots = asked("ask_hours", place=CASTLE, time="friday")
    turn = read(visitor, slots, intent="deny", time="sunday").turn
    assert (turn.intent, turn.values("place")) == ("ask_hours", [CASTLE])
    assert turn.values("time") == ["sunday"]


def test_another_party_replaces_the_whole_party(visitor: Visitor) -> None:
    slots = asked("ask_ticket", place=CASTLE, people="2", party="adult:2")
    turn = read(visitor, slots, intent="deny", repair="meant", party="adult:3").turn
    assert (turn.values("party"), turn.values("people")) == (["adult:3"], [])


def test_a_question_of_its_own_is_asked_in_place_of_the_last_one(visitor: Visitor) -> None:
    slots = {**asked("ask_ticket", place=CASTLE), "focus_place": CASTLE}
    turn = read(visitor, slots, intent="report_error", repair="meant", attribute="hours").turn
    assert turn.intent == "ask_facts"
    turn = read(visitor, slots, intent="ask_hours", repair="meant", attribute="hours").turn
    assert turn.intent == "ask_hours"


def test_another_filter_changes_the_last_search(visitor: Visitor) -> None:
    search = Search("hotel", district=("alto-do-farol",)).to_slot()
    slots = {**asked("find_hotel", area="alto-do-farol"), "search": search}
    turn = read(visitor, slots, intent="deny", repair="meant", area="ribeira-velha").turn
    assert turn.intent == "refine"


def test_a_mere_no_repairs_nothing(visitor: Visitor) -> None:
    slots = asked("ask_ticket", place=CASTLE)
    assert read(visitor, slots, intent="deny").turn.intent == "deny"
    assert read(visitor, slots, intent="deny", repair="meant").turn.intent == "deny"
    assert read(visitor, {}, intent="deny", place=MUSEUM).turn.intent == "deny"


def test_a_fact_that_is_called_wrong_is_a_report_after_facts_only(visitor: Visitor) -> None:
    slots = asked("ask_ticket", place=CASTLE)
    said = {"intent": "ask_hours", "claim": "wrong"}
    assert read(visitor, slots, **said).turn.intent == "report_error"
    assert read(visitor, {}, **said).turn.intent == "ask_hours"
    assert read(visitor, asked("book"), **said).turn.intent == "ask_hours"


def test_what_about_another_place_asks_the_last_question_of_it(visitor: Visitor) -> None:
    named = {"entity": "place", "value": MUSEUM, "linked": True}
    goes_on = {"entity": "continues", "value": "where"}
    slots = {**asked("ask_facts", attribute="phone"), "topic": "ask_facts", "focus_place": CASTLE}
    for intent in ("refine", "ask_details", "follow_up"):
        turn = visitor.turn(slots=slots, intent=intent, entities=(named, goes_on))
        resolved = resolve(turn)
        assert (resolved.turn.intent, resolved.rule) == ("ask_facts", "asked-the-same")
        assert resolved.turn.values("attribute") == ["phone"]


def test_one_place_is_compared_with_the_one_in_focus(visitor: Visitor) -> None:
    slots = {"focus_place": CASTLE}
    resolved = read(visitor, slots, intent="nlu_fallback", comparison="cheaper", place=MUSEUM)
    assert (resolved.turn.intent, resolved.rule) == ("compare", "comparison")
    same = read(visitor, slots, intent="nlu_fallback", comparison="cheaper", place=CASTLE)
    assert same.turn.intent != "compare"


def test_what_we_recommended_and_was_wrong_is_reported_in_any_conversation(
    visitor: Visitor,
) -> None:
    resolved = read(visitor, {}, intent="find_dining", claim="ours", kind="restaurant")
    assert (resolved.turn.intent, resolved.rule) == ("report_error", "report")


def test_how_near_a_place_is_to_the_one_in_focus_is_a_way_between_them(visitor: Visitor) -> None:
    near = {"entity": "place", "value": MUSEUM, "linked": True, "role": "near"}
    asks = {"entity": "attribute", "value": "distance"}
    turn = visitor.turn(slots={"focus_place": CASTLE}, intent="ask_address", entities=(near, asks))
    resolved = resolve(turn)
    assert (resolved.turn.intent, resolved.rule) == ("ask_way", "far-from-focus")
    assert [e.get("role") for e in resolved.turn.entities if e["entity"] == "place"] == [
        "destination"
    ]


@pytest.mark.parametrize(
    ("trip", "role"),
    [
        ({"origin": CASTLE, "destination": MUSEUM}, "origin"),
        ({"origin": MUSEUM, "destination": CASTLE}, "destination"),
    ],
)
def test_what_stands_for_an_end_of_the_last_way_is_that_end(
    visitor: Visitor, trip: dict[str, str], role: str
) -> None:
    slots = {**asked("ask_way", travel="metro"), "trip_told": trip}
    entities = (
        {"entity": "place", "value": CASTLE, "linked": True, "role": "instead_of"},
        {"entity": "place", "value": "pensao-maresia", "linked": True, "role": "preferred"},
    )
    turn = read(visitor, slots, intent="deny", repair="meant", entities=entities).turn
    assert turn.intent == "ask_way"
    assert {e["value"]: e.get("role") for e in turn.wanted}["pensao-maresia"] == role
