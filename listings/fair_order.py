"""The order of what is equal: each is first in its turn, and nobody can pay for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")


def rotated(items: Iterable[T], merit: Callable[[T], Hashable], day: date) -> list[T]:
    """Return ``items`` with those in a row that have the same ``merit`` turned by the day.

    Of n that are equal each is first on every n-th day; the same day gives the same order. What
    differs in merit keeps its order, and no items give an empty list.
    """
    turned: list[T] = []
    for _, group in groupby(items, merit):
        equal = list(group)
        shift = day.toordinal() % len(equal)
        turned += equal[shift:] + equal[:shift]
    return turned
