"""The words for a part of a city that lies to one side of it, or in its middle.

A city whose districts are called "east" or "centre" is asked for its "eastern part", too. The
words are the application's own and stand in compass.csv beside this module.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

SHIPPED = Path(__file__).parent / "compass.csv"


def other_words(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return the words, by language, for a district that one of ``names`` calls after its side.

    Empty where none of the names is such a word.
    """
    called = {name.casefold() for name in names}
    for words in _shipped():
        if any(called.intersection(spelt) for spelt in words.values()):
            return words
    return {}


@lru_cache(maxsize=1)
def _shipped() -> tuple[Mapping[str, Sequence[str]], ...]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return tuple(
            MappingProxyType({k: tuple(v.split(";")) for k, v in row.items() if k != "id"})
            for row in csv.DictReader(file)
        )
