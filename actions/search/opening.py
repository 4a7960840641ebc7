"""Which places of a search are open at the time that the visitor names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from actions.dialogue.turn import Turn
from actions.hours.verdicts import verdicts
from actions.interpretation.time_resolution import Asked, resolve
from actions.wording import formats
from listings.models import Facility, Hotel, Place, Restaurant
from semantics.time_terms import LATE

_TODAY = "today"
_MINUTE = timedelta(minutes=1)


def open_at(turn: Turn, places: Sequence[Place], value: str) -> list[Place]:
    """Return the places that are open at the time that ``value`` means, in their order.

    Those whose hours say so; of a whole day, that they are not closed all of it. Hotels always are;
    a time that cannot be read takes none away.
    """
    if value in _HOURS:
        return [p for p in places if _HOURS[value](turn, p)]
    asked = _asked(turn, value)
    if asked is None:
        return list(places)
    return [p for p in places if _is_open(turn, p, asked)]


def open_words(turn: Turn, value: str) -> str:
    """Return the time in words, as "open now" or "open on Sat, Nov 28 at 20:00"."""
    if value in _HOURS:
        return turn.say(f"filter.open_{value}")
    asked = _asked(turn, value)
    if asked is None or asked.is_now:
        return turn.say("filter.open_now")
    if asked.is_through and asked.end is None:
        return turn.say("filter.open_until", when=_moment(turn, asked))
    when = formats.days(asked.days[0], asked.days[-1], turn.now.date(), turn.language)
    if asked.begin is not None and asked.end is None:
        when = _moment(turn, asked)
    elif asked.part is not None:
        part = turn.say(f"hours.part_{asked.part}")
        when = turn.say("hours.day_and_part", day=when, part=part)
    return turn.say("filter.open_at", when=when)


def _moment(turn: Turn, asked: Asked) -> str:
    moment = datetime.combine(asked.days[0], time()) + (asked.begin or timedelta())
    day = formats.day(moment.date(), turn.now.date(), turn.language)
    return turn.say("hours.day_and_time", day=day, time=formats.clock(moment, turn.language))


def _is_always_open(turn: Turn, place: Place) -> bool:
    day = turn.schedule(place).day(turn.now.date())
    return any(_is_whole_day(first, last) for first, last in day.spans)


def _is_whole_day(first: time, last: time) -> bool:
    return first == time() and last in (time(), time(23, 59))


def _is_open_late(turn: Turn, place: Place) -> bool:
    """Say whether a place is open late today: one to eat at until midnight, others past 22:00."""
    today = turn.now.date()
    if not isinstance(place, Restaurant | Facility):
        return turn.schedule(place).day(today).is_late
    asked = resolve(LATE, turn.now, turn.city.country)
    return asked is not None and _is_through(turn, place, asked)


# What is no moment, but says how long a place must be open on the day.
_HOURS: dict[str, Callable[[Turn, Place], bool]] = {
    "always": _is_always_open,
    LATE: _is_open_late,
}


def _asked(turn: Turn, value: str) -> Asked | None:
    if value == _TODAY:
        return Asked((turn.now.date(),))
    return resolve(value, turn.now, turn.city.country)


def _is_open(turn: Turn, place: Place, asked: Asked) -> bool:
    if isinstance(place, Hotel):
        return True
    is_day = not asked.is_now and asked.begin is None
    schedule = turn.schedule(place)
    if not schedule.is_known:
        return False
    if asked.is_through:
        return _is_through(turn, place, asked)
    states = {verdict.state for verdict in verdicts(schedule, asked, turn.now)}
    return states != {"closed"} if is_day else "open" in states


def _is_through(turn: Turn, place: Place, asked: Asked) -> bool:
    """Say whether a place is open on one of the days in the last minute asked for, and the first.

    One that has opened and closes nobody knows when counts as open.
    """
    schedule = turn.schedule(place)
    if not schedule.is_known:
        return False
    first = asked.begin or timedelta()
    ends = (first - _MINUTE,) if asked.end is None else (first, asked.end - _MINUTE)
    midnights = [datetime.combine(day, time(), turn.now.tzinfo) for day in asked.days]
    for midnight in midnights:
        statuses = [schedule.now(midnight + end) for end in ends]
        if all(s is not None and (s.is_open or s.opened_at) for s in statuses):
            return True
    return False
