"""What to stop for between the sights: a coffee, tea, something sweet, a place named to eat at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from actions.dialogue.turn import Turn
from actions.itinerary.candidates import point_of, windows_on
from actions.itinerary.route import DINNER, LUNCH, Sight
from actions.itinerary.wish import Wish
from listings.models import Restaurant
from listings.queries import find_restaurants

# Kitchens for which one stops between meals, and all that serve the like.
_KITCHENS: Mapping[str, tuple[str, ...]] = {
    "cafe": ("cafe",),
    "tea-house": ("tea-house",),
    "bakery": ("bakery", "cafe"),
    "dessert": ("dessert", "bakery", "cafe", "tea-house"),
}
# English words by which a place tells that it has something sweet.
_SWEET = ("cake", "dessert", "sweet", "pastr", "ice cream", "mousse", "gelato", "waffle", "tart")
_BREAK_MINUTES, MEAL_MINUTES = 40, 60
_WORTH, _HOURS_UNKNOWN, _TELLS = 5.0, 0.8, 1.5
# Nobody has a coffee at seven in the morning because the house opens then.
_TIMES = (9 * 60, 21 * 60)
# Between breakfast and lunch, and after it: the best times for a coffee.
_BEST = ((9 * 60 + 30, 11 * 60 + 20), (14 * 60, 17 * 60 + 30))
_MEALS = {"lunch": (LUNCH[0], LUNCH[1] + 30), "dinner": (DINNER[0] - 30, DINNER[1] + 30)}


def is_break(cuisine: str) -> bool:
    """Say whether a kitchen is what one stops for between the meals."""
    return cuisine in _KITCHENS


def kitchens_of(name: str) -> tuple[str, ...]:
    """Return the kitchens that serve what one stops for."""
    return _KITCHENS.get(name, (name,))


def break_of(restaurant: Restaurant) -> str | None:
    """Return for which break one goes there, None where one eats a meal."""
    kitchens = set(restaurant.cuisines)
    return next((name for name, some in _KITCHENS.items() if kitchens <= set(some)), None)


def places_for(
    turn: Turn, wish: Wish, name: str, taken: Collection[str], *, at_best: bool = True
) -> list[Sight]:
    """Return the places where the break can be had that day, as stops of a plan.

    ``at_best`` keeps it off the meals.
    Those without a position are left out: nobody can say when one would be there.
    """
    kitchens = kitchens_of(name)
    found = []
    for place in find_restaurants(turn.session):
        if place.id in taken or place.id in wish.dropped or not set(kitchens) & set(place.cuisines):
            continue
        windows = windows_on(turn, place, wish.date)
        if windows == () or point_of(place) is None:
            continue
        worth = _WORTH * (1 if windows else _HOURS_UNKNOWN)
        told = wish.times_at(place.id)
        best = (
            [t for times in _BEST for t in _within(windows, times)]
            if told is None and at_best
            else []
        )
        if name == "dessert" and _tells_of_sweets(place):
            worth *= _TELLS
        found.append(
            Sight(
                place.id,
                _BREAK_MINUTES,
                worth,
                tuple(best) or _within(windows, told or _TIMES),
                point_of(place),
                name,
            )
        )
    return found


def table_at(turn: Turn, wish: Wish, place: Restaurant, meals: Sequence[str]) -> list[Sight]:
    """Return a restaurant that the visitor named as stops, one for each meal it could be."""
    windows = windows_on(turn, place, wish.date)
    if windows == ():
        return []
    if break_of(place) is not None:
        times = _within(windows, wish.times_at(place.id) or _TIMES)
        return [Sight(place.id, _BREAK_MINUTES, _WORTH, times, point_of(place), place.id)]
    told = wish.times_at(place.id)
    spans = {meal: told or wish.times_at(meal) or _MEALS[meal] for meal in meals}
    if told is not None:
        # "In the evening" there is no lunch.
        fitting = [m for m in meals if told[0] < _MEALS[m][1] and _MEALS[m][0] < told[1]]
        spans = dict.fromkeys(fitting or meals, told)
    return [
        Sight(
            place.id,
            MEAL_MINUTES,
            _WORTH,
            _within(windows, within),
            point_of(place),
            place.id,
            meal,
            waits=told is not None,
        )
        for meal, within in spans.items()
    ]


def _within(
    windows: tuple[tuple[int, int], ...] | None, times: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    first, last = times
    spans = windows if windows is not None else ((0, 24 * 60),)
    return tuple((max(o, first), min(c, last)) for o, c in spans if max(o, first) < min(c, last))


def _tells_of_sweets(place: Restaurant) -> bool:
    told = place.summary.get("en", "").casefold()
    return any(word in told for word in _SWEET)
