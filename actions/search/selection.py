"""The place of the last list that a message describes: "the cheaper one", "the one in ..."."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from actions.dialogue.state import SHOWN
from actions.dialogue.turn import Turn
from actions.interpretation.areas import district_in
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.unclear import UnclearError, which_of
from actions.wording.reply import Reply
from listings.models import Attraction, Hotel, Place, Restaurant
from listings.queries import prices_of
from semantics.ranges import bounds_of

_CHEAP, _DEAR = "cheap", "expensive"


def picked(turn: Turn) -> tuple[Place, str] | None:
    """Return the described place and a sentence that says why; None where nothing fits or is said.

    Raises:
        UnclearError: Several fit, or the prices that would tell are not known.
    """
    tests = _tests(turn)
    price = turn.value("price")
    if not tests and price not in (_CHEAP, _DEAR):
        return None
    shown = [listed_place(turn, str(i)) for i in turn.slots.get(SHOWN) or ()]
    fitting = [p for p in shown if p is not None and all(test(p) for test in tests)]
    if fitting and price in (_CHEAP, _DEAR):
        return _by_price(turn, fitting, dearest=price == _DEAR)
    if len(fitting) > 1:
        raise UnclearError(which_of(turn, fitting, question="select.several"))
    return (fitting[0], "") if fitting else None


def _by_price(turn: Turn, places: Sequence[Place], *, dearest: bool) -> tuple[Place, str]:
    known = [(amount, p) for p in places if (amount := _amount(turn, p)) is not None]
    if not known:
        raise UnclearError(Reply(turn.say("select.no_price")))
    choose = max if dearest else min
    _, place = choose(known, key=lambda pair: pair[0])
    return place, turn.say("select.dearest" if dearest else "select.cheapest")


def _tests(turn: Turn) -> list[Callable[[Place], bool]]:
    """Return what the message says of the place: where it is, of what kind, with what."""
    tests: list[Callable[[Place], bool]] = []
    district = district_in(turn)
    if district is not None:
        tests.append(lambda p: p.district is not None and p.district.id == district)
    category, cuisine = turn.value("category"), turn.value("cuisine")
    if category is not None:
        tests.append(lambda p: getattr(p, "category", None) == category)
    if cuisine is not None:
        tests.append(lambda p: isinstance(p, Restaurant) and cuisine in p.cuisines)
    amenities = set(turn.values("amenity"))
    if amenities:
        tests.append(lambda p: isinstance(p, Hotel) and amenities <= set(p.amenities))
    low, high = bounds_of(turn.value("stars"))
    if low is not None or high is not None:
        tests.append(lambda p: isinstance(p, Hotel) and _is_between(p.stars, low, high))
    return tests


def _is_between(stars: int | None, low: float | None, high: float | None) -> bool:
    if stars is None:
        return False
    return (low is None or stars >= low) and (high is None or stars <= high)


def _amount(turn: Turn, place: Place) -> Decimal | None:
    """Return what a night, a meal or the entrance costs at least, None where it is not known."""
    if isinstance(place, Attraction):
        prices = [
            t.price for t in prices_of(turn.session, place.id) if t.audience in ("adult", "all")
        ]
        return min(prices, default=None)
    if isinstance(place, Hotel):
        return place.price_from
    return place.price_per_person if isinstance(place, Restaurant) else None
