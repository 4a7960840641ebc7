"""When one is where, and what a plan is worth: the arithmetic of a day, without database or words.

Times are minutes from midnight of the day; after 1440 they are of the night that follows.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from listings.queries.nearby import Point, distance_m

# A way is a third longer than the straight line; 75 m a minute on foot, 20 km/h by taxi or bus
# after ten minutes of finding one.
_DETOUR = 1.33
_WALK_M_PER_MINUTE = 75
_RIDE_M_PER_MINUTE = 333
_RIDE_WAIT = 10
_LONGEST_WALK_M, _LONGEST_EASY_WALK_M = 1600, 600
_UNKNOWN_WAY = 30
# What a minute on the way or before a closed door takes from the worth of a plan.
COST_OF_WAY = 0.015
_COST_OF_WAITING = 0.004
_LONGEST_WAIT = 45
_COST_OF_LOST_MEAL = 5.0
# More than a stop of the plan before is worth: what is to be put in takes its place.
_COST_OF_LOST_KIND = 12.0
# A second sight of the same kind is worth half of the first.
_REPEATED = 0.5
# A meal: when it may begin, and how long it takes with the way to it.
LUNCH, DINNER = (11 * 60 + 15, 14 * 60), (17 * 60 + 30, 20 * 60)
MEALS = (LUNCH, DINNER)
MEAL_MINUTES = 60
_WAY_TO_MEAL = 10
_LONGEST_WAIT_FOR_MEAL = 45
_NOT_WALKED = 4


@dataclass(frozen=True)
class Sight:
    """A place that a plan may hold.

    ``windows`` are when it is open, None where that is not known. ``worth`` is how good a stop it
    is, ``kind`` its category, ``point`` its latitude and longitude where they are known. ``meal``
    is the name of the meal that one has there, None for what is no meal. With ``waits`` the visitor
    told when it is to be, and is free until then.
    """

    id: str
    minutes: int
    worth: float
    windows: tuple[tuple[int, int], ...] | None = None
    point: Point | None = None
    kind: str | None = None
    meal: str | None = None
    waits: bool = False


@dataclass(frozen=True)
class Frame:
    """What a plan keeps to besides its hours: its meals, where it starts and where it must end.

    With little walking, each minute on foot counts as several, and what is not close by is ridden
    to. ``order`` are the ids of the stops
    whose order is to stay, ``wanted`` the meals that must not be lost for one more sight,
    ``kinds`` the categories of which the plan must hold one if it can. ``first`` and ``last`` are
    the ids of the sights to begin and end with. ``on_foot`` is a plan without rides.
    """

    meals: tuple[tuple[int, int], ...] = MEALS
    wanted: tuple[tuple[int, int], ...] = ()
    start: Point | None = None
    finish: Point | None = None
    easy: bool = False
    order: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    on_foot: bool = False

    def leg(self, one: Point | None, other: Point | None) -> Leg:
        """Return the way between two points as far as one would walk it."""
        is_easy = self.easy and not self.on_foot
        return leg_between(one, other, _LONGEST_EASY_WALK_M if is_easy else _LONGEST_WALK_M)


USUAL = Frame()


@dataclass(frozen=True)
class Leg:
    """The way between two stops, estimated; ``metres`` is the straight line, None if unknown."""

    minutes: int
    metres: int | None
    on_foot: bool


@dataclass(frozen=True)
class Visit:
    """A stop with its times. ``sight`` is None for a meal; ``leg`` is the way to it."""

    sight: Sight | None
    arrive: int
    leave: int
    leg: Leg | None = None


@functools.lru_cache(maxsize=16_384)
def leg_between(one: Point | None, other: Point | None, longest_walk: int = _LONGEST_WALK_M) -> Leg:
    """Return the way between two points: on foot up to ``longest_walk`` m, else by taxi or bus."""
    if one is None or other is None:
        return Leg(_UNKNOWN_WAY, None, on_foot=False)
    metres = distance_m(one, other)
    if metres <= longest_walk:
        return Leg(max(1, round(metres * _DETOUR / _WALK_M_PER_MINUTE)), round(metres), True)
    ride = _RIDE_WAIT + metres * _DETOUR / _RIDE_M_PER_MINUTE
    return Leg(round(ride), round(metres), False)


IMPOSSIBLE = float("-inf")


def _is_out_of_turn(route: Sequence[Sight], frame: Frame) -> bool:
    """Say whether the stop to begin or to end with is there and is not the first or the last."""
    ids = [sight.id for sight in route]
    if frame.first in ids and ids[0] != frame.first:
        return True
    return frame.last in ids and ids[-1] != frame.last


def legs_of(route: Sequence[Sight], frame: Frame) -> list[Leg]:
    """Return the ways of a route in this order, from its start and to its finish if it has them."""
    points = [sight.point for sight in route]
    if frame.start is not None:
        points.insert(0, frame.start)
    if frame.finish is not None and route:
        points.append(frame.finish)
    return [frame.leg(one, other) for one, other in itertools.pairwise(points)]


def worth_of(route: Sequence[Sight], begin: int, end: int, frame: Frame) -> float:
    """Return what a plan is worth, minus infinity for a route that cannot be followed."""
    visits = None if _is_out_of_turn(route, frame) else schedule(route, begin, end, frame)
    if visits is None:
        return IMPOSSIBLE
    legs = legs_of(route, frame)
    on_way = sum(leg.minutes for leg in legs)
    spent = sum(v.leave - v.arrive for v in visits)
    waiting = visits[-1].leave - begin - on_way - spent if visits else 0
    if frame.easy:
        on_way += sum(leg.minutes * _NOT_WALKED for leg in legs if leg.on_foot)
    eaten = [v.arrive - _WAY_TO_MEAL for v in visits if v.sight is None]
    lost = sum(not any(first <= t <= last for t in eaten) for first, last in frame.wanted)
    worth = worth_of_stops(route, frame) - _COST_OF_LOST_MEAL * lost
    return worth - COST_OF_WAY * on_way - _COST_OF_WAITING * max(0, waiting)


def worth_of_stops(route: Iterable[Sight], frame: Frame) -> float:
    """Return what the stops are worth in whatever order, before what they cost in time."""
    worth = 0.0
    kinds: list[str | None] = []
    for sight in sorted(route, key=lambda s: -s.worth):
        worth += sight.worth * _REPEATED ** kinds.count(sight.kind)
        kinds.append(sight.kind)
    return worth - _COST_OF_LOST_KIND * sum(kind not in kinds for kind in frame.kinds)


def schedule(
    route: Sequence[Sight], begin: int, end: int, frame: Frame = USUAL
) -> list[Visit] | None:
    """Return the times of the stops in this order, with a meal where its time has come.

    None where a sight is closed when its turn comes, or the day is too short. The place of a meal
    is not decided here: its visit has no sight. Where the plan must end somewhere, there is time
    for the way.
    """
    visits: list[Visit] = []
    now = begin
    meals = [m for m in frame.meals if begin + MEAL_MINUTES < m[1] <= end]
    before: Sight | None = None
    for sight in route:
        came_from = before.point if before is not None else frame.start
        is_first = before is None and frame.start is None
        leg = None if is_first else frame.leg(came_from, sight.point)
        if frame.on_foot and leg is not None and not leg.on_foot:
            return None
        due = next((m for m in meals if m[0] <= now <= m[1]), None)
        if before is not None and due is not None:
            meals.remove(due)
            visits.append(_meal(now))
            now = visits[-1].leave
        now += leg.minutes if leg is not None else 0
        arrive = _opening(sight, now)
        if arrive is None or (arrive - now > _LONGEST_WAIT and not sight.waits):
            return None
        now = arrive + sight.minutes
        if now > end:
            return None
        visits.append(Visit(sight, arrive, now, leg))
        before = sight
    if frame.finish is not None and before is not None:
        back = frame.leg(before.point, frame.finish)
        end -= back.minutes
        if now > end or (frame.on_foot and not back.on_foot):
            return None
    for first, last in meals:
        begins = max(now, first - _WAY_TO_MEAL)
        longest = _LONGEST_WAIT_FOR_MEAL if (first, last) == DINNER else 0
        is_due = first <= now <= last or 0 < begins - now <= longest
        if is_due and begins + MEAL_MINUTES + _WAY_TO_MEAL <= end:
            visits.append(_meal(begins))
            break
    return visits


def _meal(now: int) -> Visit:
    return Visit(None, now + _WAY_TO_MEAL, now + _WAY_TO_MEAL + MEAL_MINUTES)


def _opening(sight: Sight, now: int) -> int | None:
    """Return when a visit may begin, from ``now`` on; None where it does not fit any more."""
    if sight.windows is None:
        return now
    for opens, closes in sight.windows:
        arrive = max(now, opens)
        if arrive + sight.minutes <= closes:
            return arrive
    return None


def rounded(visits: Sequence[Visit]) -> list[Visit]:
    """Return the plan with its times on the five minutes, which is as exact as estimates are."""
    return [replace(v, arrive=_round(v.arrive), leave=_round(v.leave)) for v in visits]


def _round(minutes: int) -> int:
    return 5 * round(minutes / 5)
