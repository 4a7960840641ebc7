"""Where the visitor says to be or to stay: kept, and what "here" and "my hotel" are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.conversation.whereabouts import ActionTellWhereabouts
from actions.dialogue.state import WHEREABOUTS
from actions.dialogue.turn import Turn
from actions.interpretation.circumstances import (
    only_says_where,
    whereabouts_of,
    whereabouts_slots,
    with_circumstances,
)
from actions.interpretation.named_places import named_place
from actions.interpretation.pairs import with_both
from actions.search.find import ActionFindDining

from ..conftest import LANGUAGES, Visitor

HOTEL, MUSEUM = "pensao-maresia", "museu-do-sal"
STAYS = {WHEREABOUTS: {"stay": ["place", HOTEL]}}
IS_AT = {WHEREABOUTS: {"at": ["place", MUSEUM]}}


def said(visitor: Visitor, text: str, *marked: tuple[str, dict[str, Any]], **more: Any) -> Turn:
    """Return a turn with an entity for each piece of the text that is marked."""
    entities = [
        {**entity, "start": text.index(piece), "end": text.index(piece) + len(piece)}
        for piece, entity in marked
    ]
    return replace(visitor.turn(**more), text=text, entities=tuple(entities))


def place(value: str, role: str) -> dict[str, Any]:
    return {"entity": "place", "value": value, "linked": True, "role": role}


STAYING = ("the Maresia", place(HOTEL, "stay"))
VERB = ("staying", {"entity": "kind", "value": "hotel"})


def test_where_somebody_stays_is_kept_and_is_no_wish_for_a_hotel(visitor: Visitor) -> None:
    turn = said(visitor, "We are staying at the Maresia.", VERB, STAYING, intent="find_hotel")
    assert whereabouts_slots(turn) == STAYS
    assert with_circumstances(turn).intent == "tell_whereabouts"


def test_what_is_asked_beside_it_is_asked(visitor: Visitor) -> None:
    text = "We are staying at the Maresia. Where can we eat?"
    eat = ("eat", {"entity": "kind", "value": "restaurant"})
    turn = said(visitor, text, VERB, STAYING, eat, intent="find_dining")
    assert not only_says_where(turn, 0, len(text))
    assert only_says_where(turn, 0, 30)
    here = with_circumstances(turn)
    assert here.intent == "find_dining"
    assert [e.get("role") for e in here.entities if e["entity"] == "place"] == ["near"]
    assert "hotel" not in here.values("kind")


@pytest.mark.parametrize(("role", "districts"), [("stay", []), ("at", ["ribeira-velha"])])
def test_a_district_where_one_stays_narrows_nothing(
    visitor: Visitor, role: str, districts: list[str]
) -> None:
    area = {"entity": "area", "value": "ribeira-velha", "linked": True, "role": role}
    museums = ("museums", {"entity": "category", "value": "museum"})
    text = "I am in the old port, which museums are there"
    turn = said(visitor, text, ("the old port", area), museums, intent="find_attraction")
    assert with_circumstances(turn).values("area") == districts


@pytest.mark.parametrize(
    ("pointer", "slots", "meant"),
    [
        ({"entity": "near", "value": "me"}, IS_AT, MUSEUM),
        ({"entity": "near", "value": "me"}, STAYS, HOTEL),
        ({"entity": "reference", "value": "here"}, {WHEREABOUTS: {**IS_AT[WHEREABOUTS]}}, MUSEUM),
        ({"entity": "reference", "value": "lodging"}, STAYS, HOTEL),
    ],
)
def test_here_near_me_and_my_hotel_are_where_the_visitor_said(
    visitor: Visitor, pointer: dict[str, Any], slots: dict[str, Any], meant: str
) -> None:
    turn = visitor.turn(intent="find_dining", entities=(pointer,), slots=slots)
    assert with_circumstances(turn).values("place") == [meant]


def test_a_place_that_the_message_names_goes_before_where_the_visitor_is(visitor: Visitor) -> None:
    near = ({"entity": "near", "value": "focus"}, place("castelo-da-gaivota", "near"))
    turn = visitor.turn(intent="find_dining", entities=near, slots=IS_AT)
    assert with_circumstances(turn).values("place") == ["castelo-da-gaivota"]


def test_the_way_to_a_place_begins_where_the_visitor_is(visitor: Visitor) -> None:
    target = {"entity": "place", "value": "castelo-da-gaivota", "linked": True}
    turn = visitor.turn(intent="ask_directions", entities=(target,), slots=STAYS)
    found = {e["value"]: e.get("role") for e in with_circumstances(turn).entities}
    assert found == {"castelo-da-gaivota": None, HOTEL: "origin"}


def test_an_unknown_hotel_is_asked_for(visitor: Visitor) -> None:
    lodging = ({"entity": "reference", "value": "lodging"},)
    turn = with_circumstances(visitor.turn(intent="find_dining", entities=lodging))
    assert ActionFindDining().answer(turn).text.startswith("Which hotel do you mean?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_only_tells_where_they_are_hears_it_said_back(visitor: Visitor, language: str) -> None:
    told = {
        role: visitor.ask(
            ActionTellWhereabouts(), language=language, entities=(place(HOTEL, role),)
        )
        for role in ("at", "stay")
    }
    assert told["at"].text != told["stay"].text
    assert told["stay"].slots["focus_place"] == HOTEL
    unknown = {**place("Casa Nova", "stay"), "linked": False}
    reply = visitor.ask(ActionTellWhereabouts(), language=language, entities=(unknown,))
    assert "Casa Nova" in reply.text


BOTH = {"entity": "reference", "value": "both"}


def test_these_two_are_the_places_spoken_of_last(visitor: Visitor) -> None:
    slots = {"shown_places": [HOTEL, MUSEUM]}
    far = {"entity": "attribute", "value": "distance"}
    turn = with_both(visitor.turn(entities=(BOTH, far), slots=slots))
    ends = {e["value"]: e.get("role") for e in turn.entities if e["entity"] == "place"}
    assert ends == {HOTEL: "origin", MUSEUM: "destination"}
    assert with_both(visitor.turn(entities=(BOTH,))).values("place") == []


def test_the_country_that_somebody_is_from_is_kept(visitor: Visitor) -> None:
    said = {"entity": "country", "value": "TH", "role": "home"}
    slots = whereabouts_slots(visitor.turn(entities=(said,)))
    assert whereabouts_of(visitor.turn(slots=slots)).home == "TH"


def test_the_way_there_begins_where_the_visitor_is(visitor: Visitor) -> None:
    slots = {**IS_AT, "focus_place": "castelo-da-gaivota"}
    turn = visitor.turn(intent="ask_directions", slots=slots, attribute="way", reference="there")
    found = [(e["value"], e["role"]) for e in with_circumstances(turn).entities if "role" in e]
    assert found == [(MUSEUM, "origin")]
    at_once = visitor.turn(intent="ask_directions", slots=IS_AT, attribute="way")
    assert with_circumstances(at_once).values("place") == []


def test_from_there_is_where_the_visitor_says_to_be_in_the_same_breath(visitor: Visitor) -> None:
    there = ("there", {"entity": "reference", "value": "there", "role": "origin"})
    text = "I'm at the museum, how do I go from there?"
    way = ("how", {"entity": "attribute", "value": "way"})
    marked = (("the museum", place(MUSEUM, "at")), way, there)
    turn = said(visitor, text, *marked, intent="ask_directions", slots={"focus_place": HOTEL})
    assert set(with_circumstances(turn).values("place")) == {MUSEUM}


def test_hours_are_asked_of_the_place_and_not_of_where_one_is(visitor: Visitor) -> None:
    here, there = place(MUSEUM, "at"), place("castelo-da-gaivota", "")
    turn = visitor.turn(intent="ask_hours", entities=(here, there), asks="open")
    named = named_place(with_circumstances(turn))
    assert named is not None
    assert named.id == "castelo-da-gaivota"
