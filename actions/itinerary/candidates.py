"""The sights and restaurants that a plan may hold, as the listings know them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.dialogue.turn import Turn
from actions.hours.last_admission import last_admission
from actions.interpretation.place_lookup import listed_place
from actions.itinerary.interests import fitting
from actions.itinerary.route import DINNER, Sight, Visit, leg_between
from actions.itinerary.wish import Wish
from listings.cuisine_families import members_of
from listings.daylight import daylight
from listings.models import Attraction, Place, Restaurant
from listings.queries import find_attractions, find_restaurants, is_by_the_sea, shore
from listings.queries.nearby import Point
from listings.sorts import all_categories_of
from listings.themes import has_theme, theme_degree
from listings.traits import Traits, traits_of
from listings.visit_length import visit_minutes

_DAY = 24 * 60
# The worth of a sight by its place among all: the tenth is worth two thirds of the first.
_FALLING = 0.05
# What else makes it a better or worse stop.
_HOURS_UNKNOWN = 0.6
_POSITION_UNKNOWN = 0.05
_FOR_CHILDREN, _NOT_FOR_CHILDREN = 2.0, 0.2
_OF_WANTED_KIND = 4.0
_IN_PLAN_BEFORE = 8.0
_ASKED_FOR = 200.0
_PARTLY_INDOOR = 0.5
# A plan by the sea, or of old buildings, holds others only on the way. What is liked is worth no
# more than a sight is otherwise: else an hour in a taxi would be nothing for it.
_LIKED, _LEAST_LIKED, _MOST_LIKED, _OFF_THEME = 0.5, 0.55, 1.3, 0.06
_DUSK_MINUTES = 20
_USUAL_LIGHT = (7 * 60, 18 * 60)
_MOST_CANDIDATES = 60
_LONGEST_WALK_TO_MEAL_M = 1200
_LONGEST_WAY_TO_MEAL_M = 4000
# As far as this from a place one still eats there: "lunch at the market".
_AT_SPOT_M = 1000
_LUNCH, _DINNER, _ANY_MEAL = "lunch", "dinner", ""
# Kitchens of which alone nobody makes a meal.
_NO_MEAL = frozenset({"cafe", "tea-house", "bakery", "dessert", "bar"})


def sights(turn: Turn, wish: Wish, before: Iterable[str] = ()) -> list[Sight]:
    """Return the sights that ``wish`` allows and that are not known to be closed on its day.

    ``before`` are the places of the plan as it was: a change keeps what it can.
    """
    found = find_attractions(turn.session, district=wish.district, limit=None)
    if wish.asked_for and wish.district:
        named = find_attractions(turn.session, limit=None)
        found = [*found, *(a for a in named if a.id in wish.asked_for and a not in found)]
    if wish.only:
        found = [a for a in found if a.id in wish.asked_for or _is_of(a, wish.kinds)]
    allowed = [a for a in found if _is_allowed(turn, a, wish) or a.id in wish.asked_for]
    liked = _liked(turn, wish, allowed)
    if liked is not None:
        # The best of what is liked is as good as the best of all.
        allowed.sort(key=lambda a: liked.get(a.id, 0.0) < _LIKED)
    built = []
    kept = set(before)
    for rank, attraction in enumerate(allowed):
        sight = _sight(turn, attraction, wish, rank, liked, is_kept=attraction.id in kept)
        if sight is not None:
            built.append(sight)
    return sorted(built, key=lambda s: -s.worth)[:_MOST_CANDIDATES]


def point_of(place: Place) -> Point | None:
    """Return a place's latitude and longitude, None where they are not known."""
    if place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def restaurants_for(
    turn: Turn,
    wish: Wish,
    meal: Visit,
    between: tuple[Sight, Sight | None],
    taken: Sequence[str],
    kept: Collection[str] = (),
) -> list[Place]:
    """Return the restaurants close by that are open during ``meal``, the nearest to both stops.

    ``between`` are these: the one before it and the one after it. Those ``kept``, of the plan
    before, come first, those of unknown hours last. What the visitor wants to eat, and where, may
    be further away.
    """
    before, after = between
    name = meal_name(meal)
    cuisine = cuisine_wished(wish, name)
    at_sea = name in wish.sea_meals
    points = shore(turn.session) if at_sea else []
    near = listed_place(turn, spot_of(wish, name) or "")
    spot = point_of(near) if near is not None else None
    longest = _LONGEST_WALK_TO_MEAL_M if wish.on_foot else _LONGEST_WAY_TO_MEAL_M
    reachable: list[tuple[bool, bool, int, Place]] = []
    for place in find_restaurants(turn.session):
        point = point_of(place)
        leg = leg_between(spot or before.point, point)
        if leg.metres is None or leg.metres > (_AT_SPOT_M if spot else longest):
            continue
        if place.id in wish.dropped or place.id in taken:
            continue
        if _serves_denied(place, wish) or (cuisine and cuisine not in place.cuisines):
            continue
        if not cuisine and set(place.cuisines) <= _NO_MEAL:
            continue
        if at_sea and not is_by_the_sea(place, points):
            continue
        windows = windows_on(turn, place, wish.date)
        if windows is None or any(o <= meal.arrive and meal.leave <= c for o, c in windows):
            back = leg_between(point, after.point).metres if after is not None and not spot else 0
            way = leg.metres + (back or 0)
            reachable.append((place.id not in kept, windows is None, way, place))
    if not reachable and (cuisine or at_sea or spot):
        # Another one is better than none; the answer says that it is not what was wanted.
        other = replace(wish, meals=(), sea_meals=(), spots=())
        return restaurants_for(turn, other, meal, between, taken, kept)
    return [found[3] for found in sorted(reachable, key=lambda found: found[:3])]


