"""The way between two places."""

from __future__ import annotations

from typing import Any

import pytest

from actions.transport.way import ActionAskWay

from ..conftest import Visitor

CASTLE, TAVERN = "castelo-da-gaivota", "tasca-do-polvo"


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
