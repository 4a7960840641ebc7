"""Which days a rule of opening hours is about.

The selectors of OpenStreetMap's ``opening_hours``, as
https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification names them. A selector is asked
about a day in a ``Calendar``; it knows neither times nor other rules.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import easter

from listings.hours.calendar import is_holiday

DAY = timedelta(days=1)
_LONGEST_FEAST = 10
"""The most days of a period that counts as named days: a feast, and not a season."""


class Calendar(NamedTuple):
    """Whose public holidays are meant, and whether each day is taken for a school holiday."""

    country: str
    school: bool = False


@dataclass(frozen=True)
class Bound:
    """The first or last day of a period: a day of a month, its n-th weekday, or Easter.

    ``day`` 0 is the month's last. Negative ``nth`` count from the month's end. ``offset`` is added
    in days. Without a ``year`` it recurs.
    """

    month: int = 0
    day: int = 1
    weekday: int | None = None
    nth: int = 0
    offset: int = 0
    year: int | None = None

    def on(self, year: int) -> date:
        """Return the day in ``year``, a 30 February as the month's last day."""
        year = self.year or year
        if not self.month:
            return easter(year) + self.offset * DAY
        length = calendar.monthrange(year, self.month)[1]
        if self.weekday is None:
            return date(year, self.month, min(self.day or length, length)) + self.offset * DAY
        if self.nth > 0:
            first = date(year, self.month, 1)
            ahead = (self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1)
            return first + (ahead + self.offset) * DAY
        last = date(year, self.month, length)
        back = (last.weekday() - self.weekday) % 7 + 7 * (-self.nth - 1)
        return last - (back - self.offset) * DAY


@dataclass(frozen=True)
class Period:
    """Days from one bound to another, both included; over the turn of the year where need be."""

    first: Bound
    last: Bound

    def matches(self, day: date) -> bool:
        """Say whether the day is in the period, of whichever year."""
        found = self.around(day)
        return found is not None

    def around(self, day: date) -> tuple[date, date] | None:
        """Return the first and last day of the period that holds the day, None where none does."""
        for year in (day.year - 1, day.year, day.year + 1):
            first, last = self.first.on(year), self.last.on(year)
            if last < first:
                last = self.last.on(year + 1)
            if first <= day <= last:
                return first, last
        return None


@dataclass(frozen=True)
class Years:
    """Years from ``first`` to ``last``, both included; ``last`` None is without an end."""

    first: int
    last: int | None

    def matches(self, day: date) -> bool:
        """Say whether the day's year is one of them."""
        return self.first <= day.year and (self.last is None or day.year <= self.last)


@dataclass(frozen=True)
class Weeks:
    """Weeks of the year by ISO 8601, every ``step``-th of them."""

    first: int
    last: int
    step: int = 1

    def matches(self, day: date) -> bool:
        """Say whether the day's week is one of them."""
        week = day.isocalendar()[1]
        return self.first <= week <= self.last and (week - self.first) % self.step == 0


@dataclass(frozen=True)
class Weekdays:
    """Weekdays (0 is Monday), or some of a month's (``nths``: 1 the first, -1 the last)."""

    days: frozenset[int]
    nths: frozenset[int] = frozenset()
    offset: int = 0

    def matches(self, day: date, _calendar: Calendar) -> bool:
        """Say whether the day, moved back by the offset, is one of them."""
        day -= self.offset * DAY
        if day.weekday() not in self.days:
            return False
        length = calendar.monthrange(day.year, day.month)[1]
        nths = {(day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)}
        return not self.nths or bool(nths & self.nths)


@dataclass(frozen=True)
class Holidays:
    """Public holidays, or school holidays where ``school``, moved on by the offset in days."""

    school: bool = False
    offset: int = 0

    def matches(self, day: date, calendar: Calendar) -> bool:
        """Say whether the day, moved back by the offset, is a holiday."""
        if self.school:
            return calendar.school
        return is_holiday(day - self.offset * DAY, calendar.country)


@dataclass(frozen=True)
class Days:
    """All that a rule says about the days it is for; what is empty allows every day.

    A day must be in one of the ``years``, ``periods`` and ``weeks``, and be one of ``weekdays`` or
    ``holidays``; with ``both``, of each.
    """

    years: tuple[Years, ...] = ()
    periods: tuple[Period, ...] = ()
    weeks: tuple[Weeks, ...] = ()
    weekdays: tuple[Weekdays, ...] = ()
    holidays: tuple[Holidays, ...] = ()
    both: bool = False

    def matches(self, day: date, calendar: Calendar) -> bool:
        """Say whether the day is one of them."""
        if not self.covers(day):
            return False
        on_weekday = any(one.matches(day, calendar) for one in self.weekdays)
        on_holiday = any(one.matches(day, calendar) for one in self.holidays)
        if self.both:
            return on_weekday and on_holiday
        return on_weekday or on_holiday or not (self.weekdays or self.holidays)

    def covers(self, day: date) -> bool:
        """Say whether the day is in the years, periods and weeks, of whichever weekday."""
        dated: tuple[tuple[Years | Period | Weeks, ...], ...]
        dated = (self.years, self.periods, self.weeks)
        return all(not some or any(one.matches(day) for one in some) for some in dated)

    def is_every_day(self) -> bool:
        """Say whether no day is left out."""
        return self == Days()

    def names(self, day: date, calendar: Calendar) -> bool:
        """Say whether the day is meant as a holiday or by its date, and not as one of many."""
        if not self.matches(day, calendar):
            return False
        if any(h.matches(day, calendar) for h in self.holidays if not h.school):
            return True
        around = [found for period in self.periods if (found := period.around(day))]
        return any((last - first).days < _LONGEST_FEAST for first, last in around)
