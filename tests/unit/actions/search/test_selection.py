"""Choosing from a list by what is said of a place, and changing a list."""

from __future__ import annotations

from actions.dialogue.state import FOCUS, Search
from actions.place_facts.offices import ActionFindOffice
from actions.search.find import ActionFindHotels
from actions.search.nearby import ActionNearby
from actions.search.refine import ActionRefine, ActionSelectItem

from ..conftest import Visitor

HOTELS = {
    "shown_places": ["grande-hotel", "residencial-3", "residencial-1"],
    "search": Search("hotel", offset=3).to_slot(),
}
MIXED = {"shown_places": ["castelo-da-gaivota", "praia-da-areia-azul", "capela-de-baixo"]}


def test_the_cheaper_one_is_the_one_with_the_lowest_known_price(visitor: Visitor) -> None:
    reply = visitor.ask(ActionSelectItem(), price="cheap", slots=HOTELS)
    assert reply.slots[FOCUS] == "residencial-1"
    assert reply.text.startswith("The lowest price that I know in that list:\nHouse 1")


def test_the_dearest_one_is_the_one_with_the_highest_known_price(visitor: Visitor) -> None:
    reply = visitor.ask(ActionSelectItem(), price="expensive", slots=HOTELS)
    assert reply.slots[FOCUS] == "residencial-3"


def test_where_no_price_is_known_that_is_said(visitor: Visitor) -> None:
    slots = {"shown_places": ["grande-hotel"]}
    reply = visitor.ask(ActionSelectItem(), price="cheap", slots=slots)
    assert reply.text == "I don't know the prices of the places in that list."


def test_the_cheaper_sight_is_the_one_with_the_cheaper_ticket(visitor: Visitor) -> None:
    reply = visitor.ask(ActionSelectItem(), price="cheap", slots=MIXED)
    assert reply.slots[FOCUS] == "praia-da-areia-azul"


def test_the_one_in_a_district_is_chosen_by_it(visitor: Visitor) -> None:
    slots = {"shown_places": ["castelo-da-gaivota", "praia-da-areia-azul"]}
    reply = visitor.ask(ActionSelectItem(), area="ribeira-velha", slots=slots)
    assert reply.slots[FOCUS] == "praia-da-areia-azul"


def test_several_in_the_district_are_asked_back(visitor: Visitor) -> None:
    reply = visitor.ask(ActionSelectItem(), area="ribeira-velha", slots=MIXED)
    assert reply.text.startswith("Several in that list fit.")
    assert len(reply.buttons) == 2


def test_where_none_of_the_list_is_in_the_district_the_search_moves_there(
    visitor: Visitor,
) -> None:
    slots = {**HOTELS, "shown_places": ["grande-hotel"]}
    reply = visitor.ask(ActionSelectItem(), area="ribeira-velha", slots=slots)
    assert FOCUS not in reply.slots or reply.slots[FOCUS] != "grande-hotel"


def test_the_five_star_one_is_chosen_by_its_stars(visitor: Visitor) -> None:
    reply = visitor.ask(ActionSelectItem(), stars="5", slots=HOTELS)
    assert reply.slots[FOCUS] == "grande-hotel"


def test_nothing_is_cheaper_than_a_list_that_begins_with_the_cheapest(visitor: Visitor) -> None:
    slots = dict(visitor.ask(ActionFindHotels(), price="cheap").slots)
    reply = visitor.ask(ActionRefine(), price="cheap", slots=slots)
    assert reply.text.startswith("I have nothing cheaper")


def test_a_district_instead_of_a_place_is_looked_for_alone(visitor: Visitor) -> None:
    search = Search("hotel", near="castelo-da-gaivota").to_slot()
    reply = visitor.ask(ActionRefine(), area="alto-do-farol", slots={"search": search})
    found = Search.from_slot(reply.slots["search"])
    assert found is not None
    assert (found.district, found.near) == (("alto-do-farol",), None)


def test_what_is_near_a_place_can_be_narrowed(visitor: Visitor) -> None:
    slots = dict(visitor.ask(ActionNearby(), place="castelo-da-gaivota").slots)
    reply = visitor.ask(ActionRefine(), price="cheap", slots=slots)
    found = Search.from_slot(reply.slots["search"])
    assert found is not None
    assert found.near == "castelo-da-gaivota" or "castle" in reply.text.lower()


def test_stars_asked_after_sights_look_for_hotels(visitor: Visitor) -> None:
    search = Search("attraction", district=("alto-do-farol",)).to_slot()
    reply = visitor.ask(ActionRefine(), stars="5", slots={"search": search})
    assert "Grand Hotel" in reply.text


def test_each_filter_that_could_be_given_up_is_told_with_what_it_gives(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindHotels(), area="ribeira-velha", stars="2")
    lines = reply.text.split("\n")
    assert lines[0].startswith("I'm afraid nothing on my list")
    assert any(line.startswith("Leaving out") and line.endswith("7.") for line in lines)


def test_where_is_it_is_about_the_place_in_focus(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindOffice(), slots={FOCUS: "castelo-da-gaivota"})
    assert "Lighthouse Lane" in reply.text