def _serves_denied(place: Restaurant, wish: Wish) -> bool:
    foods = {c for food in wish.no_foods for c in (food, *members_of(food))}
    return not foods.isdisjoint(place.cuisines)


def meal_name(meal: Visit) -> str:
    """Return which meal a visit is."""
    return _DINNER if meal.leave > DINNER[0] else _LUNCH


def cuisine_wished(wish: Wish, meal: str) -> str | None:
    """Return what the visitor wants to eat then, None where that was not said."""
    told = dict(m.partition("=")[::2] for m in wish.meals)
    return told.get(meal) or told.get(_ANY_MEAL)


def spot_of(wish: Wish, meal: str) -> str | None:
    """Return the id of the place near which the visitor wants that meal, None for anywhere."""
    told = dict(s.partition("=")[::2] for s in wish.spots)
    return told.get(meal) or told.get(_ANY_MEAL)


def windows_on(turn: Turn, place: Place, day: date) -> tuple[tuple[int, int], ...] | None:
    """Return when ``place`` is open on ``day``, in minutes; None where that is not confirmed."""
    hours = turn.schedule(place).day(day)
    if not hours.certain:
        return None
    return tuple((_minute(first), _until(first, last)) for first, last in hours.spans)


def is_left_out(turn: Turn, attraction: Attraction, wish: Wish) -> bool:
    """Say whether the wish rules a sight out by what it is: outdoors, a hill, of a kind denied."""
    traits = traits_of(attraction.category)
    if _is_of(attraction, wish.without) or _is_called(turn, attraction, wish.without):
        return True
    if wish.indoor and not _is_indoors(turn, attraction, wish, traits):
        return True
    return wish.flat and has_theme(attraction, "hills")


def _is_of(place: Place, kinds: Collection[str]) -> bool:
    return not set(kinds).isdisjoint(all_categories_of(place))


def _is_called(turn: Turn, attraction: Attraction, kinds: Sequence[str]) -> bool:
    """Say whether a sight bears the word for one of these kinds in a name: "Folk Museum"."""
    names = " ".join(attraction.names.values()).casefold()
    words = {turn.word("category", kind).casefold() for kind in kinds}
    return any(re.search(rf"\b{re.escape(w)}\b" if w.isascii() else w, names) for w in words)


def _is_allowed(turn: Turn, attraction: Attraction, wish: Wish) -> bool:
    if attraction.id in wish.dropped or is_left_out(turn, attraction, wish):
        return False
    return not (wish.children and traits_of(attraction.category).children is False)


