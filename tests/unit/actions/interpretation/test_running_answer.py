"""What goes on with the last plan, or with the last question about prices."""

from __future__ import annotations

from typing import Any

import pytest

from actions.interpretation.intent_resolution import resolve

from ..conftest import Visitor

PLANNED = {"topic": "plan_visit", "plan": {"places": ["castelo-da-gaivota"]}}
PRICED = {"topic": "ask_ticket", "tickets": {"places": ["x"], "tickets": [], "party": []}}


def meant(visitor: Visitor, intent: str, *entities: tuple[str, str], **options: Any) -> str:
    found = tuple({"entity": kind, "value": value} for kind, value in entities)
    return resolve(visitor.turn(intent=intent, entities=found, **options)).turn.intent


@pytest.mark.parametrize(
    ("intent", "said"),
    [
        ("ask_hours", ("time", "oclock=10:00")),
        ("nlu_fallback", ("wish", "indoor")),
        ("refine", ("time", "tomorrow")),
        ("find_dining", ("meal", "dinner")),
        ("deny", ("trip", "easy")),
    ],
)
def test_after_a_plan_it_is_the_plan_that_changes(
    visitor: Visitor, intent: str, said: tuple[str, str]
) -> None:
    assert meant(visitor, intent, said, slots=PLANNED) == "change_plan"
    assert meant(visitor, intent, said) != "change_plan"


@pytest.mark.parametrize(
    ("intent", "said"),
    [
        ("emergency", ("wish", "indoor")),
        ("find_dining", ("trip", "sea")),
        ("find_hotel", ("kind", "hotel")),
        ("ask_contact", ("place", "castelo-da-gaivota")),
        ("weather_talk", ("time", "tomorrow")),
    ],
)
def test_after_a_plan_other_questions_are_their_own(
    visitor: Visitor, intent: str, said: tuple[str, str]
) -> None:
    assert meant(visitor, intent, said, slots=PLANNED) != "change_plan"


def test_the_hours_of_a_plan_are_the_plan(visitor: Visitor) -> None:
    assert meant(visitor, "ask_hours", ("attribute", "hours"), slots=PLANNED) == "change_plan"


@pytest.mark.parametrize("intent", ["deny", "nlu_fallback", "follow_up", "more_results"])
def test_people_counted_after_prices_correct_them(visitor: Visitor, intent: str) -> None:
    assert meant(visitor, intent, ("party", "adult:3"), slots=PRICED) == "ask_ticket"
    assert meant(visitor, intent, ("kind", "hotel"), ("party", "adult:3"), slots=PRICED) != (
        "ask_ticket"
    )


def test_a_booking_for_one_more_is_no_booking(visitor: Visitor) -> None:
    more = (("party", "child:1"), ("adds", "people"))
    assert meant(visitor, "book", *more, slots=PRICED) == "ask_ticket"
    assert meant(visitor, "book", ("party", "child:1"), slots=PRICED) == "book"


def test_what_several_people_pay_is_one_question(visitor: Visitor) -> None:
    said = (("attribute", "price"), ("party", "adult:2"))
    assert meant(visitor, "ask_ticket", *said, slots={"focus_place": "x"}) == "ask_ticket"


def test_a_walk_from_somewhere_for_half_a_day_is_a_plan(visitor: Visitor) -> None:
    said = (("wish", "half"), ("trip", "flat"))
    assert meant(visitor, "ask_directions", *said) == "plan_visit"
    assert meant(visitor, "find_attraction", ("trip", "plan"), ("time", "tomorrow")) == "plan_visit"
    assert meant(visitor, "find_attraction", ("trip", "sea")) == "find_attraction"
