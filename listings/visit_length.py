"""The recommended length of a visit, read from its text: "about 90 minutes", "2–3小时"."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.units import format_unit

from listings.models import Texts

_UNITS = {"duration-hour": 60.0, "duration-minute": 1.0}
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_LONGEST_MINUTES = 24 * 60
# Amounts of each plural form that matters to hours and minutes.
_AMOUNTS = (1, 2, 5, 30)
_DIGITS = re.compile(r"\d+")


def visit_minutes(texts: Texts) -> int | None:
    """Return the minutes that the text says, the middle of a range; None where it says none.

    The words for hours and minutes are CLDR's, in the language of each text. The first language
    whose text can be read counts.
    """
    for language, text in texts.items():
        found = sum(_minutes(match) for match in _pattern(language).finditer(text.casefold()))
        if 0 < found <= _LONGEST_MINUTES:
            return round(found)
    return None


def _minutes(match: re.Match[str]) -> float:
    low, high = match[1], match[2] or match[1]
    middle = sum(float(n.replace(",", ".")) for n in (low, high)) / 2
    return middle * next(_UNITS[_unit(name)] for name, word in match.groupdict().items() if word)


def _unit(group: str) -> str:
    return group.replace("_", "-")


@lru_cache(maxsize=64)
def _pattern(language: str) -> re.Pattern[str]:
    """Return the expression for "2" or "2-3" before a word for hours or for minutes."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    alternatives = []
    for unit in _UNITS:
        words = sorted(_words(locale, unit), key=len, reverse=True)
        group = unit.replace("-", "_")
        alternatives.append(f"(?P<{group}>{'|'.join(map(re.escape, words))})")
    # A Chinese counter may stand before the unit: "3个小时".
    return re.compile(rf"{_NUMBER}(?:\s*[^\w\s]\s*{_NUMBER})?\s*[^\W\d]?({'|'.join(alternatives)})")


def _words(locale: Locale, unit: str) -> set[str]:
    words = set()
    for length in ("long", "short", "narrow"):
        for amount in _AMOUNTS:
            told = format_unit(amount, unit, length, locale=locale).casefold()
            words.add(_DIGITS.sub("", told).strip())
    return words - {""}
