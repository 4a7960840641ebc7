"""What visitors like, and which sights have it: the sea, old buildings, nature, hills.

The assistant's own rules of thumb stand in themes.csv beside this module: the categories of which
every place has it, English words by which a place's name or summary tells that it does, and the
categories that are about something else, whatever their summary mentions: a temple on the coast is
no walk by the sea. "18??" stands for a year, "_" for a blank.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from listings.models import Place

SHIPPED = Path(__file__).parent / "themes.csv"

_LANGUAGE = "en"
# What only the summary of a sight mentions is less, of one that is about something else little.
_MENTIONED, _BY_THE_WAY = 0.5, 0.1
_Row = tuple[frozenset[str], re.Pattern[str], frozenset[str]]


def has_theme(place: Place, theme: str) -> bool:
    """Say whether a place has it, by its category, its English name or its summary.

    False where nothing tells, and for a theme that the table does not have.
    """
    return theme_degree(place, theme) > 0


def theme_degree(place: Place, theme: str) -> float:
    """Return how surely a place has it: 1 by category or name, less by its summary alone, 0."""
    row = _shipped().get(theme)
    if row is None:
        return 0.0
    categories, words, others = row
    name = place.names.get(_LANGUAGE, "").casefold()
    category = getattr(place, "category", None)
    if category in categories or words.search(name):
        return 1.0
    told = place.summary.get(_LANGUAGE, "").casefold()
    if not words.search(told):
        return 0.0
    return _BY_THE_WAY if category in others else _MENTIONED


def is_told(theme: str, text: str) -> bool:
    """Say whether an English text has a word of a theme; False for one that the table lacks."""
    row = _shipped().get(theme)
    return row is not None and row[1].search(text.casefold()) is not None


def is_theme(name: str) -> bool:
    """Say whether the table has a theme of that name."""
    return name in _shipped()


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, _Row]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["theme"]: _row(row) for row in csv.DictReader(file)})


def _row(row: Mapping[str, str]) -> _Row:
    words = [re.escape(w.replace("_", " ")).replace(r"\?", r"\d") for w in row["words"].split()]
    pattern = re.compile(rf"\b(?:{'|'.join(words)})s?\b")
    return frozenset(row["categories"].split()), pattern, frozenset(row["except"].split())
