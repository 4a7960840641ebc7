"""Filters that no longer matter."""

from __future__ import annotations

from typing import Any

import pytest

from actions.dialogue.state import Search
from actions.interpretation.removed_filters import dropped_filters
from actions.search.refine import ActionRefine

from ..conftest import Visitor

NARROW = Search(
    "hotel", district=("alto-do-farol",), stars="2", price="-40", amenities=("wifi",)
).to_slot()


def piece(kind: str, value: str, start: int, end: int) -> dict[str, Any]:
    return {"entity": kind, "value": value, "start": start, "end": end}


def search_after(visitor: Visitor, **options: Any) -> Search:
    reply = visitor.ask(ActionRefine(), slots={"search": NARROW}, **options)
    search = Search.from_slot(reply.slots["search"])
    assert search is not None
    return search


@pytest.mark.parametrize(
    ("dropped", "left"),
    [
        ("district", {"amenities", "price", "stars"}),
        ("price", {"amenities", "district", "stars"}),
        ("stars", {"amenities", "district", "price"}),
        ("amenities", {"district", "price", "stars"}),
    ],
)
def test_a_filter_that_does_not_matter_is_given_up_and_the_others_stay(
    visitor: Visitor, dropped: str, left: set[str]
) -> None:
    assert search_after(visitor, dropped=dropped).filters().keys() == left


def test_one_filter_is_given_up_and_another_changed_in_one_message(visitor: Visitor) -> None:
    search = search_after(visitor, dropped="district", price="-60")
    assert (search.district, search.price) == ((), "-60")


def test_what_is_not_needed_is_the_filter_whose_words_stand_nearest(visitor: Visitor) -> None:
    # "no wifi needed, just something under 30"
    entities = (
        piece("dropped", "mentioned", 0, 2),
        piece("amenity", "wifi", 3, 7),
        piece("price", "-30", 30, 38),
    )
    search = search_after(visitor, entities=entities)
    assert (search.amenities, search.price) == ((), "-30")


def test_what_is_not_wanted_is_not_searched_for(visitor: Visitor) -> None:
    slots = {"search": Search("restaurant").to_slot()}
    entities = (piece("dropped", "mentioned", 0, 3), piece("cuisine", "seafood", 4, 11))
    reply = visitor.ask(ActionRefine(), slots=slots, entities=entities)
    assert reply.slots["search"]["cuisine"] == []


def test_a_word_of_refusal_alone_gives_up_nothing(visitor: Visitor) -> None:
    turn = visitor.turn(entities=(piece("dropped", "mentioned", 0, 3),))
    assert dropped_filters(turn) == frozenset()


def test_what_was_given_up_in_an_earlier_message_stands_beside_nothing(visitor: Visitor) -> None:
    mentioned = {"entity": "dropped", "value": "mentioned"}
    turn = visitor.turn(entities=(piece("stars", "5", 0, 10), mentioned), text="five stars")
    assert dropped_filters(turn) == frozenset()


def test_what_is_left_out_of_a_list_gives_up_none_of_its_sorts(visitor: Visitor) -> None:
    turn = visitor.turn(
        text="without seafood",
        entities=(
            piece("dropped", "mentioned", 0, 7),
            {**piece("cuisine", "seafood", 8, 15), "polarity": "not"},
        ),
    )
    assert dropped_filters(turn) == frozenset()


def test_what_is_asked_of_places_is_the_filter_that_does_not_matter(visitor: Visitor) -> None:
    turn = visitor.turn(
        text="price? no matter",
        entities=(piece("attribute", "price", 0, 5), piece("dropped", "mentioned", 7, 16)),
    )
    assert dropped_filters(turn) == {"price"}
