"""What "cheap", "moderate" and "expensive" mean among the prices that the city has."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from actions.dialogue.state import Topic
from actions.dialogue.turn import Turn
from listings.models import Hotel, Place, Restaurant
from listings.queries import find_hotels, find_restaurants
from listings.traits import traits_of

WORDS = ("cheap", "moderate", "expensive")
# The levels that a word covers where too few occur to tell them apart by.
_SCALE = {
    "cheap": frozenset({1, 2}),
    "moderate": frozenset({2, 3}),
    "expensive": frozenset({3, 4}),
}
_FEW = 3
# The part of all known prices, in order, that a word covers where no level is known.
_PART = {"cheap": (0.0, 0.5), "moderate": (0.25, 0.75), "expensive": (0.5, 1.0)}


class PriceWords:
    """The words of price that fit the places of one kind.

    A place's own price level counts, else its price, else what its sort usually costs. Of three or
    more levels that occur the lower half is cheap, the upper half expensive and the middle
    moderate: the first, the second and the third of three. Of prices the lower half is cheap, the
    upper half expensive and the half between moderate. A place of which nothing is known fits no
    word.
    """

    def __init__(self, turn: Turn, topic: Topic) -> None:
        self._turn = turn
        self._topic = topic

    def of(self, place: Place) -> frozenset[str]:
        """Return the words that fit a place."""
        price = amount(place)
        level = place.price_level or (_level_of_sort(place) if price is None else None)
        if level is not None:
            return frozenset(word for word in WORDS if level in self._levels[word])
        if price is None:
            return frozenset()
        return frozenset(w for w in WORDS if self._halves[w][0] <= price <= self._halves[w][1])

    def matching(self, places: Sequence[Place], word: str) -> list[Place]:
        """Return the places that a word fits, the cheapest first, for "expensive" the dearest.

        Those whose price is not known stand behind, by their level.
        """
        kept = [p for p in places if word in self.of(p)]
        sign = -1 if word == "expensive" else 1
        priced = [(a, p) for p in kept if (a := amount(p)) is not None]
        priced.sort(key=lambda found: sign * found[0])
        others = [p for p in kept if amount(p) is None]
        others.sort(key=lambda p: sign * (p.price_level or _level_of_sort(p) or 0))
        return [*(p for _, p in priced), *others]

    @cached_property
    def _places(self) -> Sequence[Place]:
        find = find_hotels if self._topic == "hotel" else find_restaurants
        return find(self._turn.session)

    @cached_property
    def _levels(self) -> dict[str, frozenset[int]]:
        found = {p.price_level or _level_of_sort(p) for p in self._places}
        levels = sorted(level for level in found if level is not None)
        if len(levels) < _FEW:
            return _SCALE
        half, count = len(levels) // 2, len(levels)
        return {
            "cheap": frozenset(levels[:half]),
            "moderate": frozenset(levels[(count - 1) // 2 : count // 2 + 1]),
            "expensive": frozenset(levels[-half:]),
        }

    @cached_property
    def _halves(self) -> dict[str, tuple[Decimal, Decimal]]:
        prices = sorted(a for p in self._places if (a := amount(p)) is not None)
        last = len(prices) - 1
        return {
            word: (prices[round(last * first)], prices[round(last * until)])
            for word, (first, until) in _PART.items()
        }


def amount(place: Place) -> Decimal | None:
    """Return what a night or a meal costs at least, None where it is not known or no such place."""
    if isinstance(place, Hotel):
        return place.price_from
    return place.price_per_person if isinstance(place, Restaurant) else None


def is_by_sort(place: Place) -> bool:
    """Say whether nothing but its sort tells how dear a place is."""
    return amount(place) is None and not place.price_level and _level_of_sort(place) is not None


def _level_of_sort(place: Place) -> int | None:
    return traits_of(place.category).price_level if isinstance(place, Hotel) else None
