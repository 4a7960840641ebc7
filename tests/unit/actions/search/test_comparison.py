"""Two places side by side."""

from __future__ import annotations

from typing import Any

import pytest

from actions.search.comparison import ActionCompare

from ..conftest import Visitor

LANGUAGES = ("en", "zh", "ja", "ko")


def places(*ids: str, by: str) -> tuple[dict[str, Any], ...]:
    named = [{"entity": "place", "value": i, "linked": True, "role": "compared"} for i in ids]
    return (*named, {"entity": "comparison", "value": by})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cheaper_one_is_named_and_both_prices_are_told(visitor: Visitor, language: str) -> None:
    entities = places("residencial-5", "residencial-2", by="cheaper")
    reply = visitor.ask(ActionCompare(), language=language, entities=entities)
    lines = reply.text.split("\n")
    assert "2" in lines[0]
    assert "40" in reply.text
    assert "70" in reply.text


def test_a_price_that_is_not_known_is_never_the_lower_one(visitor: Visitor) -> None:
    entities = places("grande-hotel", "residencial-2", by="cheaper")
    reply = visitor.ask(ActionCompare(), entities=entities)
    assert reply.text.startswith("I don't have the figures")
    assert "Grand Hotel (Grande Hotel): not known" in reply.text


def test_the_nearer_one_needs_a_place_to_be_near_to(visitor: Visitor) -> None:
    near = {"entity": "place", "value": "tasca-do-polvo", "linked": True, "role": "near"}
    pair = places("castelo-da-gaivota", "praia-da-areia-azul", by="nearer")
    reply = visitor.ask(ActionCompare(), entities=(*pair, near))
    assert "is closer to Tasca do Polvo" in reply.text
    assert reply.text.count("\n- ") == 2


def test_the_last_list_is_compared_where_nothing_is_named(visitor: Visitor) -> None:
    slots = {"shown_places": ["residencial-3", "residencial-1"]}
    entities = ({"entity": "comparison", "value": "dearer"},)
    reply = visitor.ask(ActionCompare(), slots=slots, entities=entities)
    assert reply.text.startswith("House 3 is more expensive.")


def test_without_two_places_it_asks_for_them(visitor: Visitor) -> None:
    reply = visitor.ask(ActionCompare(), entities=places("residencial-3", by="cheaper"))
    assert reply.text.startswith("Which places")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", ["longer", "later", "earlier", "sooner"])
def test_opening_hours_are_compared(visitor: Visitor, by: str, language: str) -> None:
    entities = places("castelo-da-gaivota", "museu-do-sal", by=by)
    reply = visitor.ask(ActionCompare(), language=language, entities=entities)
    first, *rest = reply.text.split("\n")
    assert first
    assert sum(line.startswith("- ") for line in rest) == 2


def test_what_has_no_figures_is_said_to_have_none(visitor: Visitor) -> None:
    entities = places("castelo-da-gaivota", "museu-do-sal", by="bigger")
    reply = visitor.ask(ActionCompare(), entities=entities)
    assert reply.text.startswith("I don't have the figures")
    assert "Two rooms about salt." in reply.text


def test_the_two_spoken_of_since_the_last_list_are_compared(visitor: Visitor) -> None:
    events = [
        {"event": "slot", "name": "shown_places", "value": ["residencial-1", "residencial-2"]},
        {"event": "slot", "name": "focus_place", "value": "residencial-5"},
        {"event": "slot", "name": "focus_place", "value": "residencial-3"},
    ]
    entities = ({"entity": "comparison", "value": "cheaper"},)
    reply = visitor.ask(ActionCompare(), entities=entities, events=events)
    assert "House 5" in reply.text
    assert "House 3" in reply.text
    assert "House 1" not in reply.text


def test_the_name_that_is_not_known_is_said(visitor: Visitor) -> None:
    unknown = {"entity": "place", "value": "Moon Castle", "linked": False, "role": "compared"}
    entities = (*places("residencial-3", by="cheaper"), unknown)
    reply = visitor.ask(ActionCompare(), entities=entities)
    assert "Moon Castle" in reply.text


def test_what_else_is_asked_of_the_compared_places_is_told_too(visitor: Visitor) -> None:
    pool = {"entity": "amenity", "value": "pool"}
    pair = places("residencial-5", "residencial-2", by="cheaper")
    text = visitor.ask(ActionCompare(), entities=(*pair, pool)).text
    assert "cheaper" in text.split("\n")[0]
    assert text.count("swimming pool") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_names_are_said_to_be_two_places_or_one(visitor: Visitor, language: str) -> None:
    two = visitor.ask(
        ActionCompare(),
        language=language,
        entities=places("residencial-5", "residencial-2", by="same"),
    )
    one = visitor.ask(
        ActionCompare(),
        language=language,
        entities=places("residencial-5", "residencial-5", by="same"),
    )
    assert two.text.split("\n")[0] != one.text.split("\n")[0]
    assert (two.text.count("\n- "), one.text.count("\n- ")) == (2, 1)
