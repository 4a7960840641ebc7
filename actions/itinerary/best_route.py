"""Which stops, and in which order: the search for the best plan of a day."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence

from actions.itinerary.route import (
    COST_OF_WAY,
    IMPOSSIBLE,
    USUAL,
    Frame,
    Sight,
    Visit,
    legs_of,
    schedule,
    worth_of,
    worth_of_stops,
)
from listings.queries.nearby import Point

_SEEDS = 10


def best_route(
    sights: Sequence[Sight], begin: int, end: int, most: int, frame: Frame = USUAL
) -> list[Visit]:
    """Return the best plan of at most ``most`` sights, with its meals, in the order of the day.

    Every sight is open during its visit, as far as is known, and everything ends by ``end``. Each
    of the worthiest sights in turn is the first choice, and others are put in where they add most;
    at last the best set is put into its best order. No plan fits: an empty list.
    """
    fitting = (s for s in sights if schedule([s], begin, end, frame) is not None)
    ranked = sorted(fitting, key=lambda s: -s.worth)
    wanted = [next((s for s in ranked if s.kind == kind), None) for kind in frame.kinds]
    seeds = list(dict.fromkeys([*ranked[:_SEEDS], *(s for s in wanted if s is not None)]))
    grown = [_grown([seed], sights, begin, end, most, frame) for seed in seeds]
    routes = [route for route in grown if route]
    if not routes:
        return []
    best = max(routes, key=lambda route: worth_of(route, begin, end, frame))
    # Five sights have 120 orders, so all are tried; those that keep the order of before go first.
    orders = list(itertools.permutations(best))
    kept = [route for route in orders if _keeps(route, frame.order)]
    for candidates in (kept, orders):
        worths = [(worth_of(route, begin, end, frame), i) for i, route in enumerate(candidates)]
        if worths and max(worths)[0] > IMPOSSIBLE:
            return schedule(candidates[max(worths)[1]], begin, end, frame) or []
    return []


def with_stop(
    route: Sequence[Sight],
    options: Sequence[Sight],
    begin: int,
    end: int,
    frame: Frame = USUAL,
    *,
    fixed: Collection[str] = (),
    after: int = 0,
    makes_room: bool = True,
) -> list[Sight]:
    """Return the route with the best one of ``options`` put in, the others in their order.

    Where there is no time for it another stop ``makes_room``, so that the rest is worth most;
    ``fixed`` are the ids of those that do not. It comes ``after`` so many stops at least. The route
    as it was where none can be put in at all.
    """
    whole = list(route)
    shorter = [
        [s for s in whole if s is not left]
        for left in whole
        if makes_room and left.id not in fixed and len(whole) > 1
    ]
    for some in ([whole], shorter):
        longer = [
            [*kept[:place], option, *kept[place:]]
            for kept in some
            for option in options
            for place in range(min(after, len(kept)), len(kept) + 1)
        ]
        best = max(longer, key=lambda r: worth_of(r, begin, end, frame), default=whole)
        if longer and worth_of(best, begin, end, frame) > IMPOSSIBLE:
            return best
    return whole


def _keeps(route: Sequence[Sight], order: Sequence[str]) -> bool:
    known = [order.index(s.id) for s in route if s.id in order]
    return known == sorted(known)


def _grown(
    route: list[Sight], sights: Iterable[Sight], begin: int, end: int, most: int, frame: Frame
) -> list[Sight]:
    worth = worth_of(route, begin, end, frame)
    if worth == IMPOSSIBLE:
        return []
    rest = [s for s in sights if s not in route]
    while len(route) < most:
        better = with_one_more(route, rest, begin, end, frame)
        if better is None or worth_of(better, begin, end, frame) <= worth:
            break
        route, worth = better, worth_of(better, begin, end, frame)
        rest = [s for s in rest if s not in route]
    return route


def with_one_more(
    route: list[Sight], rest: Sequence[Sight], begin: int, end: int, frame: Frame
) -> list[Sight] | None:
    """Return the route with that of ``rest`` put in that makes it worth most, None if none fits.

    Of equals the one that is first in ``rest``, at the earliest place. Times are worked out only
    for what could be the best if no door were closed.
    """
    way = sum(leg.minutes for leg in legs_of(route, frame))
    gaps = _gaps(route, frame)
    options = []
    for i, sight in enumerate(rest):
        ceiling = worth_of_stops([*route, sight], frame)
        for place, (around, saved) in enumerate(gaps):
            detour = sum(frame.leg(point, sight.point).minutes for point in around) - saved
            options.append((ceiling - COST_OF_WAY * (way + detour), -i, -place))
    best, chosen = (IMPOSSIBLE, 0, 0), None
    for most, i, place in sorted(options, reverse=True):
        # A sum in another order may differ in its last digit.
        if most < best[0] - 1e-9:
            break
        longer = route.copy()
        longer.insert(-place, rest[-i])
        found = (worth_of(longer, begin, end, frame), i, place)
        if found[0] > IMPOSSIBLE and (chosen is None or found > best):
            best, chosen = found, longer
    return chosen


def _gaps(route: Sequence[Sight], frame: Frame) -> list[tuple[list[Point | None], int]]:
    """Return of each place in a route the points around it, and the minutes between the two."""
    points = [sight.point for sight in route]
    before = [] if frame.start is None else [frame.start]
    after = [] if frame.finish is None else [frame.finish]
    inner = map(list, itertools.pairwise(points))
    gaps = [[*before, *points[:1]], *inner, [*points[-1:], *after]]
    return [(gap, frame.leg(*gap).minutes if len(gap) == 2 else 0) for gap in gaps]
