"""Amounts in a currency that is not the city's: they are no limits to the city's prices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies


@dataclass(frozen=True)
class ForeignAmount:
    """A piece ``[start, end)`` of a message with an amount in the currency ``code`` (ISO 4217)."""

    code: str
    start: int
    end: int


def foreign_amounts(
    entities: Sequence[Mapping[str, Any]], currency: str, language: str
) -> tuple[ForeignAmount, ...]:
    """Return the amounts that are said in another currency than ``currency``, in order.

    A sign that several currencies share ("$", "¥") is the one of the country whose language the
    visitor writes, else the city's, else the first.
    """
    found = []
    for e in entities:
        if e["entity"] != "currency" or "start" not in e:
            # One of an earlier message has no words here.
            continue
        codes = str(e["value"]).split("/")
        own = _currency_of(language)
        code = next((c for c in (own, currency) if c in codes), codes[0])
        if code != currency:
            found.append(ForeignAmount(code, e["start"], e["end"]))
    return tuple(found)


def _currency_of(language: str) -> str | None:
    """Return the currency of the country where most people speak ``language``, by CLDR."""
    likely = Locale.parse(get_global("likely_subtags").get(language, language))
    return next(iter(get_territory_currencies(likely.territory or "")), None)
