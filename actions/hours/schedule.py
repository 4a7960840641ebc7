"""Open or closed at the time that a visitor asks about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from actions.interpretation.time_resolution import Asked
from listings.hours import NOWHERE, DayHours, OpeningStatus, opening_status, week_hours
from listings.hours.days import ClosedDays

State = Literal["open", "closed", "unconfirmed"]

_NOON = timedelta(hours=12)


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
    unless it never closes; ``opens_at`` is the next opening where it is closed, and
    ``opens_at_certain`` says whether that is confirmed. A day that the hours leave open is
    "unconfirmed".
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

    The days of a whole month stand for its regular week, without holidays.

    Raises:
        ValueError: The hours of the place cannot be read.
    """
    if asked.is_now:
        return [_at(schedule, now.date(), now)]
    if asked.is_month:
        schedule = replace(schedule, country=NOWHERE)
    found = []
    for day in asked.days:
        midnight = datetime.combine(day, time(), now.tzinfo)
        if asked.begin is not None and asked.end is None:
            found.append(_at(schedule, day, midnight + asked.begin))
        else:
            found.append(_on(schedule, day, midnight, asked))
    return found


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
    # At noon nothing of the evening before is left.
    status = _status(schedule, midnight + (_NOON if asked.begin is None else asked.begin))
    if asked.begin is None or asked.end is None:
        is_open = bool(entry.spans)
    else:
        end = midnight + asked.end
        is_open = status.is_open or (status.opens_at is not None and status.opens_at < end)
    return Verdict(
        _state(status, is_open=is_open),
        day,
        entry,
        part=asked.part,
        opens_at=None if is_open else status.opens_at,
        opens_at_certain=status.opens_at_certain,
    )


def _state(status: OpeningStatus, *, is_open: bool) -> State:
    if not status.certain:
        return "unconfirmed"
    return "open" if is_open else "closed"


def _status(schedule: Schedule, moment: datetime) -> OpeningStatus:
    return opening_status(
        schedule.hours, moment, country=schedule.country, closures=schedule.closures
    )


def _entry(schedule: Schedule, day: date) -> DayHours:
    days = week_hours(schedule.hours, day, country=schedule.country, closures=schedule.closures)
    return days[0]
