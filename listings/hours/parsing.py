"""Reading OpenStreetMap's ``opening_hours`` strings.

The syntax is described at https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification and
evaluated by opening-hours-py. That library brings its own list of holidays, which lacks the days
off around a feast; ours come from ``listings.hours.calendar`` instead.
"""

from __future__ import annotations

import re
from functools import lru_cache

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # not in its stub

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_COMMENT = re.compile(r'"[^"]*"')
_PUBLIC_HOLIDAY = re.compile(r"\bPH\b")
_DEPENDS = re.compile(r"\bSH\b|\b(?:sunrise|sunset|dawn|dusk)\b")


def parse_hours(text: str) -> str:
    """Return the string as it is when it can be evaluated.

    Raises:
        ValueError: it cannot; the text is quoted.
    """
    evaluator(text)
    return text


def is_always_open(hours: str) -> bool:
    """Say whether a place never closes, not even on holidays: ``24/7`` and nothing else.

    Raises:
        ValueError: ``hours`` cannot be read.
    """
    return str(evaluator(hours)) == "24/7"


def mentions_holidays(hours: str) -> bool:
    """Say whether the string has a rule for public holidays."""
    return _PUBLIC_HOLIDAY.search(_COMMENT.sub("", hours)) is not None


def depends_on_more(hours: str) -> bool:
    """Say whether school holidays or the sun decide, which we do not know."""
    return _DEPENDS.search(_COMMENT.sub("", hours)) is not None


@lru_cache(maxsize=4096)
def evaluator(hours: str, holidays: tuple[int, ...] = ()) -> OpeningHours:
    """Return the library's reading, in which the given weekdays (0 is Monday) are holidays.

    The library is told of no country, so that ``PH`` itself matches no day; in its place stand
    the weekdays. The reading is therefore right for up to seven days on end, and for no others.

    Raises:
        ValueError: the string cannot be read, with these weekdays or without.
    """
    text = _with_holidays(hours, holidays) if holidays else hours
    try:
        return OpeningHours(text, auto_country=False, auto_timezone=False)
    except ParserError:
        raise ValueError(
            f"{hours!r} is not OpenStreetMap opening hours: write them like Mo-Fr 09:00-17:00"
        ) from None


def _with_holidays(hours: str, holidays: tuple[int, ...]) -> str:
    days = ",".join(WEEKDAYS[day] for day in holidays)
    comments = _COMMENT.findall(hours)
    rules = [_PUBLIC_HOLIDAY.sub(days, part) for part in _COMMENT.split(hours)]
    return "".join(rule + comment for rule, comment in zip(rules, [*comments, ""], strict=True))
