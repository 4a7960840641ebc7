"""Lists of places: filters, prices, near a place, unknown areas, nothing found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from actions.dialogue.state import Search
from actions.search.find import ActionFindAttractions, ActionFindDining, ActionFindHotels
from actions.search.relaxation import applied
from listings.models import Hotel
from listings.queries import find_restaurants, get_place
from listings.traits import traits_of

from ..conftest import LANGUAGES, TUESDAY_NOON, Visitor


def names(reply) -> list[str]:
    return [b.title for b in reply.buttons if not b.payload.startswith("/more")]


def heading(reply) -> str:
    return reply.text.split("\n")[0]


def test_a_district_narrows_the_list(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindHotels(), area="ribeira-velha")
    assert names(reply) == ["Maresia Guesthouse"]
    assert heading(reply) == "One match: places to stay (Ribeira Velha)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unlinked_area_is_said_not_to_be_known(visitor: Visitor, language: str) -> None:
    area = {"entity": "area", "value": "Atlantis", "linked": False}
    reply = visitor.ask(ActionFindAttractions(), language=language, entities=(area,))
    assert "Atlantis" in heading(reply)
    assert len(names(reply)) == 5


@pytest.mark.parametrize(
    ("stars", "told", "found"),
    [
        ("5", "5-star", ["Grand Hotel"]),
        ("3-", "from 3-star", ["Grand Hotel", "Maresia Guesthouse"]),
        ("3-4", "3–4-star", ["Maresia Guesthouse"]),
    ],
)
def test_stars_are_a_number_or_a_range(
    visitor: Visitor, stars: str, told: str, found: list[str]
) -> None:
    reply = visitor.ask(ActionFindHotels(), stars=stars)
    assert names(reply) == found
    assert told in heading(reply)


def test_at_most_some_stars_leaves_out_the_better_and_the_unrated(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindHotels(), stars="-3")
    assert "Grand Hotel" not in names(reply)
    assert "up to 3-star" in heading(reply)


def test_a_rating_is_asked_of_hotels_and_restaurants_too(visitor: Visitor) -> None:
    assert names(visitor.ask(ActionFindHotels(), rating="4-")) == ["Maresia Guesthouse"]
    assert names(visitor.ask(ActionFindDining(), rating="4.5-")) == ["Tasca do Polvo"]


@pytest.mark.parametrize(
    ("price", "told", "found"),
    [
        ("-45", "up to €45", ["House 1", "House 2"]),
        ("40-60", "€40–€60", ["House 2", "House 3", "House 4"]),
        ("80-", "from €80", ["House 6", "House 7"]),
    ],
)
def test_prices_are_bounds(visitor: Visitor, price: str, told: str, found: list[str]) -> None:
    reply = visitor.ask(ActionFindHotels(), price=price, area="alto-do-farol")
    assert sorted(names(reply)[: len(found)]) == found
    assert told in heading(reply)


@pytest.mark.parametrize(
    ("price", "told", "found"),
    [
        ("cheap", "inexpensive", ["House 1", "House 2", "House 3", "House 4"]),
        ("expensive", "upscale", ["House 7", "House 6", "House 5"]),
    ],
)
def test_prices_are_words(visitor: Visitor, price: str, told: str, found: list[str]) -> None:
    reply = visitor.ask(ActionFindHotels(), price=price, area="alto-do-farol")
    assert names(reply)[: len(found)] == found
    assert told in heading(reply)


def test_a_hotel_of_unknown_price_is_neither_cheap_nor_dear(visitor: Visitor) -> None:
    for word in ("cheap", "moderate", "expensive"):
        assert "Grand Hotel" not in visitor.ask(ActionFindHotels(), price=word).text


def test_a_price_level_counts_before_the_price(visitor: Visitor) -> None:
    assert names(visitor.ask(ActionFindDining(), price="cheap")) == ["Tasca do Polvo"]
    assert "nothing on my list" in heading(visitor.ask(ActionFindDining(), price="expensive"))


def test_free_sights_are_those_whose_ticket_costs_nothing(visitor: Visitor) -> None:
    assert names(visitor.ask(ActionFindAttractions(), price="free")) == ["Blue Sand Beach"]


def test_cheap_sights_are_the_cheapest_first(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindAttractions(), price="cheap")
    assert names(reply)[:3] == ["Blue Sand Beach", "Salt Museum", "Seagull Castle"]


def test_a_word_of_price_that_says_nothing_about_a_topic_is_not_claimed(visitor: Visitor) -> None:
    assert "upscale" not in visitor.ask(ActionFindAttractions(), price="expensive").text
    assert "free" not in visitor.ask(ActionFindHotels(), price="free").text


def test_a_price_that_no_pattern_normalised_is_let_go(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindHotels(), price="a few coins")
    assert heading(reply) == "I found 9 places to stay:"


def test_amenities_must_all_be_there(visitor: Visitor) -> None:
    wanted = tuple({"entity": "amenity", "value": a} for a in ("wifi", "sea-view"))
    assert names(visitor.ask(ActionFindHotels(), entities=wanted)) == ["Maresia Guesthouse"]


def test_near_a_place_the_nearest_come_first(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindAttractions(), place="tasca-do-polvo")
    assert names(reply) == ["Salt Museum", "Blue Sand Beach", "Seagull Castle"]
    assert "near Tasca do Polvo" in heading(reply)


def test_near_here_is_near_the_place_in_focus(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindDining(), near="here", slots={"focus_place": "museu-do-sal"})
    assert names(reply) == ["Tasca do Polvo"]


def test_near_here_is_near_the_visitor_while_no_place_is_in_focus(visitor: Visitor) -> None:
    position = {"latitude": 38.6935, "longitude": -9.4095}
    turn = replace(visitor.turn(near="focus"), metadata={"position": position})
    reply = ActionFindDining().answer(turn)
    assert reply.text.startswith("Near you")
    assert "Tasca do Polvo" in reply.text
    assert visitor.ask(ActionFindDining(), near="focus").text == visitor.turn().say("place.which")


def test_nothing_can_be_near_a_place_of_unknown_position(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindDining(), place="casa-vazia")
    assert reply.text.startswith("I don't have the position of Casa Vazia on the map.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_match_the_nearest_is_offered(visitor: Visitor, language: str) -> None:
    reply = visitor.ask(ActionFindHotels(), language=language, price="-10", stars="2")
    assert "€10" in heading(reply)
    told = reply.text.split("\n")
    first = next(i for i, said in enumerate(told) if said.startswith("1. "))
    assert "€10" not in told[first - 1]
    assert names(reply)[0] in ("House 1", "Residencial 1")


def test_the_cheapest_are_the_nearest_to_a_price_that_nothing_keeps(visitor: Visitor) -> None:
    first = visitor.ask(ActionFindHotels(), price="-10")
    assert names(first)[:2] == ["House 1", "House 2"]
    search = Search.from_slot(first.slots["search"])
    assert search is not None
    assert applied(search).order == "cheapest"


def test_where_nothing_at_all_is_listed_the_office_is_named(visitor: Visitor) -> None:
    for place in find_restaurants(visitor.session):
        place.retired_at = datetime(2026, 1, 1, tzinfo=timezone.utc)
    visitor.session.flush()
    reply = visitor.ask(ActionFindDining(), cuisine="seafood")
    assert reply.text == (
        "I'm afraid nothing on my list fits: places to eat (seafood)."
        " Please ask Ribeira Tourist Office: +351 210 000 100."
    )


def test_a_place_without_a_district_is_listed_all_the_same(visitor: Visitor) -> None:
    text = visitor.ask(ActionFindAttractions()).text
    assert "4. Summer Garden (Jardim de Verão)\n" in text


def test_a_list_remembers_what_was_shown(visitor: Visitor) -> None:
    slots = visitor.ask(ActionFindHotels(), area="ribeira-velha").slots
    assert slots["shown_places"] == ["pensao-maresia"]
    assert slots["focus_place"] == "pensao-maresia"
    assert visitor.ask(ActionFindHotels()).slots["focus_place"] is None


def test_sights_for_children_are_of_the_kinds_that_children_like(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindAttractions(), audience="child")
    shown = [get_place(visitor.session, i) for i in reply.slots["shown_places"]]
    assert shown
    assert all(traits_of(place.category).children for place in shown)
    assert "good with children" in reply.text.split("\n")[0]
    assert "type of place" in reply.text


def test_who_comes_along_changes_nothing_about_hotels(visitor: Visitor) -> None:
    assert visitor.ask(ActionFindHotels(), audience="child").text == (
        visitor.ask(ActionFindHotels()).text
    )


def test_sights_for_a_rainy_day_are_under_a_roof(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindAttractions(), wish="indoor")
    shown = [get_place(visitor.session, i) for i in reply.slots["shown_places"]]
    assert shown
    assert {traits_of(place.category).indoor for place in shown} == {"yes"}


def test_where_no_single_filter_is_in_the_way_the_fewest_are_given_up_together(
    visitor: Visitor,
) -> None:
    reply = visitor.ask(ActionFindHotels(), area="ribeira-velha", stars="2", amenity="gym")
    lines = reply.text.split("\n")
    assert lines[0].startswith("I'm afraid nothing on my list")
    assert lines[1].startswith("Leaving out the condition")
    assert "2-star" in lines[1]
    assert names(reply)


def test_equal_hotels_are_first_on_as_many_days(visitor: Visitor) -> None:
    for n in range(3):
        twin = Hotel(id=f"twin-{n}", names={"en": f"Twin {n}"}, stars=4)
        visitor.session.add(twin)
    visitor.session.flush()
    days = [TUESDAY_NOON + timedelta(days=n) for n in range(6)]
    lists = [names(visitor.ask(ActionFindHotels(), at=day, stars="4-")) for day in days]
    assert {shown[0] for shown in lists} == {"Grand Hotel"}, "better known is no matter of turns"
    assert [shown[1] for shown in lists[:3]] == [shown[1] for shown in lists[3:]]
    assert {shown[1] for shown in lists[:3]} == {"Twin 0", "Twin 1", "Twin 2"}


def test_the_cheapest_near_a_place_come_first(visitor: Visitor) -> None:
    order = {"entity": "order", "value": "cheapest"}
    near = {"entity": "near", "value": "focus"}
    slots = {"focus_place": "castelo-da-gaivota"}
    reply = visitor.ask(ActionFindDining(), slots=slots, entities=(order, near))
    first = get_place(visitor.session, reply.slots["shown_places"][0])
    assert getattr(first, "price_per_person", None) is not None


STREET = {"entity": "area", "value": "street=Rua dos Cordoeiros", "linked": True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_street_is_where_to_look_and_what_is_on_it_comes_first(
    visitor: Visitor, language: str
) -> None:
    reply = visitor.ask(ActionFindHotels(), language=language, entities=(STREET,))
    assert reply.slots["search"]["near"] == STREET["value"]
    assert reply.slots["shown_places"][0] == "pensao-maresia"
    assert "Rua dos Cordoeiros" in heading(reply) or "Ropemakers Street" in heading(reply)


def test_what_is_not_to_be_on_a_street_is_elsewhere(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindHotels(), entities=({**STREET, "polarity": "not"},))
    assert "Maresia Guesthouse" not in reply.text
    assert "without Ropemakers Street" in heading(reply)


def test_around_what_has_no_position_is_its_district(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindHotels(), place="capela-de-baixo", near="focus")
    assert heading(reply).startswith("I don't know exactly where Chapel of the Bell is")
    assert names(reply) == ["Maresia Guesthouse"]


def test_what_fits_but_has_no_position_is_said(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindAttractions(), place="pensao-maresia", near="focus")
    assert "One more in Ribeira Velha fits" in reply.text
    assert "Chapel of the Bell" in reply.text


def test_what_has_no_hours_is_said_where_a_moment_is_asked_for(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindAttractions(), time="now")
    assert "more I don't know the hours" in reply.text
