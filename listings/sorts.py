"""Sorts within a category that joins several: the churches among "temples and churches".

A city may file its temples and churches together; whoever asks for churches wants no temple. The
rule of thumb stands in sorts.csv beside this module: the joint category, the category that a sort
has in cities that file them apart, and the English words by which a place's name tells that it is
of it, or, where the name tells nothing, its summary.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from listings.kinds import categories_of
from listings.models import Place, Texts

SHIPPED = Path(__file__).parent / "sorts.csv"

_LANGUAGE = "en"
_Sorts = tuple[tuple[str, re.Pattern[str]], ...]


def sorts_within(category: str | None, names: Texts, summary: Texts) -> tuple[str, ...]:
    """Return the sorts of a joint category that a place is of, by its English name or summary.

    () where neither tells, and for every category that joins nothing.
    """
    sorts = _shipped().get(category or "", ())
    for text in (names.get(_LANGUAGE, ""), summary.get(_LANGUAGE, "")):
        found = tuple(sort for sort, words in sorts if words.search(text.casefold()))
        if found:
            return found
    return ()


def all_categories_of(place: Place) -> tuple[str, ...]:
    """Return what sort of its kind a place is, with the sorts within a joint category."""
    own = categories_of(place)
    within = (s for c in own for s in sorts_within(c, place.names, place.summary))
    return tuple(dict.fromkeys((*own, *within)))


def joints_of(sort: str) -> tuple[str, ...]:
    """Return the joint categories that have places of a sort, () for none."""
    return tuple(c for c, sorts in _shipped().items() if any(name == sort for name, _ in sorts))


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, _Sorts]:
    found: dict[str, _Sorts] = {}
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = re.compile(rf"\b(?:{'|'.join(row['words'].split())})\b")
            found[row["category"]] = (*found.get(row["category"], ()), (row["sort"], words))
    return MappingProxyType(found)
