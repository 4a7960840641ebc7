"""The places that match a search."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.dialogue.state import Order, Search
from actions.dialogue.turn import Turn
from actions.interpretation.suitability import CHILDREN, DESCRIBED, FLAT, INDOOR, SEA, THEMES
from actions.search.exclusion import Exclusion
from actions.search.opening import open_at
from actions.search.price_words import WORDS, PriceWords, amount
from actions.search.surroundings import metres_around
from actions.search.told import is_told
from listings.cuisine_families import members_of
from listings.fair_order import rotated
from listings.models import Attraction, Hotel, Place, PlaceKind, Restaurant
from listings.queries import (
    adult_prices,
    find_attractions,
    find_hotels,
    find_places,
    find_restaurants,
    is_by_the_sea,
    known_facts,
    shore,
)
from listings.queries.nearby import position_of
from listings.queries.places import Order as QueryOrder
from listings.remembering import kept, once
from listings.themes import has_theme
from listings.traits import traits_of
from listings.visit_length import visit_minutes
from semantics.ranges import bounds_of, bounds_of_price
from semantics.streets import street_of

NEAR_METRES = 2000
STREET_METRES = 800
# Where nothing that fits is in walking distance, what is nearest within these is told all the same.
WIDER_METRES = 15_000
# Of those in walking distance, too.
_ORDERS_OF_WORTH = ("cheapest", "dearest", "best")


def matches(turn: Turn, search: Search) -> list[Place]:
    """Return all places that match ``search``.

    Near a place they are those in walking distance, else all within ``WIDER_METRES``, the nearest
    first but where another order is asked for. Those that nothing tells apart take turns, a day
    each.
    """
    found = _fitting(turn, search)
    if search.open:
        found = open_at(turn, found, search.open)
    found = _ordered(turn, found, search.order)
    today = turn.now.date()
    if search.near is None:
        return rotated(found, _merit(turn, search), today)
    distances = metres_away(turn, search)
    around = sorted((p for p in found if p.id in distances), key=lambda p: distances[p.id])
    around = rotated(around, lambda p: distances[p.id], today)
    walked = [p for p in around if distances[p.id] <= reach(search)]
    if search.order in _ORDERS_OF_WORTH:
        walked = [p for p in found if p in walked]
    return walked or around


def unlocated(turn: Turn, search: Search) -> list[Place]:
    """Return the places that fit, but that have no position to tell whether they are near."""
    if search.near is None:
        return []
    known = metres_away(turn, search)
    found = _fitting(turn, search)
    if search.open:
        # Of whose hours nothing is known it is said with them.
        is_open = {p.id for p in open_at(turn, found, search.open)}
        found = [p for p in found if p.id in is_open]
    return [p for p in found if p.id not in known and position_of(turn.session, p) is None]


def without_hours(turn: Turn, search: Search) -> list[Place]:
    """Return the places that fit, but of which it is not known whether they are open then."""
    if not search.open:
        return []
    found = matches(turn, replace(search, open=None))
    is_open = {p.id for p in open_at(turn, found, search.open)}
    return [p for p in found if p.id not in is_open and not turn.schedule(p).is_known]


def without_price(turn: Turn, search: Search) -> list[Place]:
    """Return the places that fit, but of which nothing tells what they cost."""
    if not search.price:
        return []
    fitting = {p.id for p in matches(turn, search)}
    words = PriceWords(turn, search.topic) if search.price in WORDS else None
    return [
        p
        for p in matches(turn, replace(search, price=None))
        if p.id not in fitting
        and amount_of(turn, p) is None
        and not (words is not None and words.of(p))
    ]


def _fitting(turn: Turn, search: Search) -> list[Place]:
    """Return the places that match but for where they are and when they are open."""
    excluded = Exclusion(turn, search)
    # The same places are looked through for where they are, and for what is not known of them.
    listed = kept(
        turn.session,
        replace(search, near=None, open=None, told=(), excluded=(), relaxed=(), offset=0),
        lambda: _FINDERS[search.topic](turn, search),
    )
    found = [p for p in listed if not excluded.covers(p)]
    if search.told:
        found = [p for p in found if is_told(p, search.told[0], turn.language)]
    if search.topic != "attraction":
        told = [theme for theme in DESCRIBED if theme in search.suits]
        found = [p for p in found if all(has_theme(p, theme) for theme in told)]
    if SEA in search.suits and search.topic != "attraction":
        points = shore(turn.session)
        found = [p for p in found if is_by_the_sea(p, points)]
    return found


def reach(search: Search) -> int:
    """Return how far around its centre a search looks first, in metres."""
    return STREET_METRES if street_of(search.near) else NEAR_METRES


def _merit(turn: Turn, search: Search) -> Callable[[Place], Hashable]:
    """Return what tells the places of ``search`` apart, as its order does."""
    sights = once(turn.session, adult_prices) if search.topic == "attraction" else {}
    by_price = search.order in ("cheapest", "dearest") or search.price in WORDS
    by_sort = bool(search.category) and not search.sorts()

    def merit(place: Place) -> Hashable:
        price = sights.get(place.id, amount(place))
        return (
            place.kind,
            grade_of(place),
            place.rating,
            known_facts(place, price),
            (price, place.price_level) if by_price else None,
            getattr(place, "category", None) == search.topic if by_sort else None,
        )

    return merit


def _ordered(turn: Turn, places: list[Place], order: Order | None) -> list[Place]:
    """Return the places in the order asked for; those that have no value for it come last."""
    if order == "best":
        return sorted(places, key=lambda p: (-(p.rating or 0), -grade_of(p)))
    if order != "dearest":
        return places
    nothing = Decimal(-1)
    prices = {p.id: amount_of(turn, p) for p in places}
    return sorted(places, key=lambda p: prices[p.id] or nothing, reverse=True)


def grade_of(place: Place) -> int:
    """Return a hotel's stars or a sight's national grade, 0 where it has none."""
    grade = place.stars if isinstance(place, Hotel) else getattr(place, "rating_a", None)
    return grade or 0


def amount_of(turn: Turn, place: Place) -> Decimal | None:
    """Return what a night, a meal or an adult's entrance costs at least, None if not known."""
    return once(turn.session, adult_prices).get(place.id, amount(place))


