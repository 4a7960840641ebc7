"""Going on with a list: paging, refining, selecting, starting over."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from actions.conversation.dialogue_acts import ActionStartOver
from actions.conversation.fallback import ActionNotUnderstood
from actions.dialogue.state import NOTHING, Search
from actions.place_facts.contact import ActionAskContact
from actions.search.find import ActionFindDining, ActionFindHotels
from actions.search.refine import ActionMoreResults, ActionRefine, ActionSelectItem
from actions.wording.catalogue import say
from listings.queries import get_place

from ..conftest import LANGUAGES, Visitor

SHOWN = {"shown_places": ["castelo-da-gaivota", "museu-do-sal", "praia-da-areia-azul"]}


def first_page(visitor: Visitor, **entities: str) -> dict[str, Any]:
    return dict(visitor.ask(ActionFindHotels(), **entities).slots)


def test_the_pages_show_every_place_once(visitor: Visitor) -> None:
    slots = first_page(visitor)
    seen = list(slots["shown_places"])
    second = visitor.ask(ActionMoreResults(), slots=slots)
    seen += second.slots["shown_places"]
    assert len(seen) == len(set(seen)) == 9
    assert not any(b.payload == "/more_results" for b in second.buttons)
    third = visitor.ask(ActionMoreResults(), slots={**slots, **second.slots})
    assert third.text == "That was the whole list."


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_no_more_before_the_first_list(visitor: Visitor, language: str) -> None:
    reply = visitor.ask(ActionMoreResults(), language=language)
    assert reply.text
    assert not reply.slots


def test_more_near_a_place_that_is_gone_goes_on_without_it(visitor: Visitor) -> None:
    search = Search("hotel", near="no-such-place").to_slot()
    assert visitor.ask(ActionMoreResults(), slots={"search": search}).slots["shown_places"]


def test_a_search_of_an_older_shape_is_forgotten(visitor: Visitor) -> None:
    reply = visitor.ask(ActionMoreResults(), slots={"search": {"topic": "hotel"}})
    assert reply.text == "I haven't shown a list yet. What are you looking for?"


def test_a_refinement_keeps_the_other_filters(visitor: Visitor) -> None:
    slots = first_page(visitor, area="alto-do-farol")
    search = Search.from_slot(visitor.ask(ActionRefine(), slots=slots, stars="5").slots["search"])
    assert search is not None
    assert (search.district, search.stars) == (("alto-do-farol",), "5")


def test_a_filter_named_again_replaces_the_old_one(visitor: Visitor) -> None:
    slots = first_page(visitor, area="alto-do-farol")
    reply = visitor.ask(ActionRefine(), slots=slots, area="ribeira-velha")
    assert reply.slots["shown_places"] == ["pensao-maresia"]


def test_a_list_can_be_narrowed_to_the_surroundings_of_a_place(visitor: Visitor) -> None:
    reply = visitor.ask(ActionRefine(), slots=first_page(visitor), place="tasca-do-polvo")
    assert reply.slots["shown_places"] == ["pensao-maresia"]


def test_a_refinement_to_an_unknown_area_says_so(visitor: Visitor) -> None:
    area = {"entity": "area", "value": "Atlantis", "linked": False}
    reply = visitor.ask(ActionRefine(), slots=first_page(visitor), entities=(area,))
    assert "Atlantis" in reply.text


def test_a_refinement_without_a_filter_asks_what_to_change(visitor: Visitor) -> None:
    reply = visitor.ask(ActionRefine(), slots=first_page(visitor))
    assert reply.text == "What shall I change: area, price, kind or stars?"


@pytest.mark.parametrize(
    ("entities", "found"),
    [
        ({"stars": "5"}, "Grand Hotel"),
        ({"cuisine": "seafood"}, "Tasca do Polvo"),
        ({"category": "beach"}, "Blue Sand Beach"),
    ],
)
def test_a_refinement_without_a_list_is_a_search(
    visitor: Visitor, entities: dict[str, str], found: str
) -> None:
    assert found in visitor.ask(ActionRefine(), **entities).text


@pytest.mark.parametrize(
    ("ordinal", "name"),
    [("1", "Seagull Castle"), ("3", "Blue Sand Beach"), ("-1", "Blue Sand Beach")],
)
def test_an_item_is_selected_by_its_number(visitor: Visitor, ordinal: str, name: str) -> None:
    reply = visitor.ask(ActionSelectItem(), slots=SHOWN, ordinal=ordinal)
    assert reply.text.startswith(name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ordinal", ["4", "0", "-4", "many"])
def test_a_number_outside_the_list_is_asked_back(
    visitor: Visitor, language: str, ordinal: str
) -> None:
    reply = visitor.ask(ActionSelectItem(), language=language, slots=SHOWN, ordinal=ordinal)
    assert "3" in reply.text
    assert not reply.slots


def test_a_number_without_a_list_does_not_mean_the_place_in_focus(visitor: Visitor) -> None:
    slots = {"focus_place": "castelo-da-gaivota"}
    reply = visitor.ask(ActionSelectItem(), slots=slots, ordinal="2")
    assert reply.text == "I haven't shown a list yet. What are you looking for?"


def test_an_item_that_left_the_listings_is_not_told_about(visitor: Visitor) -> None:
    castle = get_place(visitor.session, "castelo-da-gaivota")
    castle.retired_at = datetime(2026, 1, 1, tzinfo=timezone.utc)
    visitor.session.flush()
    for slots in (SHOWN, {"shown_places": ["no-such-place"]}):
        reply = visitor.ask(ActionSelectItem(), slots=slots, ordinal="1")
        assert reply.text == "That place is no longer in my listings."


def test_without_a_number_the_named_place_is_selected(visitor: Visitor) -> None:
    reply = visitor.ask(ActionSelectItem(), slots=SHOWN, place="pensao-maresia")
    assert reply.text.startswith("Maresia Guesthouse")


def test_starting_over_forgets_the_context(visitor: Visitor) -> None:
    assert visitor.ask(ActionStartOver()).slots == NOTHING


def test_a_search_survives_its_slot(visitor: Visitor) -> None:
    search = Search("restaurant", district=("x",), amenities=("wifi",), near="y", offset=5)
    assert Search.from_slot(search.to_slot()) == search
    assert Search.from_slot(None) is None


def test_another_topic_is_a_new_search(visitor: Visitor) -> None:
    slots = first_page(visitor, stars="2")
    search = Search.from_slot(visitor.ask(ActionFindDining(), slots=slots).slots["search"])
    assert search is not None
    assert search.filters() == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fact_of_an_item_is_told_by_its_number(visitor: Visitor, language: str) -> None:
    reply = visitor.ask(ActionAskContact(), language=language, slots=SHOWN, ordinal="2")
    assert "+351 210 000 105" in reply.text


@pytest.mark.parametrize(
    ("focus", "topic"),
    [("grande-hotel", "hotel"), ("cafe-da-noite", "restaurant"), ("museu-do-sal", "attraction")],
)
def test_without_a_list_more_is_more_of_what_is_in_focus(
    visitor: Visitor, focus: str, topic: str
) -> None:
    for action in (ActionMoreResults(), ActionRefine()):
        reply = visitor.ask(action, slots={"focus_place": focus})
        assert reply.slots["search"]["topic"] == topic


def test_a_message_of_unclear_intent_that_names_a_filter_changes_the_search(
    visitor: Visitor,
) -> None:
    slots = first_page(visitor, area="alto-do-farol")
    reply = visitor.ask(ActionNotUnderstood(), slots=slots, stars="5")
    assert reply.slots["shown_places"] == ["grande-hotel"]
    assert "misunderstandings" not in reply.slots


def test_a_message_of_unclear_intent_without_a_filter_is_not_understood(visitor: Visitor) -> None:
    reply = visitor.ask(ActionNotUnderstood(), slots=first_page(visitor))
    assert reply.slots == {"misunderstandings": 1}


CHEAPER = ({"entity": "relative", "value": "cheaper"}, {"entity": "price", "value": "cheap"})


def test_something_cheaper_costs_less_than_what_was_shown(visitor: Visitor) -> None:
    shown = {**first_page(visitor), "shown_places": ["residencial-4", "residencial-3"]}
    reply = visitor.ask(ActionRefine(), slots=shown, entities=CHEAPER)
    assert reply.slots["search"]["price"] == "-49"
    assert reply.slots["shown_places"] == ["residencial-1", "residencial-2"]


def test_something_cheaper_than_the_place_last_told_about(visitor: Visitor) -> None:
    slots = {**first_page(visitor), "focus_place": "residencial-2", "topic": "ask_details"}
    reply = visitor.ask(ActionRefine(), slots=slots, entities=CHEAPER)
    assert reply.slots["shown_places"] == ["residencial-1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_cheaper_that_is_said(visitor: Visitor, language: str) -> None:
    slots = {**first_page(visitor), "shown_places": ["residencial-1"]}
    reply = visitor.ask(ActionRefine(), slots=slots, entities=CHEAPER, language=language)
    assert reply.text.startswith(say(language, "refine.no_cheaper"))
    assert reply.slots["shown_places"][0] == "residencial-1"
    again = {**slots, "search": reply.slots["search"]}
    reply = visitor.ask(ActionRefine(), slots=again, entities=CHEAPER, language=language)
    assert reply.text == say(language, "refine.cheapest")


def test_where_no_price_is_known_cheaper_is_cheap(visitor: Visitor) -> None:
    slots = {**first_page(visitor), "shown_places": ["grande-hotel"]}
    reply = visitor.ask(ActionRefine(), slots=slots, entities=CHEAPER)
    assert reply.slots["search"]["price"] == "cheap"


def test_what_was_left_out_is_looked_for_again_when_it_is_wished_for(visitor: Visitor) -> None:
    search = Search("restaurant", excluded=("cuisine=seafood",)).to_slot()
    reply = visitor.ask(ActionRefine(), cuisine="seafood", slots={"search": search})
    found = Search.from_slot(reply.slots["search"])
    assert found is not None
    assert found.cuisine == ("seafood",)
    assert found.excluded == ()
