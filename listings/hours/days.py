"""The states of a place through one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Protocol

from opening_hours import State

from listings.hours.calendar import is_holiday
from listings.hours.parsing import evaluator

DAY = timedelta(days=1)


class ClosedDays(Protocol):
    """A one-off closure from ``first_day`` to ``last_day``, both included."""

    @property
    def first_day(self) -> date:
        """The first closed day."""

    @property
    def last_day(self) -> date:
        """The last closed day."""


class Span(NamedTuple):
    """A stretch of one state, in local time without a zone; ``end`` is not part of it."""

    start: datetime
    end: datetime
    state: State


def spans_of(
    hours: str, day: date, country: str, closures: Sequence[ClosedDays] = ()
) -> list[Span]:
    """Return the states from midnight to midnight, without gaps, earliest first.

    What began the evening before and runs past midnight is in it. On a closed day nothing begins.

    Raises:
        ValueError: ``hours`` cannot be read.
    """
    spans = _ordinary_spans(hours, day, country)
    is_closed = closure_on(day, closures) is not None
    was_closed = closure_on(day - DAY, closures) is not None
    if not is_closed and not was_closed:
        return spans
    carried = runs_over(_ordinary_spans(hours, day - DAY, country), spans)
    return [
        span if _is_kept(carried and number == 0, is_closed, was_closed) else _closed(span)
        for number, span in enumerate(spans)
    ]


def runs_over(evening: Sequence[Span], morning: Sequence[Span]) -> bool:
    """Say whether the last span of a day is open and goes on into the first of the next.

    Not so when both together last 24 hours or more: then each day has hours of its own.
    """
    if not evening or not morning:
        return False
    last, first = evening[-1], morning[0]
    is_open = last.state is State.OPEN and first.state is State.OPEN
    return is_open and last.end == first.start and first.end - last.start < DAY


def closure_on(day: date, closures: Sequence[ClosedDays]) -> ClosedDays | None:
    """Return the first closure that covers the day, None when it is an ordinary day."""
    return next((c for c in closures if c.first_day <= day <= c.last_day), None)


def _ordinary_spans(hours: str, day: date, country: str) -> list[Span]:
    both = (day - DAY, day)
    holidays = tuple(d.weekday() for d in both if is_holiday(d, country))
    midnight = datetime.combine(day, time())
    intervals = evaluator(hours, holidays).intervals(midnight, midnight + DAY)
    return [Span(start, end, state) for start, end, state, _comment in intervals]


def _is_kept(is_carried: bool, is_closed: bool, was_closed: bool) -> bool:
    return not was_closed if is_carried else not is_closed


def _closed(span: Span) -> Span:
    return span._replace(state=State.CLOSED)