def metres_away(turn: Turn, search: Search) -> dict[str, int]:
    """Return how far the places around the search's centre are, by id; empty without a centre."""
    if search.near is None:
        return {}
    kinds: tuple[PlaceKind, ...] = (search.topic,)
    if search.topic == "attraction":
        kinds = ("attraction", "shop")
    return metres_around(turn, search.near, kinds, WIDER_METRES)


def _attractions(turn: Turn, search: Search) -> list[Place]:
    least, most = bounds_of_price(search.price)
    found = find_attractions(
        turn.session,
        district=search.district,
        category=search.category,
        min_price=least,
        max_price=most,
        free=True if search.price == "free" else None,
        # No price of a sight is cheap or dear in itself: the cheapest come first.
        order="cheapest" if search.price == "cheap" else _order(search),
    )
    suited = (p for p in (*found, *_shops(turn, search)) if is_suited(p, search.suits))
    return [
        p
        for p in suited
        if _is_within(p.rating, search.rating)
        and _is_within(visit_minutes(p.visit_duration), search.duration)
    ]


def _shops(turn: Turn, search: Search) -> list[Place]:
    """Return the shops that go by the word for a kind of sight: a market is seen and shopped at."""
    if not search.category or search.price or search.rating or search.duration:
        return []
    return find_places(turn.session, "shop", district=search.district, category=search.category)


def _hotels(turn: Turn, search: Search) -> list[Place]:
    least, most = bounds_of_price(search.price)
    low, high = bounds_of(search.stars)
    exact = low is not None and low == high
    listed = find_hotels(
        turn.session,
        district=search.district,
        category=search.sorts(),
        stars=int(low) if exact and low is not None else None,
        min_stars=int(low) if not exact and low is not None else None,
        min_price=least,
        max_price=most,
        amenities=search.amenities,
        order=_order(search),
    )
    rated: list[Place] = [
        h
        for h in listed
        if (high is None or (h.stars is not None and h.stars <= high))
        and _is_within(h.rating, search.rating)
    ]
    found = _by_price_word(turn, rated, search)
    if search.category and not search.sorts():
        found.sort(key=lambda h: getattr(h, "category", None) != search.topic)
    return found


def _restaurants(turn: Turn, search: Search) -> list[Place]:
    least, most = bounds_of_price(search.price)
    found = find_restaurants(
        turn.session,
        district=search.district,
        cuisine=_with_families(turn, search.cuisine),
        min_price=least,
        max_price=most,
        order=_order(search),
    )
    fitting: list[Place] = [
        r
        for r in found
        if _is_within(r.rating, search.rating) and (not search.dish or _serves(r, search.dish))
    ]
    return _by_price_word(turn, fitting, search)


def _with_families(turn: Turn, cuisines: Sequence[str]) -> list[str]:
    """Return the cuisines, those that no restaurant has as such with the kinds of them."""
    wanted: list[str] = []
    for cuisine in cuisines:
        members = members_of(cuisine)
        is_listed = not members or find_restaurants(turn.session, cuisine=cuisine, limit=1)
        wanted += [cuisine] if is_listed else [cuisine, *members]
    return wanted


def _serves(restaurant: Restaurant, dishes: Sequence[str]) -> bool:
    """Say whether a restaurant is known for one of ``dishes``, by their names in any language."""
    own = [dish.casefold() for texts in restaurant.signature_dishes.values() for dish in texts]
    return any(dish.casefold() in known for dish in dishes for known in own)


def _by_price_word(turn: Turn, places: list[Place], search: Search) -> list[Place]:
    if search.price not in WORDS:
        return places
    return PriceWords(turn, search.topic).matching(places, search.price)


def _is_within(value: float | None, bounds: str | None) -> bool:
    """Say whether a value is in a range; what is not known is in none, and all is in no range."""
    low, high = bounds_of(bounds)
    if low is None and high is None:
        return True
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def _order(search: Search) -> QueryOrder:
    return "cheapest" if search.order == "cheapest" else "best"


_FINDERS: dict[str, Any] = {
    "attraction": _attractions,
    "hotel": _hotels,
    "restaurant": _restaurants,
}


def is_suited(place: Place, suits: tuple[str, ...]) -> bool:
    """Say whether a sight usually suits all of ``suits``; everything suits nothing asked for."""
    sight = place if isinstance(place, Attraction) else None
    traits = traits_of(sight.category if sight is not None else None)
    if CHILDREN in suits and not traits.children:
        return False
    if FLAT in suits and (sight is None or has_theme(sight, "hills")):
        return False
    if any(t in suits and (sight is None or not has_theme(sight, t)) for t in THEMES):
        return False
    return INDOOR not in suits or traits.indoor == "yes"
