"""What a visitor wants to be left out is never shown, in a first search and in a later one."""

from __future__ import annotations

from typing import Any

import pytest

from actions.dialogue.state import Search
from actions.search.exclusion import Exclusion
from actions.search.find import ActionFindDining, ActionFindHotels
from actions.search.refine import ActionRefine
from listings.models import Restaurant

from ..conftest import Visitor

LANGUAGES = ("en", "zh", "ja", "ko")


def denied(kind: str, value: str) -> dict[str, Any]:
    return {"entity": kind, "value": value, "polarity": "not", "linked": True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_denied_cuisine_is_left_out_and_said_back(visitor: Visitor, language: str) -> None:
    everything = visitor.ask(ActionFindDining(), language=language)
    reply = visitor.ask(
        ActionFindDining(), language=language, entities=(denied("cuisine", "seafood"),)
    )
    assert "tasca-do-polvo" in everything.slots["shown_places"]
    assert "tasca-do-polvo" not in reply.slots["shown_places"]
    assert reply.text.split("\n")[0] != everything.text.split("\n")[0]


def test_with_an_allergy_it_says_that_allergens_are_not_known(visitor: Visitor) -> None:
    allergy = {"entity": "allergy", "value": "yes"}
    other = {"entity": "allergen", "value": "other", "start": 0, "end": 4}
    reply = visitor.ask(ActionFindDining(), text="nuts", entities=(allergy, other))
    assert "allergens are not in my data" in reply.text
    plain = visitor.ask(ActionFindDining(), entities=(denied("cuisine", "portuguese"),))
    assert "allergens" not in plain.text


def test_an_allergen_leaves_the_cuisine_out_that_is_known_by_it(visitor: Visitor) -> None:
    allergy = {"entity": "allergy", "value": "yes"}
    prawns = {"entity": "allergen", "value": "seafood", "start": 0, "end": 6}
    reply = visitor.ask(ActionFindDining(), text="prawns", entities=(allergy, prawns))
    assert "tasca-do-polvo" not in reply.slots["shown_places"]


def test_an_allergen_leaves_out_who_only_describes_it(visitor: Visitor) -> None:
    told = visitor.turn()
    search = Search("restaurant", excluded=("allergen=seafood",))
    shrimps = Restaurant(
        id="a", names={}, cuisines=[], summary={"en": "Fried dumplings with shrimps."}
    )
    dish = Restaurant(
        id="b", names={}, cuisines=[], summary={}, signature_dishes={"en": ["clam soup"]}
    )
    ribs = Restaurant(id="c", names={}, cuisines=[], summary={"en": "Ribs, no more."})
    for place in (shrimps, dish, ribs):
        place.signature_dishes = place.signature_dishes or {}
    excluded = Exclusion(told, search)
    assert [excluded.covers(p) for p in (shrimps, dish, ribs)] == [True, True, False]


def test_what_is_not_needed_is_not_left_out(visitor: Visitor) -> None:
    not_needed = {**denied("amenity", "wifi"), "role": "given_up"}
    reply = visitor.ask(ActionFindHotels(), entities=(not_needed,))
    search = Search.from_slot(reply.slots["search"])
    assert search is not None
    assert search.excluded == ()


def test_a_family_of_cuisines_is_left_out_with_its_members(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindDining(), entities=(denied("cuisine", "european"),))
    everything = visitor.ask(ActionFindDining())
    assert "tasca-do-polvo" in everything.slots["shown_places"]
    assert "tasca-do-polvo" not in (reply.slots.get("shown_places") or ())


def test_a_denied_district_is_left_out(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindHotels(), entities=(denied("area", "alto-do-farol"),))
    assert reply.slots["shown_places"] == ["pensao-maresia"]


def test_a_denied_place_is_left_out(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindHotels(), entities=(denied("place", "grande-hotel"),))
    assert "Grand Hotel (" not in reply.text


def test_an_exclusion_stays_when_the_search_goes_on(visitor: Visitor) -> None:
    first = visitor.ask(ActionFindHotels(), entities=(denied("area", "alto-do-farol"),))
    search = {"search": first.slots["search"]}
    after = visitor.ask(ActionRefine(), amenity="wifi", slots=search)
    kept = Search.from_slot(after.slots["search"])
    assert kept is not None
    assert kept.excluded == ("district=alto-do-farol",)


def test_what_was_asked_for_and_is_then_denied_is_asked_for_no_more(visitor: Visitor) -> None:
    first = visitor.ask(ActionFindHotels(), area="alto-do-farol")
    search = {"search": first.slots["search"]}
    after = visitor.ask(ActionRefine(), entities=(denied("area", "alto-do-farol"),), slots=search)
    assert after.slots["shown_places"] == ["pensao-maresia"]


def test_of_several_districts_any_will_do(visitor: Visitor) -> None:
    areas = tuple(
        {"entity": "area", "value": name, "linked": True}
        for name in ("ribeira-velha", "alto-do-farol")
    )
    reply = visitor.ask(ActionFindHotels(), entities=areas)
    search = Search.from_slot(reply.slots["search"])
    assert search is not None
    assert search.district == ("ribeira-velha", "alto-do-farol")
    assert "9" in reply.text.split("\n")[0]


def test_the_dearest_come_first_where_they_are_asked_for(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindHotels(), entities=({"entity": "order", "value": "dearest"},))
    prices = reply.slots["shown_places"]
    assert prices.index("residencial-7") < prices.index("residencial-6")
