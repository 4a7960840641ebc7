"""What visitors like, and which sights have it: the sea, old buildings, nature, hills.

The assistant's own rules of thumb stand in themes.csv beside this module: the categories of which
every place has it, and English words by which a place's name or summary tells that it does. "18??"
stands for a year, "_" for a blank.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from listings.models import Attraction

SHIPPED = Path(__file__).parent / "themes.csv"

_LANGUAGE = "en"
_Row = tuple[frozenset[str], re.Pattern[str]]


def has_theme(place: Attraction, theme: str) -> bool:
    """Say whether a sight has it, by its category, its English name or its summary.

    False where nothing tells, and for a theme that the table does not have.
    """
    row = _shipped().get(theme)
    if row is None:
        return False
    categories, words = row
    told = " ".join((place.names.get(_LANGUAGE, ""), place.summary.get(_LANGUAGE, "")))
    return place.category in categories or words.search(told.casefold()) is not None


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, _Row]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["theme"]: _row(row) for row in csv.DictReader(file)})


def _row(row: Mapping[str, str]) -> _Row:
    words = [re.escape(w.replace("_", " ")).replace(r"\?", r"\d") for w in row["words"].split()]
    return frozenset(row["categories"].split()), re.compile(rf"\b(?:{'|'.join(words)})s?\b")
