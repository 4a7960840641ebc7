"""Numbers, prices and dates as a language writes them, without a word of ours."""

from __future__ import annotations

import functools
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

from babel import Locale
from babel.dates import format_skeleton, format_time, get_month_names
from babel.numbers import format_currency, format_decimal, get_currency_symbol

from locales import words

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""How the data write months, in their order."""


@functools.cache
def locale_of(language: str) -> Locale:
    """Return Babel's locale of ``language``."""
    return Locale.parse(language)


def price(amount: Decimal, currency: str, language: str) -> str:
    """Return an amount as the language writes it; whole amounts have no decimals.

    A currency whose sign is a word of the language ("元") stands after the amount.
    """
    decimals = "" if amount == amount.to_integral_value() else ".00"
    sign = get_currency_symbol(currency, locale=locale_of(language))
    is_word = unicodedata.category(sign[0]) == "Lo"
    return format_currency(
        amount,
        currency,
        locale=locale_of(language),
        format=f"#,##0{decimals}¤" if is_word else f"¤#,##0{decimals}",
        currency_digits=False,
    )


def number(value: float, language: str) -> str:
    """Return a number as the language writes it."""
    return format_decimal(value, locale=locale_of(language))


def as_of(text: str, language: str) -> str:
    """Return a date of the data (YYYY, YYYY-MM or YYYY-MM-DD) as the language writes it."""
    parts = [int(part) for part in text.split("-")]
    day = date(*[*parts, 1, 1][:3])
    skeleton = ("y", "yMMM", "yMMMd")[len(parts) - 1]
    return format_skeleton(skeleton, day, locale=locale_of(language))


def clock(moment: datetime | time, language: str) -> str:
    """Return a time of day, in 24 hours: "09:00"."""
    return format_time(moment, "HH:mm", locale=locale_of(language))


def closing(last: datetime | time, language: str) -> str:
    """Return the time of day at which something ends; midnight is "24:00"."""
    return "24:00" if (last.hour, last.minute) == (0, 0) else clock(last, language)


def season(text: str, language: str) -> str:
    """Return a season of the data, "May-Oct", with the language's names of months.

    Anything else is returned as it is written.
    """
    months = text.split("-")
    if not all(month in MONTHS for month in months):
        return text
    names = get_month_names("abbreviated", locale=locale_of(language))
    told = [names[MONTHS.index(month) + 1] for month in months]
    return (
        words("replies", language, "range.days", first=told[0], last=told[-1])
        if len(told) > 1
        else told[0]
    )
