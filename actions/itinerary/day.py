"""The stops of a day with their times: sights, what to stop for between them, and meals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.dialogue.turn import Turn
from actions.interpretation.place_lookup import listed_place, listed_places
from actions.itinerary.best_route import best_route, with_stop
from actions.itinerary.breaks import break_of, places_for, table_at
from actions.itinerary.candidates import point_of, sights
from actions.itinerary.meals import meals_of, with_restaurants
from actions.itinerary.route import Frame, Sight, Visit, rounded, schedule
from actions.itinerary.wish import MOST_SIGHTS, Wish
from listings.models import Attraction, Restaurant


def day_of(
    turn: Turn, wish: Wish, before: Sequence[str] = (), order: Sequence[str] = ()
) -> list[Visit]:
    """Return the visits of the best day for the wish, in their order; [] where none fits.

    ``before`` are the stops of the plan that it changes, ``order`` those whose order is to stay.
    The visit of a meal for which no restaurant is close by has no sight.
    """
    candidates = sights(turn, wish, before)
    asked = [listed_place(turn, p) for p in wish.asked_for]
    named = sum(isinstance(p, Attraction) for p in asked)
    most = max(wish.most, min(MOST_SIGHTS, named))
    frame = _frame(turn, wish, candidates, order)
    found = best_route(candidates, wish.begin, wish.end, most, frame)
    if not found:
        return []
    route = [v.sight for v in found if v.sight is not None]
    eaten: list[str] = []
    fixed = list(wish.asked_for)
    tables = [p for p in asked if isinstance(p, Restaurant)]
    for table in tables:
        meals = [m for m in meals_of(wish, eaten) if break_of(table) is None]
        for option in table_at(turn, wish, table, meals):
            meal = option.meal
            times = meals_of(wish, (*eaten, meal) if meal else eaten)
            longer = _put_in(
                route, [option], wish, replace(frame, meals=tuple(times.values())), fixed
            )
            if longer is not None:
                route = longer
                eaten += [meal] if meal else []
                break
    frame = replace(frame, meals=tuple(meals_of(wish, eaten).values()))
    had = {break_of(t) for t in tables}
    for name in wish.breaks:
        if name in had:
            continue
        there = [s.id for s in route]
        best, any_time = (
            places_for(turn, wish, name, there, at_best=is_best) for is_best in (True, False)
        )
        kept = [[o for o in some if o.id in before] for some in (best, any_time)]
        longer = None
        for makes_room in (False, True):
            for options in (*kept, best, any_time):
                if options and longer is None:
                    longer = _put_in(route, options, wish, frame, fixed, makes_room=makes_room)
        if longer is not None:
            fixed += [s.id for s in longer if s not in route]
            route = longer
    visits = schedule(route, wish.begin, wish.end, frame) or found
    taken = [s.id for s in route]
    return rounded(with_restaurants(turn, wish, visits, frame, taken, before))


def day_in_order(turn: Turn, wish: Wish, stops: Sequence[str]) -> list[Visit]:
    """Return the visits of these stops and no others, in their order; [] where that does not fit.

    A restaurant for a meal that nobody named may be another one, if that is on the way.
    """
    only = replace(wish, asked_for=tuple(stops), only=True)
    candidates = sights(turn, only, stops)
    known = {sight.id: sight for sight in candidates}
    route: list[Sight] = []
    eaten: list[str] = []
    for place in listed_places(turn, stops):
        if isinstance(place, Restaurant):
            is_free = break_of(place) is None and place.id not in wish.asked_for
            tables = [] if is_free else table_at(turn, wish, place, tuple(meals_of(wish, eaten)))
            route += tables[:1]
            eaten += [t.meal for t in tables[:1] if t.meal]
        elif place.id not in known:
            return []
        else:
            route.append(known[place.id])
    frame = replace(_frame(turn, wish, candidates, ()), first=None, last=None)
    frame = replace(frame, meals=tuple(meals_of(wish, eaten).values()))
    visits = schedule(route, wish.begin, wish.end, frame) if route else None
    if not visits:
        return []
    there = [s.id for s in route]
    return rounded(with_restaurants(turn, wish, visits, frame, there, stops))


def _put_in(
    route: Sequence[Sight],
    options: Sequence[Sight],
    wish: Wish,
    frame: Frame,
    fixed: Sequence[str],
    *,
    makes_room: bool = True,
) -> list[Sight] | None:
    # Nobody begins a day with a rest, unless that is all there is.
    longer = with_stop(
        route, options, wish.begin, wish.end, frame, fixed=fixed, after=1, makes_room=makes_room
    )
    return longer if any(s not in route for s in longer) else None


def _frame(turn: Turn, wish: Wish, candidates: Sequence[Sight], order: Sequence[str]) -> Frame:
    ends = [listed_place(turn, p) if p else None for p in (wish.start, wish.finish)]
    start, finish = (point_of(p) if p is not None else None for p in ends)
    meals = meals_of(wish)
    asked = {str(e["value"]) for e in turn.wanted if e["entity"] == "meal"} | set(wish.sea_meals)
    asked |= {name for name in meals if wish.times_at(name)}
    wanted = tuple(times for name, times in meals.items() if name in asked)
    there = {s.kind for s in candidates}
    return Frame(
        tuple(meals.values()),
        wanted,
        start,
        finish,
        wish.easy,
        tuple(order),
        tuple(kind for kind in wish.kinds if kind in there),
        wish.first,
        wish.last,
        wish.on_foot,
    )
