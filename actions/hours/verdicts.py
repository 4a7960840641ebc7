"""Open or closed at the time that a visitor asks about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from actions.interpretation.time_resolution import Asked
from listings.hours import DayHours, OpeningSchedule, OpeningStatus

State = Literal["open", "closed", "unconfirmed"]

_NOON = timedelta(hours=12)
_NOT_KNOWN = OpeningStatus(is_open=False, certain=False)


@dataclass(frozen=True)
class Verdict:
    """Whether a place is open on ``day``, or at ``moment`` or in ``part`` of it.

    ``entry`` has the hours of that day. ``closes_at`` is set for a moment at which it is open,
    unless it never closes; ``opens_at`` is the next opening where it is closed, and
    ``opens_at_certain`` says whether that is confirmed. A day that the hours leave open is
    "unconfirmed", and so is a moment after ``opened_at``: it has opened, nobody knows until when.
    """

    state: State
    day: date
    entry: DayHours
    moment: datetime | None = None
    part: str | None = None
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    opens_at_certain: bool = True
    opened_at: datetime | None = None


def verdicts(schedule: OpeningSchedule, asked: Asked, now: datetime) -> list[Verdict]:
    """Return a verdict for each day of ``asked``; ``now`` gives the time zone.

    The days of a whole month stand for its regular week, without holidays.
    """
    if asked.is_now:
        return [_at(schedule, now.date(), now)]
    if asked.is_month:
        schedule = schedule.regular
    found = []
    for day in asked.days:
        midnight = datetime.combine(day, time(), now.tzinfo)
        if asked.begin is not None and asked.end is None:
            found.append(_at(schedule, day, midnight + asked.begin))
        else:
            found.append(_on(schedule, day, midnight, asked))
    return found


def _at(schedule: OpeningSchedule, day: date, moment: datetime) -> Verdict:
    status = schedule.now(moment) or _NOT_KNOWN
    return Verdict(
        _state(status.is_open, status.certain),
        day,
        schedule.day(day),
        moment=moment,
        closes_at=status.closes_at,
        opens_at=status.opens_at,
        opens_at_certain=status.opens_at_certain,
        opened_at=status.opened_at,
    )


def _on(schedule: OpeningSchedule, day: date, midnight: datetime, asked: Asked) -> Verdict:
    entry = schedule.day(day)
    # At noon nothing of the evening before is left.
    moment = midnight + (_NOON if asked.begin is None else asked.begin)
    status = schedule.now(moment) or _NOT_KNOWN
    if asked.begin is None or asked.end is None:
        is_open, certain = bool(entry.spans), entry.certain
    else:
        end = midnight + asked.end
        begins = status.opens_at is not None and status.opens_at < end
        is_open = status.is_open or begins
        certain = status.opens_at_certain if begins else status.certain
    return Verdict(
        _state(is_open, certain),
        day,
        entry,
        part=asked.part,
        opens_at=None if is_open else status.opens_at,
        opens_at_certain=status.opens_at_certain,
    )


def _state(is_open: bool, certain: bool) -> State:
    if not certain:
        return "unconfirmed"
    return "open" if is_open else "closed"