def _is_indoors(turn: Turn, place: Attraction, wish: Wish, traits: Traits) -> bool:
    """Say whether visitors can be under a roof there.

    What is only partly so needs doors that open and close: a place without hours, or one that is
    always open, may be seen from outside only.
    """
    if traits.indoor == "partly":
        windows = windows_on(turn, place, wish.date)
        return windows is not None and all((o, c) != (0, _DAY) for o, c in windows)
    return traits.indoor == "yes"


def _liked(turn: Turn, wish: Wish, sights: Sequence[Attraction]) -> Mapping[str, float] | None:
    """Return how many of the things that the visitor likes a sight has, where it has any.

    None where nothing was said of that.
    """
    if not wish.themes and not wish.interests:
        return None
    liked: dict[str, float] = defaultdict(float)
    for sight in sights:
        for theme in wish.themes:
            liked[sight.id] += theme_degree(sight, theme)
    for ids in fitting(turn, wish.interests, sights).values():
        for place in ids:
            liked[place] += 1
    return liked


def _sight(
    turn: Turn,
    place: Attraction,
    wish: Wish,
    rank: int,
    liked: Mapping[str, float] | None,
    *,
    is_kept: bool,
) -> Sight | None:
    windows = windows_on(turn, place, wish.date)
    if windows == ():
        return None
    traits = traits_of(place.category)
    worth = 1 / (1 + _FALLING * rank) * _fitting(place, wish, traits)
    if liked is not None:
        is_named = place.id in wish.asked_for or _is_of(place, wish.kinds)
        degree = max(liked.get(place.id, 0.0), float(is_named))
        is_liked = degree >= _LIKED
        worth *= min(_MOST_LIKED, _LEAST_LIKED + degree * _LIKED) if is_liked else _OFF_THEME
    worth *= _HOURS_UNKNOWN if windows is None else 1
    worth *= _POSITION_UNKNOWN if place.latitude is None else 1
    worth *= _IN_PLAN_BEFORE if is_kept else 1
    minutes = visit_minutes(place.visit_duration) or traits.minutes
    if windows is not None:
        windows = tuple((o, _last_end(place, wish.date, c, minutes)) for o, c in windows)
    light = _light(turn, place, wish, traits, is_known=windows is not None)
    if light is not None:
        windows = tuple((max(o, light[0]), min(c, light[1])) for o, c in windows or ((0, _DAY),))
        windows = tuple((o, c) for o, c in windows if o < c)
    times = wish.times_at(place.id)
    if times is not None:
        # Who names the hour is there then, whatever is usual.
        windows = tuple(
            (max(o, times[0]), min(c, times[1]))
            for o, c in windows or ((0, _DAY),)
            if max(o, times[0]) < min(c, times[1])
        )
    kind = next((kind for kind in wish.kinds if _is_of(place, [kind])), place.category)
    return Sight(place.id, minutes, worth, windows, point_of(place), kind)


def _light(
    turn: Turn, place: Place, wish: Wish, traits: Traits, *, is_known: bool
) -> tuple[int, int] | None:
    """Return the hours of daylight of a place, None where they do not matter.

    They do outdoors, and where nobody knows until when it is open.
    """
    if (traits.indoor != "no" and is_known) or traits.after_dark:
        return None
    if wish.after_dark and is_known:
        return None
    if place.latitude is None or place.longitude is None:
        return _USUAL_LIGHT
    zone = ZoneInfo(turn.city.timezone)
    rises, sets = daylight(wish.date, place.latitude, place.longitude, zone)
    return max(0, rises - _DUSK_MINUTES), min(_DAY, sets + _DUSK_MINUTES)


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
    if wish.children and has_theme(place, "beer"):
        worth *= _NOT_FOR_CHILDREN
    if _is_of(place, wish.kinds):
        worth *= _OF_WANTED_KIND
    return worth * (_ASKED_FOR if place.id in wish.asked_for else 1)


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _until(first: time, last: time) -> int:
    """Return the end of a span; at or before its beginning it is on the next day."""
    return _minute(last) + (_DAY if last <= first else 0)
