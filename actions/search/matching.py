"""The places that match a search."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from actions.dialogue.state import Order, Search
from actions.dialogue.turn import Turn
from actions.interpretation.suitability import CHILDREN, INDOOR
from actions.search.opening import open_at
from listings.models import Attraction, Hotel, Place, PlaceKind, Restaurant
from listings.queries import (
    find_attractions,
    find_hotels,
    find_places,
    find_restaurants,
    get_place,
    nearby,
    prices_of,
)
from listings.queries.places import Order as QueryOrder
from listings.traits import traits_of
from semantics.ranges import bounds_of, bounds_of_price

NEAR_METRES = 2000
# Where nothing that fits is in walking distance, what is nearest within these is told all the same.
WIDER_METRES = 15_000
# The price levels (1-4) that a word covers.
_LEVELS = {"cheap": (1, 2), "moderate": (2, 3), "expensive": (3, 4)}
# The part of all known prices, in order, that it covers where no level is known.
_PART = {"cheap": (0.0, 0.5), "moderate": (0.25, 0.75), "expensive": (0.5, 1.0)}


def matches(turn: Turn, search: Search) -> list[Place]:
    """Return all places that match ``search``.

    Near a place they are those in walking distance, else all within ``WIDER_METRES``, the nearest
    first.
    """
    found = [p for p in _FINDERS[search.topic](turn, search) if not is_excluded(p, search)]
    if search.open:
        found = open_at(turn, found, search.open)
    found = _ordered(turn, found, search.order)
    if search.near is None:
        return found
    distances = metres_away(turn, search)
    around = sorted((p for p in found if p.id in distances), key=lambda p: distances[p.id])
    return [p for p in around if distances[p.id] <= NEAR_METRES] or around


def is_excluded(place: Place, search: Search) -> bool:
    """Say whether a place has something that ``search`` leaves out.

    A place of which it is not known whether it has a facility is not left out.
    """
    pairs = [pair.partition("=")[::2] for pair in search.excluded]
    return any(value in _values_of(place, field) for field, value in pairs)


def _values_of(place: Place, field: str) -> Collection[str]:
    if field == "place":
        return (place.id,)
    if field == "district":
        return (place.district_id or "",)
    if field == "cuisine":
        return place.cuisines if isinstance(place, Restaurant) else ()
    if field == "amenity":
        return place.amenities if isinstance(place, Hotel) else ()
    return (getattr(place, field, None) or "",)


def _ordered(turn: Turn, places: list[Place], order: Order | None) -> list[Place]:
    """Return the places in the order asked for; those that have no value for it come last."""
    if order == "best":
        return sorted(places, key=lambda p: -(p.rating or 0))
    if order != "dearest":
        return places
    nothing = Decimal(-1)
    prices = {p.id: amount_of(turn, p) for p in places}
    return sorted(places, key=lambda p: prices[p.id] or nothing, reverse=True)


def amount_of(turn: Turn, place: Place) -> Decimal | None:
    """Return what a night, a meal or an adult's entrance costs at least, None if not known."""
    if isinstance(place, Attraction):
        prices = [
            t.price for t in prices_of(turn.session, place.id) if t.audience in ("adult", "all")
        ]
        return min(prices, default=None)
    return _amount(place)


def metres_away(turn: Turn, search: Search) -> dict[str, int]:
    """Return how far the places around the search's centre are, by id; empty without a centre."""
    if search.near is None:
        return {}
    centre = get_place(turn.session, search.near)
    kinds: tuple[PlaceKind, ...] = (search.topic,)
    if search.topic == "attraction":
        kinds = ("attraction", "shop")
    around = nearby(turn.session, centre, kind=kinds, radius_m=WIDER_METRES)
    return {place.id: metres for place, metres in around}


def _attractions(turn: Turn, search: Search) -> list[Place]:
    least, most = bounds_of_price(search.price)
    found = find_attractions(
        turn.session,
        district=search.district,
        category=search.category,
        min_price=least,
        max_price=most,
        free=True if search.price == "free" else None,
        min_rating=_least(search.rating),
        # No price of a sight is cheap or dear in itself: the cheapest come first.
        order="cheapest" if search.price == "cheap" else _order(search),
    )
    return [p for p in (*found, *_shops(turn, search)) if is_suited(p, search.suits)]


def _shops(turn: Turn, search: Search) -> list[Place]:
    """Return the shops that go by the word for a kind of sight: a market is seen and shopped at."""
    if not search.category or search.price or search.rating:
        return []
    return find_places(turn.session, "shop", district=search.district, category=search.category)


def _hotels(turn: Turn, search: Search) -> list[Place]:
    least, most = bounds_of_price(search.price)
    low, high = bounds_of(search.stars)
    exact = low is not None and low == high
    found = find_hotels(
        turn.session,
        district=search.district,
        category=search.category,
        stars=int(low) if exact and low is not None else None,
        min_stars=int(low) if not exact and low is not None else None,
        min_price=least,
        max_price=most,
        min_rating=_least(search.rating),
        amenities=search.amenities,
        order=_order(search),
    )
    rated = [h for h in found if high is None or (h.stars is not None and h.stars <= high)]
    return _by_price_word(list(rated), search.price)


def _restaurants(turn: Turn, search: Search) -> list[Place]:
    least, most = bounds_of_price(search.price)
    found = find_restaurants(
        turn.session,
        district=search.district,
        cuisine=search.cuisine,
        min_price=least,
        max_price=most,
        min_rating=_least(search.rating),
        order=_order(search),
    )
    return _by_price_word(list(found), search.price)


def _order(search: Search) -> QueryOrder:
    return "cheapest" if search.order == "cheapest" else "best"


_FINDERS: dict[str, Any] = {
    "attraction": _attractions,
    "hotel": _hotels,
    "restaurant": _restaurants,
}


def _by_price_word(places: list[Place], word: str | None) -> list[Place]:
    """Keep the places of a price level that the word covers; those without one follow their price.

    Of the prices known, the lower half is cheap, the upper half is expensive and the half between
    is moderate. A place of which neither is known never matches. The cheapest come first, for
    "expensive" the dearest.
    """
    if word not in _LEVELS:
        return places
    prices = sorted(p for p in map(_amount, places) if p is not None)
    least, most = _half(prices, word)
    kept = [
        p
        for p in places
        if (
            p.price_level in _LEVELS[word] if p.price_level else least <= (_amount(p) or -1) <= most
        )
    ]
    priced = [p for p in kept if _amount(p) is not None]
    priced.sort(key=lambda p: _amount(p) or Decimal(0), reverse=word == "expensive")
    return priced + [p for p in kept if _amount(p) is None]


def _half(prices: Sequence[Decimal], word: str) -> tuple[Decimal, Decimal]:
    """Return the bounds of the prices that ``word`` covers; prices are in order, cheapest first."""
    if not prices:
        return Decimal(0), Decimal(0)
    last = len(prices) - 1
    first_place, last_place = _PART[word]
    return prices[round(last * first_place)], prices[round(last * last_place)]


def _amount(place: Place) -> Decimal | None:
    if isinstance(place, Hotel):
        return place.price_from
    return place.price_per_person if isinstance(place, Restaurant) else None


def _least(value: str | None) -> float | None:
    return bounds_of(value)[0]


def is_suited(place: Place, suits: tuple[str, ...]) -> bool:
    """Say whether a sight usually suits all of ``suits``; everything suits nothing asked for."""
    traits = traits_of(place.category if isinstance(place, Attraction) else None)
    if CHILDREN in suits and not traits.children:
        return False
    return INDOOR not in suits or traits.indoor == "yes"
