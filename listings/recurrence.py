"""When an event comes again: a small fixed grammar, and the days that it gives.

    07-01..09-25            these days of each year; one day alone is written 07-01
    ~07-15..08-15           about then, each year; ~05 is about May
    05 Sa[2]                the second Saturday of May; [-1] is the last
    05 Sa[2] +2             from then on two days more
    lunar 01-01..01-15      by the Chinese calendar, months of a leap year not counted twice
    announced, announced 07..08    each year's dates are published; usually in July and August

A span may go over the end of a year: 12-20..01-05. docs/data-format.md describes it for staff.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from borax.calendars.lunardate import LunarDate

from listings.models import Event

Certainty = Literal["published", "rule", "last_known", "estimated"]
"""Whether the dates of the very year were published; follow from a fixed rule; are those of an
earlier year moved to this one; or are rough."""

Span = tuple[date, date]
"""The first and last day, both included."""

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTH = r"(\d\d)"
_DAY = r"(\d\d)-(\d\d)"
_SOLAR = re.compile(rf"(~?){_DAY}(?:\.\.{_DAY})?", re.ASCII)
_MONTHS = re.compile(rf"(?:~|announced ){_MONTH}(?:\.\.{_MONTH})?", re.ASCII)
_WEEKDAY = re.compile(
    rf"{_MONTH} ({'|'.join(_WEEKDAYS)})\[(-1|[1-4])\](?: \+(\d{{1,2}}))?", re.ASCII
)
_LUNAR = re.compile(rf"lunar {_DAY}(?:\.\.{_DAY})?", re.ASCII)
_SPAN = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?", re.ASCII)
_ANY_LEAP_YEAR = 2024


@dataclass(frozen=True)
class Occurrence:
    """One time that an event takes place, as far as it is known.

    ``first`` and ``last`` are its days, both included. Where ``certainty`` is "last_known" or
    "estimated" they are no promise. ``last_known`` is the newest span that was published, None
    where none was.
    """

    first: date
    last: date
    certainty: Certainty
    last_known: Span | None = None


def parse_recurrence(text: str) -> str:
    """Return the recurrence as it is.

    Raises:
        ValueError: it is not of the grammar, or names a day that no year has.
    """
    try:
        _days(text, _ANY_LEAP_YEAR)
    except ValueError:
        raise ValueError(
            "not a recurrence: write it like 07-01..09-25, ~05, 05 Sa[2], lunar 01-15"
            " or announced 07..08"
        ) from None
    return text


def parse_span(text: str) -> Span:
    """Return the days of ``2026-07-17..2026-08-15`` or of a single day.

    Raises:
        ValueError: it is neither, or ends before it begins.
    """
    match = _SPAN.fullmatch(text)
    try:
        if match is not None:
            first = date.fromisoformat(match[1])
            last = date.fromisoformat(match[2] or match[1])
            if first <= last:
                return first, last
    except ValueError:
        pass  # a day that no calendar has
    raise ValueError("not days: write them like 2026-07-17..2026-08-15")


def occurrences(event: Event, first_day: date, last_day: date) -> list[Occurrence]:
    """Return the times that touch any day from ``first_day`` to ``last_day``, earliest first.

    The published dates of a year stand for that year. Where a year has none, a rule of fixed days
    gives them; else the newest published dates are moved to that year, and where there are none
    either, the rule's rough months stand. An event that is only announced, and never was, gives
    nothing.
    """
    known = sorted(map(parse_span, event.known_dates))
    found = [
        occurrence
        for year in range(first_day.year - 1, last_day.year + 1)
        for occurrence in _of_year(event.recurrence, known, year)
    ]
    return sorted(
        (o for o in found if o.first <= last_day and o.last >= first_day), key=lambda o: o.first
    )


def next_occurrence(event: Event, today: date) -> Occurrence | None:
    """Return the time that is on or comes next within two years, None where nothing is known."""
    return next(iter(occurrences(event, today, today.replace(year=today.year + 2, day=1))), None)


def _of_year(recurrence: str, known: Sequence[Span], year: int) -> Iterator[Occurrence]:
    newest = known[-1] if known else None
    days, is_fixed = _days(recurrence, year)
    begins = days[0].year if days else year  # the twelfth lunar month begins a year later
    published = [span for span in known if span[0].year == begins]
    if published:
        yield from (Occurrence(*span, "published", newest) for span in published)
        return
    if days is not None and is_fixed:
        yield Occurrence(*days, "rule", newest)
    elif newest is not None:
        yield Occurrence(*_moved(newest, year), "last_known", newest)
    elif days is not None:
        yield Occurrence(*days, "estimated")


def _days(recurrence: str, year: int) -> tuple[Span | None, bool]:
    """Return the days of the time that begins in ``year``, and whether they are fixed."""
    if recurrence == "announced":
        return None, False
    if match := _SOLAR.fullmatch(recurrence):
        about, *numbers = match.groups()
        return _between(_day, year, numbers), not about
    if match := _MONTHS.fullmatch(recurrence):
        first, last = int(match[1]), int(match[2] or match[1])
        end_year = year + (last < first)
        return (date(year, first, 1), _last_of_month(end_year, last)), False
    if match := _WEEKDAY.fullmatch(recurrence):
        first_day = _nth_weekday(year, int(match[1]), _WEEKDAYS.index(match[2]), int(match[3]))
        return (first_day, first_day + timedelta(days=int(match[4] or 0))), True
    if match := _LUNAR.fullmatch(recurrence):
        return _between(_lunar, year, match.groups()), True
    raise ValueError(recurrence)


def _between(
    day_of: Callable[[int, int, int], date], year: int, numbers: Sequence[str | None]
) -> Span:
    """Return the span from a month and day to another, which may be missing or in the next year."""
    first, last = _month_and_day(numbers[:2]), _month_and_day(numbers[2:])
    begin = day_of(year, *first)
    return (begin, day_of(year + (last < first), *last)) if any(last) else (begin, begin)


def _month_and_day(numbers: Sequence[str | None]) -> tuple[int, int]:
    month, day = (int(number or 0) for number in numbers)
    return month, day


def _day(year: int, month: int, day: int) -> date:
    """Return a day of the year; 29 February is the 28th where the year has none."""
    if (month, day) == (2, 29) and not calendar.isleap(year):
        day = 28
    return date(year, month, day)


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, date(year, month, 1).month)[1])


def _nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    if number < 0:
        last = _last_of_month(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _lunar(year: int, month: int, day: int) -> date:
    """Return a day of the Chinese calendar; the 30th is the 29th where the month is short."""
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"{month}-{day}")
    try:
        found: date = LunarDate(year, month, day).to_solar_date()
    except ValueError:
        found = LunarDate(year, month, day - 1).to_solar_date()
    return found


def _moved(span: Span, year: int) -> Span:
    """Return the same days of another year, as many of them."""
    first = _day(year, span[0].month, span[0].day)
    return first, first + (span[1] - span[0])
