"""From the words of a message to a search."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from actions.dialogue.state import LISTS, Order, Search, Topic
from actions.dialogue.turn import Turn
from actions.interpretation.areas import districts_in
from actions.interpretation.suitability import suits_asked
from actions.interpretation.target_kind import is_facility_of
from listings.models import Place
from semantics.ranges import WORDS_OF_PRICE, bounds_of

_WORDS_FOR = {
    "attraction": ("free", "cheap"),
    "hotel": ("cheap", "moderate", "expensive"),
    "restaurant": ("cheap", "moderate", "expensive"),
}

_ORDERS: tuple[Order, ...] = ("cheapest", "dearest", "best", "nearest")
# What an entity that is to be left out is, among the facts of a place.
_EXCLUDES = {
    "area": "district",
    "amenity": "amenity",
    "category": "category",
    "cuisine": "cuisine",
    "place": "place",
}


def from_message(turn: Turn, topic: Topic, *, near: Place | None = None) -> Search:
    """Return a new search for ``topic`` with the filters that the message names."""
    return Search(
        topic,
        district=districts_in(turn),
        category=_distinct(turn.values("category")) if topic != "restaurant" else (),
        cuisine=_distinct(turn.values("cuisine")) if topic == "restaurant" else (),
        stars=turn.value("stars") if topic == "hotel" else None,
        price=_price_asked(turn, topic),
        rating=_normal(turn.value("rating")),
        amenities=_distinct(turn.values("amenity")) if topic == "hotel" else (),
        suits=suits_asked(turn) if topic == "attraction" else (),
        near=near.id if near is not None else None,
        open=turn.value("time"),
        excluded=excluded_in(turn),
        order=order_asked(turn),
    )


def excluded_in(turn: Turn) -> tuple[str, ...]:
    """Return what the message wants to be left out, as ``Search.excluded`` holds it."""
    pairs = [
        f"{_EXCLUDES[e['entity']]}={e['value']}"
        for e in turn.denied
        if e["entity"] in _EXCLUDES and e.get("linked", True)
    ]
    return _distinct(pairs)


def order_asked(turn: Turn) -> Order | None:
    """Return the order that the message asks for ("the cheapest"), None for the usual one."""
    asked = next((order for order in _ORDERS if order in turn.values("order")), None)
    # Who names an amount that cannot be converted looks at the prices.
    return asked or ("cheapest" if turn.foreign_amounts else None)


def moved_to(
    turn: Turn, search: Search, topic: Topic, dropped: Collection[str] = frozenset()
) -> Search:
    """Return a search for ``topic`` as the message wants it, where ``search`` looked.

    The filters in ``dropped`` are given up.
    """
    wanted = from_message(turn, topic)
    district = () if "district" in dropped else wanted.district or search.district
    return replace(wanted, district=district, near=None if "near" in dropped else search.near)


def without(search: Search, name: str) -> Search:
    """Return the search without one of its filters.

    Where that was a limit to the price, the cheapest come first: they are the nearest to it.
    """
    price = search.price or ""
    was_a_limit = name == "price" and price != "expensive" and not price.endswith("-")
    order: Order | None = "cheapest" if was_a_limit else search.order
    return replace(given_up(search, [name]), order=order, offset=0)


def given_up(search: Search, names: Iterable[str]) -> Search:
    """Return the search without the filters ``names``."""
    empty: dict[str, Any] = {name: () if name in LISTS else None for name in names}
    return replace(search, **empty)


def with_exclusions(search: Search, excluded: Collection[str]) -> Search:
    """Return the search that leaves ``excluded`` out too; it asks for none of that any more."""
    kept: dict[str, Any] = {}
    for pair in excluded:
        field, _, value = pair.partition("=")
        name = "amenities" if field == "amenity" else field
        if name in ("district", "category", "cuisine", "amenities"):
            kept[name] = tuple(v for v in kept.get(name, getattr(search, name)) if v != value)
    return replace(search, excluded=_distinct([*search.excluded, *excluded]), **kept)


def untold_amenities(turn: Turn, topic: Topic) -> list[str]:
    """Return the facilities that the message asks for and that only hotels are listed with."""
    if topic == "hotel" or turn.value("dropped") is not None:
        return []
    amenities = (e for e in turn.wanted if e["entity"] == "amenity")
    return [str(e["value"]) for e in amenities if is_facility_of(turn, e, topic)]


def _price_asked(turn: Turn, topic: str) -> str | None:
    """Return the price filter of the message, where it says something about ``topic``."""
    price = _normal(turn.value("price"))
    if price in WORDS_OF_PRICE and order_asked(turn) in ("cheapest", "dearest"):
        # "The cheapest" of all, not one of the cheap ones.
        return None
    if price in WORDS_OF_PRICE and price not in _WORDS_FOR[topic]:
        return None
    return price


def _normal(value: str | None) -> str | None:
    """Let go of a value that no pattern normalised."""
    if value is None or value in WORDS_OF_PRICE:
        return value
    return value if any(bound is not None for bound in bounds_of(value)) else None


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
