"""The states of a place through one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Protocol

from opening_hours import State

from listings.hours.calendar import holiday_name
from listings.hours.parsing import evaluator

DAY = timedelta(days=1)


class ClosedDays(Protocol):
    """A one-off closure from ``first_day`` to ``last_day``, both included."""

    @property
    def first_day(self) -> date: ...

    @property
    def last_day(self) -> date: ...


class Span(NamedTuple):
    """A stretch of one state, in local time without a zone; ``end`` is not part of it."""

    start: datetime
    end: datetime
    state: State


def spans_of(
    hours: str, day: date, country: str, closures: Sequence[ClosedDays] = ()
) -> list[Span]:
    """Return the states from midnight to midnight, without gaps, earliest first.

    What began the evening before and runs past midnight is in it. A closure closes the whole day.

    Raises:
        ValueError: ``hours`` cannot be read.
    """
    midnight = datetime.combine(day, time())
    if closure_on(day, closures) is not None:
        return [Span(midnight, midnight + DAY, State.CLOSED)]
    holidays = tuple(
        sorted(d.weekday() for d in (day - DAY, day) if holiday_name(d, country) is not None)
    )
    intervals = evaluator(hours, holidays).intervals(midnight, midnight + DAY)
    return [Span(start, end, state) for start, end, state, _comment in intervals]


def closure_on(day: date, closures: Sequence[ClosedDays]) -> ClosedDays | None:
    """Return the first closure that covers the day, None when it is an ordinary day."""
    return next((c for c in closures if c.first_day <= day <= c.last_day), None)
