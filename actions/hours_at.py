"""Open or closed at the time that a visitor asks about, and the words for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from actions import formats
from actions.asked_time import Asked
from actions.words import say
from listings.hours import DayHours, OpeningStatus, is_holiday, is_makeup_workday, opening_status
from listings.hours import week_hours
from listings.hours.days import ClosedDays

State = Literal["open", "closed", "unconfirmed"]

_DAY = timedelta(days=1)
_NOON = timedelta(hours=12)
_MOST_APART = 2


@dataclass(frozen=True)
class Schedule:
    """A place's hours, as OpenStreetMap writes them, its country and its one-off closures."""

    hours: str
    country: str
    closures: Sequence[ClosedDays] = field(default=())


@dataclass(frozen=True)
class Verdict:
    """Whether a place is open on ``day``, or at ``moment`` or in ``part`` of it.

    ``entry`` has the hours of that day. ``closes_at`` is set for a moment at which it is open,
    unless it never closes; ``opens_at`` is the next opening where it is closed.
    """

    state: State
    day: date
    entry: DayHours
    moment: datetime | None = None
    part: str | None = None
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    opens_at_certain: bool = True


def verdicts(schedule: Schedule, asked: Asked, now: datetime) -> list[Verdict]:
    """Return a verdict for each day of ``asked``; ``now`` gives the time zone.

    Raises:
        ValueError: The hours of the place cannot be read.
    """
    if asked.is_now:
        return [_at(schedule, now.date(), now)]
    found = []
    for day in asked.days:
        midnight = datetime.combine(day, time(), now.tzinfo)
        if asked.begin is not None and asked.end is None:
            found.append(_at(schedule, day, midnight + asked.begin))
        else:
            found.append(_on(schedule, day, midnight, asked))
    return found


def state_of(found: Sequence[Verdict]) -> State:
    """Return one state for several days: open where it opens on any of them."""
    states = [verdict.state for verdict in found]
    if "open" in states:
        return "open"
    return "closed" if "closed" in states else "unconfirmed"


def answer_lines(schedule: Schedule, asked: Asked, now: datetime, language: str) -> list[str]:
    """Return the answer in sentences, open or closed first; the phone number is the caller's."""
    found = verdicts(schedule, asked, now)
    if len(found) <= _MOST_APART:
        return [_sentence(schedule, verdict, now, language) for verdict in found]
    days = [verdict.entry for verdict in found]
    if asked.is_month:
        period = formats.month(asked.days[-1], language)
    else:
        first, last = (formats.day(d, now.date(), language) for d in (asked.days[0], asked.days[-1]))
        period = say(language, "hours.from_to", first=first, last=last)
    key = "hours.on_open" if any(d.spans for d in days) else "hours.on_closed"
    lines = [say(language, key, day=period, hours=_each(days, language))]
    if not asked.is_month:
        lines += [
            _doubt(schedule, verdict, now, language)
            for verdict in found
            if verdict.state == "unconfirmed"
        ]
    return lines


def _at(schedule: Schedule, day: date, moment: datetime) -> Verdict:
    status = _status(schedule, moment)
    return Verdict(
        _state(status, is_open=status.is_open),
        day,
        _entry(schedule, day),
        moment=moment,
        closes_at=status.closes_at,
        opens_at=status.opens_at,
        opens_at_certain=status.opens_at_certain,
    )


def _on(schedule: Schedule, day: date, midnight: datetime, asked: Asked) -> Verdict:
    entry = _entry(schedule, day)
    status = _status(schedule, midnight + (_NOON if asked.begin is None else asked.begin))
    if asked.begin is None or asked.end is None:
        is_open = bool(entry.spans)
    else:
        is_open = status.is_open or _opens_before(status, midnight + asked.end)
    return Verdict(
        _state(status, is_open=is_open),
        day,
        entry,
        part=asked.part,
        opens_at=None if is_open else status.opens_at,
        opens_at_certain=status.opens_at_certain,
    )


def _opens_before(status: OpeningStatus, end: datetime) -> bool:
    return status.opens_at is not None and status.opens_at < end


def _state(status: OpeningStatus, *, is_open: bool) -> State:
    if not status.certain:
        return "unconfirmed"
    return "open" if is_open else "closed"


def _status(schedule: Schedule, moment: datetime) -> OpeningStatus:
    return opening_status(
        schedule.hours, moment, country=schedule.country, closures=schedule.closures
    )


def _entry(schedule: Schedule, day: date) -> DayHours:
    week = week_hours(schedule.hours, day, country=schedule.country, closures=schedule.closures)
    return week[0]


def _sentence(schedule: Schedule, verdict: Verdict, now: datetime, language: str) -> str:
    if verdict.state == "unconfirmed":
        return _doubt(schedule, verdict, now, language)
    hours = formats.spans(verdict.entry, language)
    if verdict.state == "open":
        if verdict.moment is None:
            return say(language, "hours.on_open", day=_when(verdict, now, language), hours=hours)
        until = verdict.closes_at
        key = "hours.at_open" if until is not None else "hours.at_open_always"
        told = "" if until is None else _time(until, verdict.moment, now, language)
        return say(language, key, when=_when(verdict, now, language), time=told)
    sentences = [_closed(verdict, now, language)]
    if verdict.entry.spans:
        sentences.append(say(language, "hours.that_day", hours=hours))
    if verdict.opens_at is not None:
        key = "hours.opens_next" if verdict.opens_at_certain else "hours.opens_next_unconfirmed"
        base = verdict.moment or datetime.combine(verdict.day, time(), now.tzinfo)
        # A day of closing is told with its date, so the next opening is, too.
        told = _time(verdict.opens_at, base, now, language, is_dated=verdict.moment is None)
        sentences.append(say(language, key, time=told))
    return " ".join(sentences) if language in ("en", "ko") else "".join(sentences)


def _closed(verdict: Verdict, now: datetime, language: str) -> str:
    if verdict.moment is not None:
        return say(language, "hours.at_closed", when=_when(verdict, now, language))
    return say(language, "hours.on_closed", day=_when(verdict, now, language))


def _doubt(schedule: Schedule, verdict: Verdict, now: datetime, language: str) -> str:
    day = formats.day(verdict.day, now.date(), language)
    if is_holiday(verdict.day, schedule.country):
        key = "hours.unconfirmed_holiday"
    elif is_makeup_workday(verdict.day, schedule.country):
        key = "hours.unconfirmed_workday"
    else:
        key = "hours.unconfirmed_day"
    return say(language, key, day=day)


def _when(verdict: Verdict, now: datetime, language: str) -> str:
    moment = verdict.moment
    if moment is not None:
        return _time(moment, now, now, language, is_dated=True)
    day = formats.day(verdict.day, now.date(), language)
    if verdict.part is None:
        return day
    part = say(language, f"hours.part.{verdict.part}")
    return say(language, "hours.day_and_part", day=day, part=part)


def _time(
    moment: datetime, base: datetime, now: datetime, language: str, *, is_dated: bool = False
) -> str:
    """Return a time of day, with the day where it is not that of ``base`` or the night after."""
    clock = formats.clock(moment, language)
    if not is_dated and moment - base < _DAY and (
        moment.date() == base.date() or moment.hour < _NOON.seconds // 3600
    ):
        is_same = moment.date() == base.date() or base.hour >= _NOON.seconds // 3600
        if is_same and (moment.date() == base.date() or moment.hour <= 6):
            return clock
    day = formats.day(moment.date(), now.date(), language)
    return say(language, "hours.day_and_time", day=day, time=clock)


def _each(days: Sequence[DayHours], language: str) -> str:
    return formats.week(days, language)
