"""What is near a place or the visitor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.search.find import ActionFindDining
from actions.search.nearby import ActionNearby
from actions.wording.reply import Reply

from ..conftest import LANGUAGES, Visitor

QUAY = {"latitude": 38.6935, "longitude": -9.4095}
FAR = {"latitude": 48.2, "longitude": 16.37}


def near_me(visitor: Visitor, position: dict | None = None, **options) -> Reply:
    turn = visitor.turn(near="me", **options)
    return ActionNearby().answer(replace(turn, metadata={"position": position} if position else {}))


def shown(reply: Reply) -> list[str]:
    return list(reply.slots.get("shown_places", []))


def test_the_nearest_places_to_the_visitor_come_first(visitor: Visitor) -> None:
    reply = near_me(visitor, QUAY)
    assert shown(reply)[:2] == ["estacao-do-cais", "tasca-do-polvo"]
    assert "straight line" in reply.text


def test_a_list_around_the_visitor_does_not_change_the_place_in_focus(visitor: Visitor) -> None:
    assert "focus_place" not in near_me(visitor, QUAY).slots


def test_near_me_means_the_visitor_though_a_place_is_in_focus(visitor: Visitor) -> None:
    slots = {"focus_place": "hospital-longe"}
    assert shown(near_me(visitor, QUAY, slots=slots))[0] == "estacao-do-cais"


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_position_it_asks_for_one_or_for_a_place(visitor: Visitor, language: str) -> None:
    reply = near_me(visitor, language=language)
    assert reply.text
    assert reply.custom == {"type": "ask_position", "language": language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visitor_in_another_city_is_told_how_far_that_is(visitor: Visitor, language: str) -> None:
    reply = near_me(visitor, FAR, language=language)
    assert "2,2" in reply.text or "2,3" in reply.text
    assert shown(reply) == []


def test_restaurants_near_me_are_restaurants_only(visitor: Visitor) -> None:
    turn = replace(visitor.turn(near="me"), metadata={"position": QUAY})
    assert shown(ActionFindDining().answer(turn)) == ["tasca-do-polvo"]


def test_a_kind_of_sight_near_me_is_that_kind_only(visitor: Visitor) -> None:
    assert shown(near_me(visitor, QUAY, category="beach")) == ["praia-da-areia-azul"]


def test_where_nothing_is_in_walking_distance_the_nearest_is_told(visitor: Visitor) -> None:
    reply = near_me(visitor, {"latitude": 38.60, "longitude": -9.41})
    assert shown(reply)
    assert "walking distance" in reply.text


def test_an_older_position_is_said_to_be_one(visitor: Visitor) -> None:
    kept = {**QUAY, "at": "2026-05-19T11:40:00+01:00"}
    reply = near_me(visitor, slots={"position": kept})
    assert "20 min ago" in reply.text


def test_around_a_named_place_the_place_comes_into_focus(visitor: Visitor) -> None:
    reply = ActionNearby().answer(visitor.turn(place="tasca-do-polvo"))
    assert reply.slots["focus_place"] == "tasca-do-polvo"
    assert "tasca-do-polvo" not in shown(reply)


def test_a_place_without_a_position_is_said_to_have_none(visitor: Visitor) -> None:
    reply = ActionNearby().answer(visitor.turn(place="casa-vazia"))
    assert "position" in reply.text
