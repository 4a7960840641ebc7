"""Reading OpenStreetMap's ``opening_hours`` strings.

What is read is the part of the specification that ``docs/data-format.md`` names; all else is
refused, so that nothing is read otherwise than its writer meant it.
https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NoReturn, TypeVar

from listings.hours.rules import WHOLE_DAY, Join, Rule, Rules, State, TimeSpan
from listings.hours.selectors import Bound, Days, Holidays, Period, Weekdays, Weeks, Years

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

T = TypeVar("T", Weekdays, Holidays)

_TOKEN = re.compile(r'\s*("[^"]*"|\d{1,2}:\d{2}|\d+|[A-Za-z]+|\|\||[;,+\[\]()/:-])', re.ASCII)
_TIME = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_STATES = {
    "open": State.OPEN,
    "closed": State.CLOSED,
    "off": State.CLOSED,
    "unknown": State.UNKNOWN,
}
_SUN = {"dawn": 360, "sunrise": 390, "sunset": 1110, "dusk": 1140}
"""Minutes from midnight that stand for the sun's events, which are told to nobody."""
_LAST_END = 2 * WHOLE_DAY
_YEARS = range(1900, 2200)


class _UnreadableError(Exception):
    pass


def parse_hours(text: str) -> str:
    """Return the string as it is when it can be evaluated.

    Raises:
        ValueError: it cannot; the text is quoted.
    """
    rules_of(text)
    return text


def is_always_open(hours: str) -> bool:
    """Say whether a place never closes, not even on holidays: ``24/7`` and nothing else.

    Raises:
        ValueError: ``hours`` cannot be read.
    """
    return rules_of(hours).is_always_open


@lru_cache(maxsize=4096)
def rules_of(hours: str) -> Rules:
    """Return the rules of the string.

    Raises:
        ValueError: the string cannot be read; it is quoted, with the piece where reading ends.
    """
    try:
        return _Reader(hours).rules()
    except _UnreadableError as error:
        raise ValueError(
            f"{hours!r} is not OpenStreetMap opening hours ({error}):"
            " write them like Mo-Fr 09:00-17:00"
        ) from None


