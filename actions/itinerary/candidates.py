"""The sights and restaurants that a plan may hold, as the listings know them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from actions.dialogue.turn import Turn
from actions.hours.last_admission import last_admission
from actions.itinerary.route import Sight, Visit, leg_between
from actions.itinerary.wish import Wish
from listings.models import Attraction, Place
from listings.queries import find_attractions, find_restaurants
from listings.queries.nearby import Point
from listings.traits import Traits, traits_of
from listings.visit_length import visit_minutes

_DAY = 24 * 60
# The worth of a sight by its place among all: the tenth is worth two thirds of the first.
_FALLING = 0.05
# What else makes it a better or worse stop.
_HOURS_UNKNOWN = 0.6
_POSITION_UNKNOWN = 0.2
_FOR_CHILDREN = 2.0
_OF_WANTED_KIND = 4.0
_IN_PLAN_BEFORE = 8.0
_ASKED_FOR = 50.0
_PARTLY_INDOOR = 0.5
_MOST_CANDIDATES = 60
_LONGEST_WAY_TO_MEAL_M = 1200


def sights(turn: Turn, wish: Wish, before: Iterable[str] = ()) -> list[Sight]:
    """Return the sights that ``wish`` allows and that are not known to be closed on its day.

    ``before`` are the places of the plan as it was: a change keeps what it can.
    """
    found = find_attractions(turn.session, district=wish.district, limit=None)
    allowed = [a for a in found if _is_allowed(a, wish) or a.id in wish.asked_for]
    built = []
    kept = set(before)
    for rank, attraction in enumerate(allowed):
        sight = _sight(turn, attraction, wish, rank, is_kept=attraction.id in kept)
        if sight is not None:
            built.append(sight)
    return sorted(built, key=lambda s: -s.worth)[:_MOST_CANDIDATES]


def point_of(place: Place) -> Point | None:
    """Return a place's latitude and longitude, None where they are not known."""
    if place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def restaurant_for(
    turn: Turn, wish: Wish, meal: Visit, near: Sight, taken: Sequence[str]
) -> Place | None:
    """Return the nearest restaurant that is open during ``meal``, None where none is close by.

    One of unknown hours is taken only where no other is there.
    """
    reachable: list[tuple[bool, int, Place]] = []
    for place in find_restaurants(turn.session):
        leg = leg_between(near.point, point_of(place))
        if leg.metres is None or leg.metres > _LONGEST_WAY_TO_MEAL_M:
            continue
        if place.id in wish.dropped or place.id in taken:
            continue
        windows = windows_on(turn, place, wish.date)
        if windows is None or any(o <= meal.arrive and meal.leave <= c for o, c in windows):
            reachable.append((windows is None, leg.metres, place))
    return min(reachable, key=lambda found: found[:2])[2] if reachable else None


def windows_on(turn: Turn, place: Place, day: date) -> tuple[tuple[int, int], ...] | None:
    """Return when ``place`` is open on ``day``, in minutes; None where that is not confirmed."""
    hours = turn.schedule(place).day(day)
    if not hours.certain:
        return None
    return tuple((_minute(first), _until(first, last)) for first, last in hours.spans)


def _is_allowed(attraction: Attraction, wish: Wish) -> bool:
    traits = traits_of(attraction.category)
    if attraction.id in wish.dropped or attraction.category in wish.without:
        return False
    if wish.indoor and traits.indoor == "no":
        return False
    return not (wish.children and traits.children is False)


def _sight(turn: Turn, place: Attraction, wish: Wish, rank: int, *, is_kept: bool) -> Sight | None:
    windows = windows_on(turn, place, wish.date)
    if windows == ():
        return None
    traits = traits_of(place.category)
    worth = 1 / (1 + _FALLING * rank) * _fitting(place, wish, traits)
    worth *= _HOURS_UNKNOWN if windows is None else 1
    worth *= _POSITION_UNKNOWN if place.latitude is None else 1
    worth *= _IN_PLAN_BEFORE if is_kept else 1
    minutes = visit_minutes(place.visit_duration) or traits.minutes
    if windows is not None:
        windows = tuple((o, _last_end(place, wish.date, c, minutes)) for o, c in windows)
    return Sight(place.id, minutes, worth, windows, point_of(place), place.category)


def _last_end(place: Place, day: date, closes: int, minutes: int) -> int:
    """Return when a visit must be over that begins by the last admission, where there is one."""
    admission = last_admission(place)
    if admission is None:
        return closes
    midnight = datetime.combine(day, time())
    last = admission.moment(midnight + timedelta(minutes=closes)) - midnight
    return min(closes, int(last.total_seconds()) // 60 + minutes)


def _fitting(place: Attraction, wish: Wish, traits: Traits) -> float:
    worth = 1.0
    if wish.indoor and traits.indoor == "partly":
        worth *= _PARTLY_INDOOR
    if wish.children and traits.children:
        worth *= _FOR_CHILDREN
    if place.category in wish.kinds:
        worth *= _OF_WANTED_KIND
    return worth * (_ASKED_FOR if place.id in wish.asked_for else 1)


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _until(first: time, last: time) -> int:
    """Return the end of a span; at or before its beginning it is on the next day."""
    return _minute(last) + (_DAY if last <= first else 0)
