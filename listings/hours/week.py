"""A week's opening hours, day by day, for the caller to put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from opening_hours import State

from listings.hours.calendar import is_holiday, is_makeup_workday
from listings.hours.days import DAY, ClosedDays, Span, closure_on, runs_over, spans_of

OpenSpan = tuple[time, time]


@dataclass(frozen=True)
class DayHours:
    """One day. ``spans`` are (from, until), earliest first, empty when closed.

    ``until`` at or before ``from`` is on the next day; 00:00 to 00:00 is the whole day. On a
    holiday (``is_holiday``) the spans are what the hours say, mentioned there or not.
    """

    day: date
    spans: list[OpenSpan] = field(default_factory=list)
    is_holiday: bool = False
    is_makeup_workday: bool = False
    closed_by: ClosedDays | None = None


def week_hours(
    hours: str, first_day: date, *, country: str, closures: Sequence[ClosedDays] = ()
) -> list[DayHours]:
    """Return seven days from ``first_day`` on.

    What runs past midnight belongs to the evening on which it begins. Hours that are called
    unknown are not among the spans.

    Raises:
        ValueError: ``hours`` cannot be read.
    """
    opened = {
        day: _open(hours, day, country, closures)
        for day in (first_day + n * DAY for n in range(-1, 8))
    }
    return [
        DayHours(
            day,
            _own_spans(opened[day - DAY], opened[day], opened[day + DAY]),
            is_holiday(day, country),
            is_makeup_workday(day, country),
            closure_on(day, closures),
        )
        for day in (first_day + n * DAY for n in range(7))
    ]


def _open(hours: str, day: date, country: str, closures: Sequence[ClosedDays]) -> list[Span]:
    spans = spans_of(hours, day, country, closures)
    return [span for span in spans if span.state is State.OPEN]


def _own_spans(before: list[Span], today: list[Span], after: list[Span]) -> list[OpenSpan]:
    own = today[1:] if runs_over(before, today) else today
    spans = [(span.start.time(), span.end.time()) for span in own]
    if own and runs_over(today, after):
        spans[-1] = (spans[-1][0], after[0].end.time())
    return spans
