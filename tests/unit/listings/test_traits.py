"""The rules of thumb for visits to a kind of sight."""

from __future__ import annotations

import csv

from listings.traits import SHIPPED, Traits, traits_of
from listings.vocabulary import shipped_terms


def test_every_row_is_a_category_of_the_vocabulary() -> None:
    known = {id for kind, id in shipped_terms() if kind == "category"}
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = [row["category"] for row in csv.DictReader(file)]
    assert set(rows) <= known
    assert len(rows) == len(set(rows))


def test_a_beach_is_outdoors_and_for_children() -> None:
    assert traits_of("beach") == Traits(minutes=60, indoor="no", children=True)


def test_a_kind_without_a_row_takes_an_hour() -> None:
    assert traits_of("balloon-museum") == Traits(minutes=60, indoor="partly", children=None)
    assert traits_of(None) == traits_of("balloon-museum")
