"""Entities of several extractors become one list."""

from __future__ import annotations

import pytest

from nlu.entities import Entity, entity, merged, overlaps


def _at(start: int, end: int, kind: str = "place") -> Entity:
    return entity(kind, "x", start, end, "Test")


def test_an_entity_has_rasas_keys_and_what_is_added() -> None:
    assert entity("place", "pier", 3, 7, "Linker", linked=True) == {
        "entity": "place",
        "value": "pier",
        "start": 3,
        "end": 7,
        "extractor": "Linker",
        "linked": True,
    }


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 3), (3, 5), False),
        ((0, 4), (3, 5), True),
        ((0, 9), (3, 5), True),
        ((3, 5), (3, 5), True),
        ((6, 7), (3, 5), False),
    ],
)
def test_entities_overlap_when_they_share_a_character(
    one: tuple[int, int], other: tuple[int, int], expected: bool
) -> None:
    assert overlaps(_at(*one), _at(*other)) is expected
    assert overlaps(_at(*other), _at(*one)) is expected


def test_an_earlier_layer_outranks_a_later_one() -> None:
    first, second = _at(2, 6), _at(0, 9, "area")
    assert merged([first], [second]) == [first]


def test_entities_of_one_layer_may_overlap() -> None:
    place, area = _at(0, 4), _at(0, 4, "area")
    assert merged([place, area]) == [place, area]


def test_what_does_not_overlap_is_kept_in_text_order() -> None:
    first, second, third = _at(0, 2), _at(3, 5), _at(6, 8)
    assert merged([third], [second], [first]) == [first, second, third]


def test_no_layers_give_an_empty_list() -> None:
    assert merged() == []
    assert merged([], []) == []
