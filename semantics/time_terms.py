"""What a piece of a message says about time, and how it is written as an entity's value.

The value does not depend on today. It is a list of terms with ";" between them, in this order:

* ``unknown``: a date that no calendar has, or that is named by words which are not understood; or
* one day: ``now``, ``today``, ``tonight``, ``tomorrow``, ``day_after_tomorrow``, ``monday`` to
  ``sunday``, ``weekday`` (any), ``weekend``, ``holiday`` (the next one), or one of
  ``date=2026-10-01``, ``date=10-01``, ``lunar=12;lunar_day=28``, ``day=15`` (of a month),
  ``month=12``, ``season=winter``, ``offset=3d``, ``in=90m`` (from now),
  ``feast=national-day``, ``days=week``;
* ``until=07-10`` (or ``until=10``, of that month) behind a date: the last day of a run of days;
* ``week=1``: of the next week (0: of this one), and ``next_month=1`` alike;
* ``nth=3``: the third such weekday of the month (-1: the last one);
* ``every``: the day in general, not the next one;
* ``part=evening`` (dawn, morning, noon, afternoon, dusk, night), or a moment: ``clock=20:00``
  (24:00 and later are after midnight), or ``oclock=8:00`` where it may be morning or evening.

A search writes two more: ``through`` behind a moment until which a place must be open, and ``late``
behind a day, or alone, for the hours before midnight.

``actions.interpretation.time_resolution`` finds the days and moments.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

Terms = dict[str, str]

UNKNOWN = "unknown"
THROUGH, LATE = "through", "late"

_ONE_DAY = ("word", "date", "lunar", "day", "month", "season", "offset", "in", "feast", "days")
_DATES = ("date", "day", "lunar")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDER = (
    *_ONE_DAY,
    "lunar_day",
    "until",
    "nth",
    "week",
    "next_month",
    "every",
    "part",
    "hour",
    "minute",
    "exact",
)
_LAST_HOUR = 29
_NIGHT_ENDS = 5
_LEAP_YEAR = 2000
_WEEK = 7


def parse_terms(text: str) -> Terms:
    """Read terms as the training data writes them: ``tomorrow;part=evening``.

    Raises:
        ValueError: A term is not of the kinds above; it is quoted.
    """
    terms: Terms = {}
    for term in filter(None, text.split(";")):
        name, equals, value = term.partition("=")
        key = name if equals or name == "every" else "word"
        if key not in _ORDER:
            raise ValueError(f"{term!r} in {text!r} is not a term of time")
        terms[key] = value if equals else name
    return terms


def combined(one: Mapping[str, str], other: Mapping[str, str]) -> Terms | None:
    """Return what two pieces beside each other say together, None where they do not fit.

    A weekday beside a date says nothing more ("Saturday, 3 October"), one beside a number of weeks
    is of that week ("in three weeks on Tuesday"), and one that is counted is of a month.
    """
    for first, second in ((one, other), (other, one)):
        weeks = _weeks(first)
        if weeks and second.get("word") in _WEEKDAYS and "week" not in second:
            return {**second, "week": str(weeks)}
        if "nth" in first and "month" not in first and set(second) == {"month"}:
            return {**first, **second}
    one, other = _without_weekday(one, other), _without_weekday(other, one)
    if set(one) & set(other) or ("hour" in one and "hour" in other):
        return None
    both = {**one, **other}
    if sum(key in both for key in _ONE_DAY) > 1:
        return None
    if both.get("word") == "now" and len(both) > 1:
        return None
    return both


def written(terms: Mapping[str, str]) -> str | None:
    """Return the value of ``terms``; None where they say nothing, ``unknown`` for no real date."""
    told = dict(terms)
    if told.get("word") == UNKNOWN or not _is_in_calendar(told):
        return UNKNOWN
    if told.get("part") in ("am", "pm") and "hour" not in told:
        return None
    if "hour" in told:
        part = told.pop("part", None)
        if told.get("word") == "tonight" and part in (None, "am", "dawn"):
            part = "night"
        clock = _clock(told, part)
        if clock is None:
            return UNKNOWN
        for key in ("hour", "minute", "exact"):
            told.pop(key, None)
        if told.get("word") == "tonight":
            told["word"] = "today"
        told.update(clock)
    keys = [key for key in (*_ORDER, "clock", "oclock") if key in told]
    values = [told[k] if k in ("word", "every") else f"{k}={told[k]}" for k in keys]
    return ";".join(values) or None


def _weeks(terms: Mapping[str, str]) -> int:
    """Return the weeks from now that are all that ``terms`` say, 0 where they say anything else."""
    if set(terms) != {"offset"}:
        return 0
    days = int(terms["offset"].removesuffix("d"))
    return days // _WEEK if days > 0 and days % _WEEK == 0 else 0


def _without_weekday(one: Mapping[str, str], other: Mapping[str, str]) -> Mapping[str, str]:
    if one.get("word") in _WEEKDAYS and any(key in other for key in _DATES):
        return {key: value for key, value in one.items() if key not in ("word", "week")}
    return one


def _clock(terms: Mapping[str, str], part: str | None) -> Terms | None:
    hour, minute = int(terms["hour"]), int(terms.get("minute", "0"))
    if minute < 0:
        hour, minute = hour - 1, minute + 60
    if not (0 <= hour <= _LAST_HOUR and minute < 60):
        return None
    if part is None and "exact" not in terms and 1 <= hour <= 12:
        return {"oclock": f"{hour}:{minute:02}"}
    return {"clock": f"{_hour_of_day(hour, part):02}:{minute:02}"}


def _hour_of_day(hour: int, part: str | None) -> int:
    """Return the hour from midnight on; the small hours of a night belong to the evening before."""
    if part is None or hour > 12:
        return hour
    if part in ("am", "dawn"):
        return hour % 12
    if part == "pm":
        return hour % 12 + 12
    if part in ("night", "evening"):
        return hour % 12 + (24 if hour % 12 < _NIGHT_ENDS else 12)
    if part == "noon":
        return hour + 12 if hour < 4 else hour
    return hour + 12 if part in ("afternoon", "dusk") and hour < 12 else hour


def _is_in_calendar(terms: Mapping[str, str]) -> bool:
    try:
        for dated in (terms.get("date", ""), terms.get("until", "")):
            numbers = [int(n) for n in dated.split("-") if n]
            if len(numbers) > 1:
                date(*([_LEAP_YEAR] * (3 - len(numbers)) + numbers))
    except ValueError:
        return False
    if not 1 <= int(terms.get("lunar", "1")) <= 12:
        return False
    if not 1 <= int(terms.get("lunar_day", "1")) <= 30:
        return False
    if "-" not in terms.get("until", "") and not 1 <= int(terms.get("until", "1")) <= 31:
        return False
    return 1 <= int(terms.get("day", "1")) <= 31 and 1 <= int(terms.get("month", "1")) <= 12
