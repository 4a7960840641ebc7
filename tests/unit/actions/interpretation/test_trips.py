"""What goes on with the way that was told last."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.interpretation.circumstances import with_circumstances
from actions.interpretation.intent_resolution import resolve
from actions.interpretation.trips import asked_of_way

from ..conftest import Visitor

CASTLE, TAVERN, MUSEUM = "castelo-da-gaivota", "tasca-do-polvo", "museu-do-sal"
TOLD = {
    "trip_told": {"origin": CASTLE, "destination": TAVERN},
    "topic": "ask_way",
    "focus_place": TAVERN,
}


def travel(*values: str) -> tuple[dict[str, Any], ...]:
    return tuple({"entity": "travel", "value": value} for value in values)


def meant(visitor: Visitor, intent: str, slots: dict[str, Any] | None = None, **more: Any) -> str:
    return resolve(visitor.turn(intent=intent, slots=TOLD if slots is None else slots, **more)).rule


@pytest.mark.parametrize("intent", ["ask_transport", "out_of_scope", "ask_details", "follow_up"])
@pytest.mark.parametrize("asked", ["taxi", "time", "back", "stops", "exit", "bus"])
def test_what_is_asked_of_the_ride_is_asked_of_the_way_told(
    visitor: Visitor, intent: str, asked: str
) -> None:
    assert meant(visitor, intent, entities=travel(asked)) == "way-told"


def test_the_last_train_is_that_of_the_way_told(visitor: Visitor) -> None:
    assert meant(visitor, "ask_transport", train="last") == "way-told"
    assert meant(visitor, "ask_transport", slots={}, train="last") == "trains"


def test_another_place_goes_on_with_the_way(visitor: Visitor) -> None:
    place = {"entity": "place", "value": MUSEUM, "linked": True, "role": "origin"}
    assert meant(visitor, "ask_directions", entities=(place,)) == "way-told"


def test_what_is_asked_of_the_place_there_is_not_asked_of_the_way(visitor: Visitor) -> None:
    assert meant(visitor, "ask_hours", attribute="hours") != "way-told"
    assert meant(visitor, "ask_ticket", attribute="price") != "way-told"
    assert meant(visitor, "find_dining", kind="restaurant") != "way-told"
    assert meant(visitor, "find_office", facility_kind="toilet") != "way-told"


def test_after_a_list_the_way_told_before_is_over(visitor: Visitor) -> None:
    slots = {**TOLD, "topic": "find_hotel", "focus_place": None, "shown_places": [MUSEUM, CASTLE]}
    assert meant(visitor, "ask_directions", slots=slots, entities=travel("taxi")) != "way-told"


def test_a_taxi_to_a_place_asks_for_the_way_though_no_start_is_known(visitor: Visitor) -> None:
    place = {"entity": "place", "value": MUSEUM, "linked": True}
    entities = (place, *travel("taxi"))
    assert meant(visitor, "ask_ticket", slots={}, entities=entities) == "way-told"


def test_when_the_metro_has_stopped_only_what_goes_instead_is_asked(visitor: Visitor) -> None:
    turn = visitor.turn(intent="ask_transport", slots=TOLD, entities=travel("ended", "taxi"))
    assert asked_of_way(turn) == {"taxi"}
    assert asked_of_way(visitor.turn(slots=TOLD, entities=travel("ended"))) == {"trains", "taxi"}


def test_who_lands_asks_for_the_way_on_from_the_airport(visitor: Visitor) -> None:
    place = {"entity": "place", "value": MUSEUM, "linked": True}
    entities = (*travel("landed"), place)
    asked: dict[str, Any] = {"slots": {}, "entities": entities}
    assert meant(visitor, "ask_directions", attribute="way", **asked) == "from-to"
    assert meant(visitor, "ask_hours", attribute="hours", **asked) != "from-to"


def test_how_far_it_is_from_the_station_is_asked_of_the_place_named(visitor: Visitor) -> None:
    place = {"entity": "place", "value": MUSEUM, "linked": True}
    entities = (*travel("station", "time"), place)
    assert meant(visitor, "ask_directions", slots={}, entities=entities) == "way-told"


def test_a_kind_of_place_to_walk_to_from_here_is_looked_for(visitor: Visitor) -> None:
    turn = visitor.turn(
        intent="ask_directions", slots={}, entities=travel("here", "walk"), cuisine="bar"
    )
    assert resolve(turn).turn.intent == "find_dining"


@pytest.mark.parametrize(
    "asked",
    [{"asks": "open"}, {"attribute": "hours"}, {"attribute": "phone"}, {"contact": "phone"}],
)
def test_a_time_beside_another_question_asks_nothing_of_the_way(
    visitor: Visitor, asked: dict[str, str]
) -> None:
    assert meant(visitor, "ask_hours", time="monday", **asked) != "way-told"
    assert meant(visitor, "follow_up", time="part=evening") == "way-told"


@pytest.mark.parametrize(("confidence", "is_way"), [(1.0, False), (0.5, True)])
def test_when_something_closes_in_the_evening_is_asked_of_no_way(
    visitor: Visitor, confidence: float, is_way: bool
) -> None:
    said = {"time": "part=evening", "figure": "number"}
    turn = visitor.turn(intent="ask_hours", slots=TOLD, **said)
    assert (resolve(replace(turn, confidence=confidence)).rule == "way-told") is is_way


def test_the_price_of_a_place_named_is_no_fare(visitor: Visitor) -> None:
    place = {"entity": "place", "value": MUSEUM, "linked": True}
    entities = (place, *travel("fare"))
    asked: dict[str, Any] = {"attribute": "price", "time": "monday", "entities": entities}
    assert meant(visitor, "ask_ticket", **asked) != "way-told"


def test_which_station_is_asked_of_one_place_is_no_number_of_stops(visitor: Visitor) -> None:
    place = {"entity": "place", "value": MUSEUM, "linked": True}
    entities = (place, *travel("metro", "stops"))
    turn = visitor.turn(intent="ask_transport", slots={}, entities=entities)
    assert resolve(turn).turn.intent == "ask_directions"


def test_who_only_says_where_they_are_asks_for_no_way(visitor: Visitor) -> None:
    here = {"entity": "place", "value": CASTLE, "linked": True, "role": "at"}
    there = {"entity": "place", "value": MUSEUM, "linked": True}
    entities = (here, there)
    asked = with_circumstances(
        visitor.turn(intent="ask_ticket", entities=entities, attribute="price", asks="open")
    )
    assert resolve(asked).rule != "from-to"
    way = with_circumstances(
        visitor.turn(intent="ask_directions", entities=entities, attribute="way")
    )
    assert resolve(way).rule == "from-to"
