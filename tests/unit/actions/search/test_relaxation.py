"""Conditions that nothing meets together stay wished for."""

from __future__ import annotations

from actions.dialogue.state import Search
from actions.search.find import ActionFindHotels
from actions.search.refine import ActionMoreResults, ActionRefine
from actions.wording.reply import Reply

from ..conftest import Visitor


def kept(reply: Reply) -> Search:
    search = Search.from_slot(reply.slots["search"])
    assert search is not None
    return search


def test_a_condition_that_was_left_out_is_looked_for_again(visitor: Visitor) -> None:
    first = visitor.ask(ActionFindHotels(), stars="5", price="-30")
    assert kept(first).relaxed
    second = visitor.ask(ActionRefine(), slots=first.slots, stars="2")
    assert kept(second).price == "-30"
    assert kept(second).relaxed == ()
    assert second.slots["shown_places"] == ["residencial-1"]


def test_more_of_a_list_is_without_what_was_left_out_for_it(visitor: Visitor) -> None:
    first = visitor.ask(ActionFindHotels(), stars="2", amenity="pool")
    assert kept(first).relaxed == ("amenities=pool",)
    more = visitor.ask(ActionMoreResults(), slots=first.slots)
    assert set(more.slots["shown_places"]).isdisjoint(first.slots["shown_places"])
    assert kept(more).amenities == ("pool",)


def test_what_was_left_out_before_is_left_out_first(visitor: Visitor) -> None:
    first = visitor.ask(ActionFindHotels(), stars="2", amenity="pool")
    second = visitor.ask(ActionRefine(), slots=first.slots, price="-50")
    assert kept(second).relaxed == ("amenities=pool",)
    assert second.slots["shown_places"] == ["residencial-1", "residencial-2", "residencial-3"]


def test_what_is_said_now_is_left_out_last(visitor: Visitor) -> None:
    first = visitor.ask(ActionFindHotels(), stars="2", price="-30")
    second = visitor.ask(ActionRefine(), slots=first.slots, stars="5")
    assert kept(second).relaxed == ("price",)
    assert second.slots["shown_places"] == ["grande-hotel"]


def test_of_two_facilities_the_one_is_left_out_that_nothing_has(visitor: Visitor) -> None:
    pool = {"entity": "amenity", "value": "pool"}
    first = visitor.ask(ActionFindHotels(), stars="2", amenity="wifi", entities=(pool,))
    assert kept(first).relaxed == ("amenities=pool",)
    assert len(first.slots["shown_places"]) > 1
