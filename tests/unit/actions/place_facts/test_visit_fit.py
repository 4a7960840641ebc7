"""Whether the time is enough for a place."""

from __future__ import annotations

import pytest

from actions.interpretation.intent_resolution import resolve
from actions.place_facts.visit_fit import fit_sentence, time_had
from listings.queries import get_place

from ..conftest import LANGUAGES, Visitor

CASTLE = "castelo-da-gaivota"


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        (("wish", "half"), 240),
        (("length", "3"), 180),
        (("time", "sunday;part=morning"), 240),
        (("time", "in=120m"), 120),
        (("time", "sunday"), None),
    ],
)
def test_the_time_that_a_visitor_has(
    visitor: Visitor, said: tuple[str, str], minutes: int | None
) -> None:
    entities = ({"entity": said[0], "value": said[1]},)
    assert time_had(visitor.turn(entities=entities)) == minutes


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_or_no_by_the_length_of_the_visit(visitor: Visitor, language: str) -> None:
    castle = get_place(visitor.session, CASTLE)
    castle.visit_duration = {"en": "about 3 hours"}
    half = visitor.turn(language=language, wish="half")
    hour = visitor.turn(language=language, length="1")
    told = fit_sentence(half, castle).split("\n")[0]
    assert told == half.say("fit.enough", length="about 3 hours")
    assert fit_sentence(hour, castle).startswith(hour.say("fit.short", length="about 3 hours"))


def test_a_place_without_a_length_is_not_said_to_fit(visitor: Visitor) -> None:
    beach = get_place(visitor.session, "praia-da-areia-azul")
    beach.visit_duration = {}
    assert fit_sentence(visitor.turn(wish="half"), beach) == ""


@pytest.mark.parametrize("intent", ["change_plan", "plan_visit", "ask_hours", "nlu_fallback"])
def test_whether_the_time_is_enough_for_one_place_is_no_wish_for_a_plan(
    visitor: Visitor, intent: str
) -> None:
    turn = visitor.turn(intent=intent, attribute="fit", place=CASTLE, wish="half")
    assert resolve(turn).turn.intent == "ask_facts"
    both = visitor.turn(intent="plan_visit", attribute="fit", wish="half")
    assert resolve(both).turn.intent == "plan_visit"
