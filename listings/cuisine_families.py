"""Cuisines that are kinds of another: what is Italian is European.

The families are the application's own and stand in cuisine_families.csv beside this module.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

SHIPPED = Path(__file__).parent / "cuisine_families.csv"


def members_of(cuisine: str) -> tuple[str, ...]:
    """Return the cuisines that are kinds of ``cuisine``, without itself; () for none."""
    return _shipped().get(cuisine, ())


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, tuple[str, ...]]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return MappingProxyType(
            {row["family"]: tuple(row["members"].split(";")) for row in csv.DictReader(file)}
        )
