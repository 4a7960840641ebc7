from __future__ import annotations

from listings.importing.columns import Record
from listings.importing.positions import far_positions, wrong_positions
from listings.importing.tables import HOTELS

CITY = [(36.06, 120.38), (36.07, 120.32), (36.1, 120.4)]


def records(*points: tuple[float | None, float | None]) -> list[Record]:
    return [
        Record(HOTELS, row, {"latitude": latitude, "longitude": longitude})
        for row, (latitude, longitude) in enumerate((*CITY, *points), start=2)
    ]


def test_a_good_or_empty_position_is_let_be() -> None:
    assert not list(wrong_positions(records((None, None), (36.2, 120.6))))
    assert not list(far_positions(records((None, None), (36.2, 120.6))))


def test_nought_and_nought_is_refused() -> None:
    (error,) = wrong_positions(records((0.0, 0.0)))
    assert (error.row, error.value) == (5, "0.0,0.0")


def test_swapped_coordinates_are_refused() -> None:
    middle = [(41.1, 8.6), (41.2, 8.5), (41.15, 8.7)]
    swapped = [
        Record(HOTELS, row, {"latitude": a, "longitude": b})
        for row, (a, b) in enumerate([*middle, (8.6, 41.1)], start=2)
    ]
    (error,) = wrong_positions(swapped)
    assert "swapped" in error.reason


def test_a_position_far_from_the_city_is_warned_of() -> None:
    (warning,) = far_positions(records((39.9, 116.4)))
    assert warning.startswith("hotels.csv:5: its position is ")
