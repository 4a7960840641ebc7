"""What is said of one stop of the last plan."""

from __future__ import annotations

from typing import Any

import pytest

from actions.interpretation.intent_resolution import resolve
from actions.interpretation.plan_stops import about_stop

from ..conftest import Visitor

CASTLE, SALT, BEACH = "castelo-da-gaivota", "museu-do-sal", "praia-da-areia-azul"
STOPS = [CASTLE, SALT, BEACH]
PLAN = {"places": STOPS, "wish": {"day": "2026-05-23"}}
TOLD = {"topic": "plan_visit", "plan": PLAN, "shown_places": STOPS}
ASKED_SINCE = {**TOLD, "topic": "ask_ticket", "focus_place": CASTLE}
LISTED_SINCE = {**TOLD, "topic": "find_dining", "shown_places": ["x"], "search": {"topic": "x"}}


def entity(text: str, piece: str, kind: str, value: str) -> dict[str, Any]:
    start = text.index(piece)
    return {"entity": kind, "value": value, "start": start, "end": start + len(piece)}


def test_a_question_about_a_sort_means_the_stop_of_that_sort_on_the_plans_day(
    visitor: Visitor,
) -> None:
    text = "when does the museum close?"
    said = (entity(text, "museum", "category", "museum"), {"entity": "attribute", "value": "hours"})
    turn = visitor.turn(text=text, intent="ask_hours", entities=said, slots=TOLD)
    meant = about_stop(turn)
    assert meant.values("place") == [SALT]
    assert meant.values("time") == ["date=2026-05-23"]
    assert resolve(turn).turn.intent != "change_plan"


def test_without_a_plan_a_sort_is_a_sort(visitor: Visitor) -> None:
    text = "when does the museum close?"
    said = (entity(text, "museum", "category", "museum"), {"entity": "attribute", "value": "hours"})
    turn = visitor.turn(text=text, intent="ask_hours", entities=said)
    assert about_stop(turn) is turn


@pytest.mark.parametrize("slots", [TOLD, ASKED_SINCE])
@pytest.mark.parametrize("intent", ["out_of_scope", "find_dining", "select_item", "nlu_fallback"])
@pytest.mark.parametrize(
    "said", [("edit", "put"), ("edit", "drop"), ("edit", "move"), ("edit", "first")]
)
def test_what_is_put_in_or_taken_out_changes_the_plan_even_after_a_question(
    visitor: Visitor, slots: dict[str, Any], intent: str, said: tuple[str, str]
) -> None:
    found = ({"entity": said[0], "value": said[1]}, {"entity": "ordinal", "value": "2"})
    turn = visitor.turn(intent=intent, entities=found, slots=slots)
    assert resolve(turn).turn.intent == "change_plan"


def test_a_list_shown_since_is_what_is_narrowed(visitor: Visitor) -> None:
    out = ({"entity": "edit", "value": "drop"}, {"entity": "category", "value": "museum"})
    turn = visitor.turn(intent="refine", entities=out, slots=LISTED_SINCE)
    assert resolve(turn).turn.intent != "change_plan"


def test_what_is_near_a_stop_that_is_counted_is_looked_for_there(visitor: Visitor) -> None:
    said = ({"entity": "ordinal", "value": "2"}, {"entity": "cuisine", "value": "cafe"})
    turn = about_stop(visitor.turn(intent="find_dining", entities=said, slots=TOLD))
    assert [(e["value"], e["role"]) for e in turn.wanted if e["entity"] == "place"] == [
        (SALT, "near")
    ]


def test_there_after_a_plan_is_its_last_stop(visitor: Visitor) -> None:
    said = ({"entity": "near", "value": "focus"}, {"entity": "kind", "value": "restaurant"})
    turn = about_stop(visitor.turn(intent="find_dining", entities=said, slots=TOLD))
    assert turn.slots["focus_place"] == BEACH


@pytest.mark.parametrize(
    "said",
    [("comparison", "better"), ("near", "focus")],
)
def test_what_is_asked_beside_the_plan_changes_nothing(
    visitor: Visitor, said: tuple[str, str]
) -> None:
    entities = ({"entity": said[0], "value": said[1]}, {"entity": "trip", "value": "on-foot"})
    turn = visitor.turn(intent="nearby", entities=entities, slots=TOLD)
    assert resolve(turn).turn.intent != "change_plan"
