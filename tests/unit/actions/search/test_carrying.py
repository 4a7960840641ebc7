"""What a search takes over from what was spoken of, and what its words mean in this city."""

from __future__ import annotations

from typing import Any

import pytest

from actions.dialogue.state import Search
from actions.search.find import ActionFindDining, ActionFindHotels
from actions.search.price_words import PriceWords
from actions.search.query import unused_words
from actions.search.refine import ActionRefine
from actions.topic_action import TopicAction
from listings.models import Restaurant

from ..conftest import Visitor

LANGUAGES = ("en", "zh", "ja", "ko")
SAME_AREA = {"entity": "same", "value": "area"}
SAME_PRICE = {"entity": "same", "value": "price"}


def search_after(visitor: Visitor, action: TopicAction, **given: Any) -> Search:
    search = Search.from_slot(visitor.ask(action, **given).slots["search"])
    assert search is not None
    return search


def test_the_same_area_is_that_of_the_search_before(visitor: Visitor) -> None:
    before = Search("hotel", district=("ribeira-velha",)).to_slot()
    slots = {"search": before, "topic": "find_hotel"}
    after = search_after(visitor, ActionFindDining(), entities=(SAME_AREA,), slots=slots)
    assert after.district == ("ribeira-velha",)


def test_the_same_area_as_the_restaurant_is_where_that_is(visitor: Visitor) -> None:
    pointed = {"entity": "reference", "value": "restaurant"}
    slots = {"recent_places": {"restaurant": "tasca-do-polvo"}}
    after = search_after(visitor, ActionFindHotels(), entities=(SAME_AREA, pointed), slots=slots)
    assert after.district == ("ribeira-velha",)
    assert after.near is None


def test_the_same_price_is_the_word_asked_for_before(visitor: Visitor) -> None:
    before = Search("restaurant", price="cheap").to_slot()
    slots = {"search": before, "topic": "find_dining"}
    after = search_after(visitor, ActionFindHotels(), entities=(SAME_PRICE,), slots=slots)
    assert after.price == "cheap"


def test_facilities_asked_for_one_after_the_other_must_all_be_there(visitor: Visitor) -> None:
    slots = {"search": Search("hotel", amenities=("wifi",)).to_slot()}
    after = search_after(visitor, ActionRefine(), amenity="breakfast", slots=slots)
    assert after.amenities == ("wifi", "breakfast")


def test_of_three_price_levels_the_first_is_cheap_and_the_last_expensive(visitor: Visitor) -> None:
    places = [
        Restaurant(id=f"r-{level}", names={"en": f"R {level}"}, price_level=level)
        for level in (1, 3)
    ]
    visitor.session.add_all(places)
    visitor.session.flush()
    words = PriceWords(visitor.turn(), "restaurant")
    assert [sorted(words.of(place)) for place in places] == [["cheap"], ["expensive"]]


def test_a_number_beside_a_word_of_price_counts(visitor: Visitor) -> None:
    said = tuple({"entity": "price", "value": v} for v in ("cheap", "-40"))
    assert search_after(visitor, ActionFindHotels(), entities=said).price == "-40"


def test_a_lower_and_an_upper_bound_count_together(visitor: Visitor) -> None:
    said = tuple({"entity": "price", "value": v} for v in ("30-", "-60"))
    assert search_after(visitor, ActionFindHotels(), entities=said).price == "30-60"


@pytest.mark.parametrize("language", LANGUAGES)
def test_wishes_that_nothing_tells_are_quoted_and_no_whole_list_follows(
    visitor: Visitor, language: str
) -> None:
    wish = {"entity": "quality", "value": "wish", "start": 0, "end": 5}
    reply = visitor.ask(ActionFindHotels(), language=language, text="quiet", entities=(wish,))
    assert "quiet" in reply.text
    assert reply.slots["shown_places"] == []


def test_a_wish_beside_a_condition_is_said_to_be_left_out(visitor: Visitor) -> None:
    wish = {"entity": "quality", "value": "wish", "start": 0, "end": 5}
    area = {"entity": "area", "value": "ribeira-velha", "linked": True}
    reply = visitor.ask(ActionFindHotels(), text="quiet", entities=(wish, area))
    assert reply.text.startswith("I have no information on “quiet”, so I've left that out.")
    assert reply.slots["shown_places"] == ["pensao-maresia"]


def test_a_place_sought_by_its_name_is_told_itself(visitor: Visitor) -> None:
    named = {"entity": "place", "value": "pensao-maresia", "linked": True}
    reply = visitor.ask(ActionFindHotels(), entities=(named,))
    assert reply.slots["focus_place"] == "pensao-maresia"
    assert "search" not in reply.slots


def test_a_word_of_the_descriptions_narrows_what_nothing_else_does(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindHotels(), text="one in a ropemaker house")
    assert reply.slots["shown_places"] == ["pensao-maresia"]
    assert "ropemaker" in reply.text.split("\n")[0]


def test_a_wish_within_the_name_of_what_is_looked_around_is_none(visitor: Visitor) -> None:
    near = {
        "entity": "place",
        "value": "castelo-da-gaivota",
        "role": "near",
        "start": 0,
        "end": 8,
    }
    within = {"entity": "quality", "value": "wish", "start": 4, "end": 12}
    beside = {"entity": "quality", "value": "wish", "start": 13, "end": 18}
    turn = visitor.turn(text="castelo near quiet hotels", entities=(near, within, beside))
    assert unused_words(turn, "hotel") == ["quiet"]
