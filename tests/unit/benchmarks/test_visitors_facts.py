"""The places of a selector, and the places that a reply shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.visitors.facts import Facts, read_facts

VELAMAR = Path(__file__).resolve().parents[2] / "cities" / "velamar"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts(VELAMAR)


def test_the_places_of_a_selector_meet_all_its_conditions(facts: Facts) -> None:
    hotels = facts.rows["hotels"]
    with_stars = {id_ for id_, row in hotels.items() if row["stars"]}
    assert facts.select("hotels.stars>=1") == with_stars
    assert facts.select("hotels.stars>=1&id!=x") == with_stars


@pytest.mark.parametrize("selector", ["boats.id=x", "hotels.boats=x", "hotels", "hotels.id=none"])
def test_a_selector_that_finds_nothing_is_a_mistake(facts: Facts, selector: str) -> None:
    with pytest.raises(ValueError, match=selector):
        facts.select(selector)


def test_numbered_lines_and_cards_show_places_and_sentences_do_not(facts: Facts) -> None:
    rows = [(id_, row) for table in facts.rows.values() for id_, row in table.items()]
    (first, one), (second, two), (third, _) = rows[:3]
    reply = f"1. {one['name_en']} - fine\nNear {two['name_en']}"
    assert facts.shown(reply, [{"items": [{"id": third}]}]) == {first, third}
    assert second in facts.named(reply)


def test_a_file_that_the_city_has_not_has_no_places(facts: Facts) -> None:
    with pytest.raises(ValueError, match="no such place"):
        facts.select("events.id=none")