class _Reader:
    """Reads token by token; each method takes what it names and leaves the rest."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        at, text = 0, text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise _UnreadableError(f"at {text[at : at + 12]!r}")
            self._tokens.append(match[1])
            at = match.end()
        self._at = 0

    def rules(self) -> Rules:
        found = [self._rule(Join.INSTEAD)]
        while self._at < len(self._tokens):
            join = next((join for join in Join if self._took(join.value)), None)
            if join is None:
                self._refuse()
            if join is Join.INSTEAD and self._at == len(self._tokens):
                break
            if join is Join.AS_WELL and self._is_bare(found[-1]):
                self._refuse(-1)  # "Mo, 10:00-12:00" would be all of Monday, and each day from ten
            found.append(self._rule(join))
        return Rules(tuple(found))

    def _is_bare(self, rule: Rule) -> bool:
        """Say whether days alone stand before the comma just taken."""
        said = self._tokens[self._at - 2].lower() in (*_STATES, "7") or rule.comment
        return rule.is_whole_day and not said

    def _rule(self, join: Join) -> Rule:
        begin = self._at
        comment = self._comment()
        days = Days()
        spans: tuple[TimeSpan, ...] = ()
        if self._tokens[self._at : self._at + 3] == ["24", "/", "7"]:
            self._at += 3
        else:
            days = self._days()
            spans = self._spans()
        word = self._peek().lower()
        state = _STATES.get(word)
        if state is not None:
            self._at += 1
        comment = comment or self._comment()
        if self._at == begin:
            self._refuse()
        if state is None:
            state = State.UNKNOWN if comment else State.OPEN
        return Rule(join, days, spans, state, comment)

    def _days(self) -> Days:
        years = self._years()
        periods = self._periods(years)
        if periods and any(p.first.year for p in periods):
            years = ()
        weeks = self._weeks()
        if years or periods or weeks:
            self._took(":")
        holidays = self._listed(self._holiday)
        weekdays = self._listed(self._weekday) if not holidays or self._is_weekday() else []
        both = bool(holidays and weekdays)
        if holidays and not weekdays and self._is_weekday(after_comma=True):
            self._at += 1
            weekdays = self._listed(self._weekday)
        if weekdays and not holidays and self._is_holiday(after_comma=True):
            self._at += 1
            holidays = self._listed(self._holiday)
            while self._is_weekday(after_comma=True):
                self._at += 1
                weekdays += self._listed(self._weekday)
        if weekdays or holidays:
            self._took(":")
        return Days(years, periods, weeks, tuple(weekdays), tuple(holidays), both)

    def _years(self) -> tuple[Years, ...]:
        found: list[Years] = []
        while self._is_year():
            first = int(self._take())
            last: int | None = first
            if self._took("+"):
                last = None
            elif self._peek() == "-" and self._is_year(1):
                self._at += 1
                last = int(self._take())
                if last < first:
                    self._refuse(-1)
            found.append(Years(first, last))
            if not (self._peek() == "," and self._is_year(1)):
                break
            self._at += 1
        return tuple(found)

    def _periods(self, years: tuple[Years, ...]) -> tuple[Period, ...]:
        year = years[0].first if len(years) == 1 and years[0].first == years[0].last else None
        found: list[Period] = []
        while self._is_date():
            found += self._dates(year, may_end_in_year=year is not None)
            if not (self._peek() == "," and self._is_date(1)):
                break
            self._at += 1
        if any(p.first.year for p in found) and not all(p.first.year for p in found):
            self._refuse()
        return tuple(found)

    def _dates(self, year: int | None, *, may_end_in_year: bool) -> list[Period]:
        """Take ``Jan``, ``Jan-Mar``, ``Oct 01-07,10``, ``Dec 24-Jan 02`` or one around Easter."""
        first, is_month = self._bound()
        if not self._took("-"):
            found = [self._period(first, first, is_month)]
            while not is_month and self._peek() == "," and self._is_number(1):
                self._at += 1
                found.append(self._day_of(first.month))
            return found
        if self._is_number() and not self._is_year() and not is_month and first.nth == 0:
            found = [Period(first, self._checked(Bound(first.month, self._number_in(1, 31))))]
            while self._peek() == "," and self._is_number(1):
                self._at += 1
                found.append(self._day_of(first.month))
            return found
        last_year = int(self._take()) if may_end_in_year and self._is_year() else None
        last, last_is_month = self._bound()
        if is_month != last_is_month:
            self._refuse(-1)
        if last_year is None and year is not None and last.on(year) < first.on(year):
            last_year = year + 1
        period = self._period(first, last, is_month)
        if last_year is None:
            return [period]
        period = Period(replace(first, year=year), replace(period.last, year=last_year))
        if period.last.on(0) < period.first.on(0):
            self._refuse(-1)
        return [period]

    def _day_of(self, month: int) -> Period:
        first = self._checked(Bound(month, self._number_in(1, 31)))
        if not self._took("-"):
            return Period(first, first)
        return Period(first, self._checked(Bound(month, self._number_in(1, 31))))

    @staticmethod
    def _period(first: Bound, last: Bound, is_month: bool) -> Period:
        return Period(first, Bound(last.month, 0) if is_month else last)

    def _bound(self) -> tuple[Bound, bool]:
        """Take a date; the second value says whether it is a month alone."""
        if self._peek().lower() == "easter":
            self._at += 1
            return Bound(offset=self._offset()), False
        month = self._index(MONTHS)
        if month is None:
            self._refuse()
        self._at += 1
        if self._is_number() and not self._is_year():
            return self._checked(Bound(month + 1, self._number_in(1, 31))), False
        if self._is_weekday() and self._peek(1) == "[" and self._ends_bound():
            weekday = self._index(WEEKDAYS)
            self._at += 2
            nth = self._nth()
            self._expect("]")
            return Bound(month + 1, weekday=weekday, nth=nth, offset=self._offset()), False
        return Bound(month + 1), True

    def _ends_bound(self) -> bool:
        """Say whether ``Oct Su[-1]`` here bounds a range, and is no weekday of a month."""
        rest = self._tokens[self._at :]
        after = rest.index("]") + 1 if "]" in rest else len(rest)
        before = self._tokens[self._at - 2] if self._at >= 2 else ""
        following = [word.capitalize() for word in rest[after : after + 2]]
        return before == "-" or (following[:1] == ["-"] and following[-1] in (*MONTHS, "Easter"))

    def _checked(self, bound: Bound) -> Bound:
        if bound.day > (29 if bound.month == 2 else 30 if bound.month in (4, 6, 9, 11) else 31):
            self._refuse(-1)
        return bound

    def _weeks(self) -> tuple[Weeks, ...]:
        if self._peek().lower() != "week":
            return ()
        self._at += 1
        found = []
        while True:
            first = last = self._number_in(1, 53)
            if self._took("-"):
                last = self._number_in(1, 53)
            if last < first:
                self._refuse(-1)
            found.append(Weeks(first, last, self._number_in(1, 53) if self._took("/") else 1))
            if not (self._peek() == "," and self._is_number(1)):
                return tuple(found)
            self._at += 1

    def _listed(self, take: Callable[[], T | None]) -> list[T]:
        """Take one thing or more of a kind, with commas between them; none gives an empty list."""
        found: list[T] = []
        while (one := take()) is not None:
            found.append(one)
            same = self._is_weekday if isinstance(one, Weekdays) else self._is_holiday
            if not same(after_comma=True):
                break
            self._at += 1
        return found

    def _weekday(self) -> Weekdays | None:
        first = self._index(WEEKDAYS)
        if first is None:
            return None
        self._at += 1
        if self._took("["):
            nths = set(self._nths())
            while self._took(","):
                nths.update(self._nths())
            self._expect("]")
            return Weekdays(frozenset((first,)), frozenset(nths), self._offset())
        last = first
        if self._took("-"):
            found = self._index(WEEKDAYS)
            if found is None:
                self._refuse()
            self._at += 1
            last = found
        days = frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))
        return Weekdays(days)

    def _holiday(self) -> Holidays | None:
        word = self._peek().upper()
        if word not in ("PH", "SH"):
            return None
        self._at += 1
        return Holidays(word == "SH", self._offset())

    def _nths(self) -> range:
        first = last = self._nth()
        if self._peek() == "-" and self._is_number(1):
            self._at += 1
            last = self._number_in(1, 5)
        if last < first:
            self._refuse(-1)
        return range(first, last + 1)

    def _nth(self) -> int:
        sign = -1 if self._took("-") else 1
        return sign * self._number_in(1, 5)

    def _offset(self) -> int:
        """Take ``+1 day``; nothing is 0."""
        if self._peek() not in ("+", "-") or self._peek(2).lower() not in ("day", "days"):
            return 0
        sign = -1 if self._take() == "-" else 1
        offset = sign * self._number_in(1, 366)
        self._at += 1
        return offset

    def _spans(self) -> tuple[TimeSpan, ...]:
        found: list[TimeSpan] = []
        while self._is_time():
            found.append(self._span())
            if not (self._peek() == "," and self._is_time(1)):
                break
            self._at += 1
        return tuple(sorted(found))

    def _span(self) -> TimeSpan:
        start, by_sun = self._clock()
        if start > WHOLE_DAY:
            self._refuse(-1)
        if self._took("+"):
            return TimeSpan(start, max(WHOLE_DAY, start), True, by_sun)
        self._expect("-")
        end, also = self._clock()
        if end <= start:
            end += WHOLE_DAY
        if end > _LAST_END:
            self._refuse(-1)
        return TimeSpan(start, end, self._took("+"), by_sun or also)

    def _clock(self) -> tuple[int, bool]:
        """Take a time of day in minutes; the second value says whether the sun decides."""
        if self._took("("):
            minutes, by_sun = self._clock()
            sign = -1 if self._peek() == "-" else 1
            if not by_sun or self._take() not in ("+", "-"):
                self._refuse(-1)
            offset, is_sun = self._clock()
            self._expect(")")
            if is_sun:
                self._refuse(-1)
            return max(0, minutes + sign * offset), True
        word = self._take()
        if word.lower() in _SUN:
            return _SUN[word.lower()], True
        match = _TIME.fullmatch(word)
        if match is None or int(match[1]) > 48:
            self._refuse(-1)
        return int(match[1]) * 60 + int(match[2]), False

    def _comment(self) -> str:
        return self._take().strip('"').strip() if self._peek().startswith('"') else ""

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else ""

    def _take(self) -> str:
        if self._at == len(self._tokens):
            self._refuse()
        self._at += 1
        return self._tokens[self._at - 1]

    def _took(self, token: str) -> bool:
        if self._peek() != token:
            return False
        self._at += 1
        return True

    def _expect(self, token: str) -> None:
        if not self._took(token):
            self._refuse()

    def _index(self, names: tuple[str, ...], ahead: int = 0) -> int | None:
        name = self._peek(ahead).capitalize()
        return names.index(name) if name in names else None

    def _is_weekday(self, *, after_comma: bool = False) -> bool:
        if after_comma and self._peek() != ",":
            return False
        return self._index(WEEKDAYS, int(after_comma)) is not None

    def _is_holiday(self, *, after_comma: bool = False) -> bool:
        if after_comma and self._peek() != ",":
            return False
        return self._peek(int(after_comma)).upper() in ("PH", "SH")

    def _is_date(self, ahead: int = 0) -> bool:
        return self._index(MONTHS, ahead) is not None or self._peek(ahead).lower() == "easter"

    def _is_number(self, ahead: int = 0) -> bool:
        return self._peek(ahead).isdecimal()

    def _is_year(self, ahead: int = 0) -> bool:
        word = self._peek(ahead)
        return word.isdecimal() and len(word) == 4 and int(word) in _YEARS

    def _is_time(self, ahead: int = 0) -> bool:
        word = self._peek(ahead)
        return _TIME.fullmatch(word) is not None or word == "(" or word.lower() in _SUN

    def _number_in(self, low: int, high: int) -> int:
        word = self._take()
        if not word.isdecimal() or not low <= int(word) <= high:
            self._refuse(-1)
        return int(word)

    def _refuse(self, ahead: int = 0) -> NoReturn:
        word = self._peek(ahead)
        raise _UnreadableError(f"at {word!r}" if word else "it ends too early")
