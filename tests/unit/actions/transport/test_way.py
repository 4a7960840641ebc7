"""The way between two places."""

from __future__ import annotations

from typing import Any

import pytest

from actions.transport.way import ActionAskWay

from ..conftest import Visitor

CASTLE, TAVERN, MUSEUM = "castelo-da-gaivota", "tasca-do-polvo", "museu-do-sal"


def ends(**roles: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"entity": "place", "value": place, "linked": True, "role": role}
        for role, place in roles.items()
    )


@pytest.mark.parametrize("language", ["en", "zh", "ja", "ko"])
def test_both_ends_and_their_distance_are_told(visitor: Visitor, language: str) -> None:
    entities = ends(origin=CASTLE, destination=TAVERN)
    reply = visitor.ask(ActionAskWay(), language=language, entities=entities)
    first = reply.text.split("\n")[0]
    assert any(unit in reply.text for unit in ("m", "米", "公里", "キロ", "미터"))
    assert first.count("(") < 4
    assert reply.slots["focus_place"] == TAVERN


def test_the_end_that_is_not_named_is_the_place_in_focus(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskWay(), entities=ends(origin=CASTLE), slots={"focus_place": TAVERN})
    assert "Seagull Castle" in reply.text
    assert "Tasca do Polvo" in reply.text


def test_without_a_second_place_it_asks_for_it(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskWay(), entities=ends(origin=CASTLE))
    assert reply.asks


def trip(origin: str | None, destination: str | None, **slots: Any) -> dict[str, Any]:
    """What the dialogue keeps after a way was told."""
    kept = {"origin": origin, "destination": destination}
    return {"trip_told": kept, "topic": "ask_way", "focus_place": destination, **slots}


def asks(
    visitor: Visitor, *travel: str, entities: tuple[dict[str, Any], ...] = (), **more: Any
) -> str:
    """Return the reply to a follow-up that asks ``travel`` of the way from castle to tavern."""
    said = tuple({"entity": "travel", "value": value} for value in travel)
    slots = more.pop("slots", trip(CASTLE, TAVERN))
    return visitor.ask(ActionAskWay(), entities=(*said, *entities), slots=slots, **more).text


def test_the_way_back_is_the_way_told_the_other_way_round(visitor: Visitor) -> None:
    assert "From Tasca do Polvo to Seagull Castle" in asks(visitor, "back")


def test_another_end_takes_the_place_of_the_old_one(visitor: Visitor) -> None:
    museum = ends(destination="museu-do-sal")
    assert "From Seagull Castle to Salt Museum" in asks(visitor, entities=museum)
    assert "From Tasca do Polvo to Salt Museum" in asks(visitor, "onward", entities=museum)
    start = ends(origin="museu-do-sal")
    assert "From Salt Museum to Tasca do Polvo" in asks(visitor, entities=start)


@pytest.mark.parametrize(
    ("travel", "told"), [("walk", "on foot"), ("bus", "I don't know which bus"), ("fare", "fare")]
)
def test_only_what_is_asked_of_the_way_is_told(visitor: Visitor, travel: str, told: str) -> None:
    text = asks(visitor, travel)
    assert told in text
    assert "Station for" not in text


def test_where_one_starts_is_asked_and_the_question_kept(visitor: Visitor) -> None:
    entities = ({"entity": "travel", "value": "taxi"}, *ends(destination=TAVERN))
    reply = visitor.ask(ActionAskWay(), entities=entities)
    assert reply.asks
    assert reply.slots["trip_told"] == {"origin": None, "destination": TAVERN}


@pytest.mark.parametrize("language", ["en", "zh", "ja", "ko"])
@pytest.mark.parametrize(
    "travel", ["taxi", "walk", "metro", "bus", "drive", "time", "fare", "often", "exit"]
)
def test_each_thing_asked_is_answered_in_each_language(
    visitor: Visitor, travel: str, language: str
) -> None:
    assert "way." not in asks(visitor, travel, language=language)


def test_who_lands_starts_from_the_airport(visitor: Visitor) -> None:
    text = asks(visitor, "landed", "taxi", entities=ends(destination=MUSEUM), slots={})
    assert "Airport" in text or "start" in text


def test_three_places_in_a_row_are_two_legs_and_their_sum(visitor: Visitor) -> None:
    named = (*ends(origin=CASTLE, destination=TAVERN), named_only(MUSEUM))
    text = visitor.ask(ActionAskWay(), entities=named).text
    assert "From Seagull Castle to Tasca do Polvo" in text
    assert "From Tasca do Polvo to Salt Museum" in text
    assert "In all that is about" in text


def test_a_district_is_no_place_to_measure_to(visitor: Visitor) -> None:
    area = {"entity": "area", "value": "ribeira-velha", "linked": True, "role": "destination"}
    reply = visitor.ask(ActionAskWay(), entities=(*ends(origin=CASTLE), area))
    assert reply.asks
    assert "Which place in" in reply.text


def test_a_foreign_town_is_said_not_to_be_known(visitor: Visitor) -> None:
    area = {"entity": "area", "value": "Atlantis", "linked": False, "role": "destination"}
    assert "Atlantis" in visitor.ask(ActionAskWay(), entities=(*ends(origin=CASTLE), area)).text


def named_only(place: str) -> dict[str, Any]:
    return {"entity": "place", "value": place, "linked": True}
