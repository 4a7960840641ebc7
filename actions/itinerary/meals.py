"""Where one eats on the way: a restaurant for each meal of a route, with the ways to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from actions.dialogue.turn import Turn
from actions.itinerary.candidates import meal_name, point_of, restaurants_for, windows_on
from actions.itinerary.route import DINNER, LUNCH, MEAL_MINUTES, Frame, Sight, Visit, schedule
from actions.itinerary.wish import Wish
from listings.models import Place

MEALS = {"lunch": LUNCH, "dinner": DINNER}
# So many of the nearest are tried, until one fits between the stops.
_TRIED = 6
_AROUND = 10
_LATEST = 90
_QUICK_MEAL = 45


def meals_of(wish: Wish, taken: Iterable[str] = ()) -> dict[str, tuple[int, int]]:
    """Return when the meals of the day may begin, by name, without those left out or ``taken``."""
    names = (name for name in MEALS if name not in wish.no_meals and name not in taken)
    told = {name: wish.times_at(name) for name in names}
    return {name: times or MEALS[name] for name, times in told.items()}


def with_restaurants(
    turn: Turn,
    wish: Wish,
    visits: Sequence[Visit],
    frame: Frame,
    taken: Sequence[str],
    kept: Collection[str] = (),
) -> list[Visit]:
    """Return the visits with a restaurant for each meal that has none, and the way there counted.

    A meal for which no restaurant is close by keeps no sight. ``taken`` are the places that are
    in the plan already, ``kept`` those of the plan before, which stay where they can.
    """
    done = list(visits)
    used = list(taken)
    for number, meal in enumerate(visits):
        if meal.sight is not None:
            continue
        before = next(v.sight for v in reversed(done[:number]) if v.sight is not None)
        after = next((v.sight for v in done[number + 1 :] if v.sight is not None), None)
        options = restaurants_for(turn, wish, meal, (before, after), used, kept)[:_TRIED]
        tables = [_table(turn, wish, place, meal) for place in options]
        for table in tables:
            timed = _timed(done, number, table, wish, frame)
            if timed is not None:
                done = timed
                break
        else:
            # There is no time for the way to it as well, so the meal is shorter, or the day is.
            done = _squeezed(done, number, tables, wish, frame, kept) or done
        chosen = done[number].sight
        used += [chosen.id] if chosen is not None else []
    return done


def _squeezed(
    visits: Sequence[Visit],
    number: int,
    tables: Sequence[Sight],
    wish: Wish,
    frame: Frame,
    kept: Collection[str],
) -> list[Visit] | None:
    """Return the visits with a shorter meal, or without the last sight that nobody asked for."""
    shorter = [replace(table, minutes=_QUICK_MEAL) for table in tables]
    last = visits[-1].sight
    may_end_before = (
        last is not None
        and number < len(visits) - 1
        and last.id not in (*wish.asked_for, *kept, wish.last)
        and last.kind not in wish.kinds
    )
    tries = [(visits, shorter), (visits[:-1], tables)] if may_end_before else [(visits, shorter)]
    for some, options in tries:
        for table in options:
            timed = _timed(some, number, table, wish, frame)
            if timed is not None:
                return timed
    return None


def _table(turn: Turn, wish: Wish, place: Place, meal: Visit) -> Sight:
    name = meal_name(meal)
    first, last = meals_of(replace(wish, no_meals=()))[name]
    windows = windows_on(turn, place, wish.date)
    spans = windows if windows is not None else ((0, 24 * 60),)
    times = tuple((max(o, first), min(c, last + _LATEST)) for o, c in spans)
    times = tuple((o, c) for o, c in times if o < c)
    return Sight(place.id, MEAL_MINUTES, 0.0, times, point_of(place), place.id, name)


def _timed(
    visits: Sequence[Visit], number: int, table: Sight, wish: Wish, frame: Frame
) -> list[Visit] | None:
    """Return the visits with the table in place of the meal, None where there is no time for it."""
    stops: list[Sight] = []
    open_meals: list[int] = []
    for index, visit in enumerate(visits):
        if index == number:
            stops.append(table)
        elif visit.sight is not None:
            stops.append(visit.sight)
        else:
            # Another meal, which gets its own restaurant later, or has none: its time is kept.
            near = next(v.sight for v in reversed(visits[:index]) if v.sight is not None)
            open_meals.append(index)
            stops.append(Sight("", MEAL_MINUTES, 0.0, None, near.point))
    found = schedule(stops, wish.begin, wish.end, replace(frame, meals=(), wanted=()))
    if found is None:
        return None
    for index in open_meals:
        found[index] = Visit(None, found[index].arrive, found[index].leave)
    return found
