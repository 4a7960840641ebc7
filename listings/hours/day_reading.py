"""Reading the days of an ``opening_hours`` rule: years, dates, weeks, weekdays and holidays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from listings.hours.selectors import Bound, Days, Holidays, Period, Weekdays, Weeks, Years
from listings.hours.tokens import MONTHS, WEEKDAYS, Tokens

T = TypeVar("T", Weekdays, Holidays)


def days(tokens: Tokens) -> Days:
    """Take the days of a rule; none said is every day."""
    years = _years(tokens)
    periods = _periods(tokens, years)
    if periods and any(p.first.year for p in periods):
        years = ()
    weeks = _weeks(tokens)
    if years or periods or weeks:
        tokens.took(":")
    holidays = _listed(tokens, _holiday)
    weekdays = _listed(tokens, _weekday) if not holidays or tokens.is_weekday() else []
    both = bool(holidays and weekdays)
    if holidays and not weekdays and tokens.is_weekday(after_comma=True):
        tokens.at += 1
        weekdays = _listed(tokens, _weekday)
    if weekdays and not holidays and tokens.is_holiday(after_comma=True):
        tokens.at += 1
        holidays = _listed(tokens, _holiday)
        while tokens.is_weekday(after_comma=True):
            tokens.at += 1
            weekdays += _listed(tokens, _weekday)
    if weekdays or holidays:
        tokens.took(":")
    return Days(years, periods, weeks, tuple(weekdays), tuple(holidays), both)


def _years(tokens: Tokens) -> tuple[Years, ...]:
    found: list[Years] = []
    while tokens.is_year():
        first = int(tokens.take())
        last: int | None = first
        if tokens.took("+"):
            last = None
        elif tokens.peek() == "-" and tokens.is_year(1):
            tokens.at += 1
            last = int(tokens.take())
            if last < first:
                tokens.refuse(-1)
        found.append(Years(first, last))
        if not (tokens.peek() == "," and tokens.is_year(1)):
            break
        tokens.at += 1
    return tuple(found)


def _periods(tokens: Tokens, years: tuple[Years, ...]) -> tuple[Period, ...]:
    year = years[0].first if len(years) == 1 and years[0].first == years[0].last else None
    found: list[Period] = []
    while tokens.is_date():
        found += _dates(tokens, year, may_end_in_year=year is not None)
        if not (tokens.peek() == "," and tokens.is_date(1)):
            break
        tokens.at += 1
    if any(p.first.year for p in found) and not all(p.first.year for p in found):
        tokens.refuse()
    return tuple(found)


def _dates(tokens: Tokens, year: int | None, *, may_end_in_year: bool) -> list[Period]:
    """Take ``Jan``, ``Jan-Mar``, ``Oct 01-07,10``, ``Dec 24-Jan 02`` or one around Easter."""
    first, is_month = _bound(tokens)
    if not tokens.took("-"):
        found = [_period(first, first, is_month)]
        while not is_month and tokens.peek() == "," and tokens.is_number(1):
            tokens.at += 1
            found.append(_day_of(tokens, first.month))
        return found
    if tokens.is_number() and not tokens.is_year() and not is_month and first.nth == 0:
        found = [Period(first, _checked(tokens, Bound(first.month, tokens.number_in(1, 31))))]
        while tokens.peek() == "," and tokens.is_number(1):
            tokens.at += 1
            found.append(_day_of(tokens, first.month))
        return found
    last_year = int(tokens.take()) if may_end_in_year and tokens.is_year() else None
    last, last_is_month = _bound(tokens)
    if is_month != last_is_month:
        tokens.refuse(-1)
    if last_year is None and year is not None and last.on(year) < first.on(year):
        last_year = year + 1
    period = _period(first, last, is_month)
    if last_year is None:
        return [period]
    period = Period(replace(first, year=year), replace(period.last, year=last_year))
    if period.last.on(0) < period.first.on(0):
        tokens.refuse(-1)
    return [period]


def _day_of(tokens: Tokens, month: int) -> Period:
    first = _checked(tokens, Bound(month, tokens.number_in(1, 31)))
    if not tokens.took("-"):
        return Period(first, first)
    return Period(first, _checked(tokens, Bound(month, tokens.number_in(1, 31))))


def _period(first: Bound, last: Bound, is_month: bool) -> Period:
    return Period(first, Bound(last.month, 0) if is_month else last)


def _bound(tokens: Tokens) -> tuple[Bound, bool]:
    """Take a date; the second value says whether it is a month alone."""
    if tokens.peek().lower() == "easter":
        tokens.at += 1
        return Bound(offset=_offset(tokens)), False
    month = tokens.index(MONTHS)
    if month is None:
        tokens.refuse()
    tokens.at += 1
    if tokens.is_number() and not tokens.is_year():
        return _checked(tokens, Bound(month + 1, tokens.number_in(1, 31))), False
    if tokens.is_weekday() and tokens.peek(1) == "[" and _ends_bound(tokens):
        weekday = tokens.index(WEEKDAYS)
        tokens.at += 2
        nth = _nth(tokens)
        tokens.expect("]")
        return Bound(month + 1, weekday=weekday, nth=nth, offset=_offset(tokens)), False
    return Bound(month + 1), True


def _ends_bound(tokens: Tokens) -> bool:
    """Say whether ``Oct Su[-1]`` here bounds a range, and is no weekday of a month."""
    rest = tokens.words[tokens.at :]
    after = rest.index("]") + 1 if "]" in rest else len(rest)
    before = tokens.words[tokens.at - 2] if tokens.at >= 2 else ""
    following = [word.capitalize() for word in rest[after : after + 2]]
    return before == "-" or (following[:1] == ["-"] and following[-1] in (*MONTHS, "Easter"))


def _checked(tokens: Tokens, bound: Bound) -> Bound:
    if bound.day > (29 if bound.month == 2 else 30 if bound.month in (4, 6, 9, 11) else 31):
        tokens.refuse(-1)
    return bound


def _weeks(tokens: Tokens) -> tuple[Weeks, ...]:
    if tokens.peek().lower() != "week":
        return ()
    tokens.at += 1
    found = []
    while True:
        first = last = tokens.number_in(1, 53)
        if tokens.took("-"):
            last = tokens.number_in(1, 53)
        if last < first:
            tokens.refuse(-1)
        found.append(Weeks(first, last, tokens.number_in(1, 53) if tokens.took("/") else 1))
        if not (tokens.peek() == "," and tokens.is_number(1)):
            return tuple(found)
        tokens.at += 1


def _listed(tokens: Tokens, take: Callable[[Tokens], T | None]) -> list[T]:
    """Take one thing or more of a kind, with commas between them; none gives an empty list."""
    found: list[T] = []
    while (one := take(tokens)) is not None:
        found.append(one)
        same = tokens.is_weekday if isinstance(one, Weekdays) else tokens.is_holiday
        if not same(after_comma=True):
            break
        tokens.at += 1
    return found


def _weekday(tokens: Tokens) -> Weekdays | None:
    first = tokens.index(WEEKDAYS)
    if first is None:
        return None
    tokens.at += 1
    if tokens.took("["):
        nths = set(_nths(tokens))
        while tokens.took(","):
            nths.update(_nths(tokens))
        tokens.expect("]")
        return Weekdays(frozenset((first,)), frozenset(nths), _offset(tokens))
    last = first
    if tokens.took("-"):
        found = tokens.index(WEEKDAYS)
        if found is None:
            tokens.refuse()
        tokens.at += 1
        last = found
    days = frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))
    return Weekdays(days)


def _holiday(tokens: Tokens) -> Holidays | None:
    word = tokens.peek().upper()
    if word not in ("PH", "SH"):
        return None
    tokens.at += 1
    return Holidays(word == "SH", _offset(tokens))


def _nths(tokens: Tokens) -> range:
    first = last = _nth(tokens)
    if tokens.peek() == "-" and tokens.is_number(1):
        tokens.at += 1
        last = tokens.number_in(1, 5)
    if last < first:
        tokens.refuse(-1)
    return range(first, last + 1)


def _nth(tokens: Tokens) -> int:
    sign = -1 if tokens.took("-") else 1
    return sign * tokens.number_in(1, 5)


def _offset(tokens: Tokens) -> int:
    """Take ``+1 day``; nothing is 0."""
    if tokens.peek() not in ("+", "-") or tokens.peek(2).lower() not in ("day", "days"):
        return 0
    sign = -1 if tokens.take() == "-" else 1
    offset = sign * tokens.number_in(1, 366)
    tokens.at += 1
    return offset
