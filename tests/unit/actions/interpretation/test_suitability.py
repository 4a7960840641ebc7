"""What places are to suit, by the words of a message."""

from __future__ import annotations

import pytest

from actions.dialogue.state import Topic
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.suitability import is_with_children, suits_asked

from ..conftest import Visitor

TRIP = {"entity": "trip", "value": "sea", "start": 0, "end": 3}


def said(visitor: Visitor, *entities: Entity) -> Turn:
    return visitor.turn(entities=entities)


def test_a_theme_narrows_sights(visitor: Visitor) -> None:
    assert suits_asked(said(visitor, TRIP)) == ("sea",)


@pytest.mark.parametrize("topic", ["hotel", "restaurant"])
def test_other_places_may_be_by_the_sea_alone(visitor: Visitor, topic: Topic) -> None:
    old = {**TRIP, "value": "old"}
    assert suits_asked(said(visitor, TRIP, old), topic) == ("sea",)


def test_a_beach_is_no_theme_of_sights_but_of_a_cafe(visitor: Visitor) -> None:
    beach = {"entity": "category", "value": "beach", "start": 0, "end": 3}
    assert suits_asked(said(visitor, TRIP, beach)) == ()
    assert suits_asked(said(visitor, TRIP, beach), "restaurant") == ("sea",)


def test_a_hotel_with_a_view_of_the_sea_is_looked_for_by_that(visitor: Visitor) -> None:
    view = {"entity": "amenity", "value": "sea-view", "start": 0, "end": 8}
    assert suits_asked(said(visitor, TRIP, view), "hotel") == ()


@pytest.mark.parametrize(("age", "is_child"), [("5", True), ("70", False)])
def test_an_age_tells_of_a_child(visitor: Visitor, age: str, is_child: bool) -> None:
    assert is_with_children(said(visitor, {"entity": "age", "value": age})) is is_child
