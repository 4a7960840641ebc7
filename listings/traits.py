"""What places of a sort are usually like: how long a visit is, indoors, with children, how dear.

The assistant's own rules of thumb stand in category_traits.csv beside this module. They are no
facts about any place, and answers that rest on them say so.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

SHIPPED = Path(__file__).parent / "category_traits.csv"

Indoor = Literal["yes", "partly", "no"]
_INDOOR: dict[str, Indoor] = {"yes": "yes", "partly": "partly", "no": "no"}
_CHILDREN = {"yes": True, "no": False, "": None}


@dataclass(frozen=True)
class Traits:
    """The usual visit: its length in minutes, whether it is under a roof, whether children like it.

    ``children`` is None where that depends on the place, ``price_level`` (1 to 4) where the sort
    says nothing about prices; ``after_dark`` says that a place outdoors is lit and visited in the
    evening too.
    """

    minutes: int = 60
    indoor: Indoor = "partly"
    children: bool | None = None
    price_level: int | None = None
    after_dark: bool = False


def traits_of(category: str | None) -> Traits:
    """Return the traits of a category, an hour partly indoors for one that has no row."""
    return _shipped().get(category or "", Traits())


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Traits]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["category"]: _traits(row) for row in csv.DictReader(file)})


def _traits(row: Mapping[str, str]) -> Traits:
    return Traits(
        int(row["minutes"]),
        _INDOOR[row["indoor"]],
        _CHILDREN[row["children"]],
        int(row["price_level"]) if row["price_level"] else None,
        row["after_dark"] == "yes",
    )
