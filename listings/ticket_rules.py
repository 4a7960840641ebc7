"""For whom a price is, as its note says it: "Aged 6 to 12", "Under 1.2 m", "Seniors from 60"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from listings.models import Texts

_FROM = r"(?:over|above|from|at least|aged|ages|age)"
_BELOW = r"(?:under|below|up to|younger than|shorter than|less than)"
_METRES = r"(?P<{0}>[01]\.\d{{1,2}}|\d{{2,3}}(?=\s*cm))\s*(?:m|cm|met(?:re|er)s?)\b"
# What else may be counted beside such words.
_NO_YEARS = (
    r"(?:m|cm|yuan|%|am|pm|hours?|minutes?|days?|people|persons|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_YEARS = rf"(?P<{{0}}>\d{{{{1,2}}}})(?![\d.:]|\s*{_NO_YEARS})"
_HEIGHTS = (
    re.compile(
        rf"\b{_FROM}\s+{_METRES.format('low')}(?:\s*(?:to|-|–)\s*{_METRES.format('high')})?"
    ),
    re.compile(rf"\b{_BELOW}\s+{_METRES.format('high')}"),
)
_AGES = (
    re.compile(rf"\b{_YEARS.format('low')}\s*(?:to|-|–)\s*{_YEARS.format('high')}\s*years"),
    re.compile(
        rf"\b{_FROM}\s+{_YEARS.format('low')}(?:\s*(?:to|-|–|and under)\s*{_YEARS.format('high')})?"
    ),
    re.compile(rf"\b{_YEARS.format('low')}\s*(?:and over|and above|and older|or over|\+)"),
    re.compile(rf"\b{_BELOW}\s+(?:the age of\s+)?{_YEARS.format('high')}"),
)
_LANGUAGE = "en"
_TALLEST_METRES = 3


@dataclass(frozen=True)
class Rule:
    """The bounds of a price, None where it has none: years of age, and centimetres.

    The lower ones belong to it; the upper age does in "6 to 12", which ``high_age`` then is.
    """

    low_age: int | None = None
    high_age: int | None = None
    low_cm: int | None = None
    high_cm: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the note says nothing of age or height."""
        return self == Rule()

    def fits(self, age: int | None, height: int | None) -> bool | None:
        """Say whether somebody of ``age`` and ``height`` (cm) pays this price.

        None where the rule has no bound of what is known of them.
        """
        told = [
            _within(value, low, high)
            for value, low, high in (
                (age, self.low_age, self.high_age),
                (height, self.low_cm, self.high_cm),
            )
            if value is not None and (low, high) != (None, None)
        ]
        return all(told) if told else None


def rule_of(note: Texts) -> Rule:
    """Return the bounds that the English note names; an empty rule where it names none."""
    text = note.get(_LANGUAGE, "").casefold()
    ages, heights = _bounds(_AGES, text), _bounds(_HEIGHTS, text)
    high = ages.get("high")
    is_below = high is not None and "low" not in ages
    return Rule(
        low_age=_number(ages.get("low")),
        high_age=_number(high, less=1 if is_below and "up to" not in text else 0),
        low_cm=_centimetres(heights.get("low")),
        high_cm=_centimetres(heights.get("high")),
    )


def _bounds(patterns: tuple[re.Pattern[str], ...], text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pattern in patterns:
        match = pattern.search(text)
        if match is not None:
            found = {**{k: v for k, v in match.groupdict().items() if v}, **found}
    return found


def _number(text: str | None, *, less: int = 0) -> int | None:
    return None if text is None else int(text) - less


def _centimetres(text: str | None) -> int | None:
    if text is None:
        return None
    value = float(text)
    return round(value * 100 if value < _TALLEST_METRES else value)


def _within(value: int, low: int | None, high: int | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
