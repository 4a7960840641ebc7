"""Prices, dates, distances and opening hours in the visitor's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    get_day_names,
    get_month_names,
)
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from actions.words import locale_of, say
from listings.hours import DayHours


def price(amount: Decimal, currency: str, language: str) -> str:
    """Return an amount as the language writes it; whole amounts have no decimals."""
    whole = amount == amount.to_integral_value()
    return format_currency(
        amount,
        currency,
        locale=locale_of(language),
        decimal_quantization=not whole,
        format="¤#,##0" if whole else None,
        currency_digits=not whole,
    )


def number(value: float, language: str) -> str:
    """Return a number as the language writes it."""
    return format_decimal(value, locale=locale_of(language))


def listing(items: Sequence[str], language: str, *, style: str = "standard") -> str:
    """Return ``items`` as one phrase ("a, b and c"); an empty string for none."""
    return format_list(list(items), style=style, locale=locale_of(language)) if items else ""


def as_of(text: str, language: str) -> str:
    """Return a date of the data (YYYY, YYYY-MM or YYYY-MM-DD) as the language writes it."""
    parts = [int(part) for part in text.split("-")]
    day = date(parts[0], *(parts[1:] + [1, 1])[:2])
    skeleton = ("y", "yMMM", "yMMMd")[len(parts) - 1]
    return format_skeleton(skeleton, day, locale=locale_of(language))


def clock(moment: datetime | time, language: str) -> str:
    """Return a time of day, in 24 hours: "09:00"."""
    return format_time(moment, "HH:mm", locale=locale_of(language))


def day(moment: date, language: str) -> str:
    """Return a day with its weekday: "Sat, Oct 3"."""
    return format_skeleton("MMMEd", moment, locale=locale_of(language))


def full_day(moment: date, language: str) -> str:
    """Return a day with its year."""
    return format_date(moment, "long", locale=locale_of(language))


def distance(metres: float, language: str) -> str:
    """Return a distance, rounded to 50 m below one kilometre and to 100 m above."""
    if metres < 1000:
        return say(language, "distance.metres", metres=max(50, round(metres / 50) * 50))
    return say(language, "distance.kilometres", kilometres=number(round(metres / 1000, 1), language))


def walking_minutes(metres: float) -> int:
    """Return the minutes of a walk at 4.5 km/h over a way a third longer than the straight line."""
    return max(1, round(metres * 1.33 / 75))


def week(days: Sequence[DayHours], language: str) -> str:
    """Return a week's opening hours, equal days in a row together: "Mon-Fri 09:00-17:00; Sat closed".

    ``days`` are seven days; they are told in the order Monday to Sunday.
    """
    names = get_day_names("abbreviated", locale=locale_of(language))
    ordered = sorted(days, key=lambda d: d.day.weekday())
    groups: list[tuple[int, int, str]] = []
    for entry in ordered:
        told = spans(entry, language)
        weekday = entry.day.weekday()
        if groups and groups[-1][2] == told:
            groups[-1] = (groups[-1][0], weekday, told)
        else:
            groups.append((weekday, weekday, told))
    if len(groups) == 1:
        return say(language, "hours.daily", hours=groups[0][2])
    separator = say(language, "hours.separator")
    return separator.join(
        f"{names[first]}{'' if first == last else '–' + names[last]} {told}"
        for first, last, told in groups
    )


def spans(entry: DayHours, language: str) -> str:
    """Return one day's hours: "09:00–17:00", or that it is closed or open round the clock."""
    if not entry.spans:
        return say(language, "hours.closed_day")
    if any(_is_whole_day(first, last) for first, last in entry.spans):
        return say(language, "hours.all_day")
    return ", ".join(
        f"{clock(first, language)}–{_closing(last, language)}" for first, last in entry.spans
    )


def _closing(last: time, language: str) -> str:
    return "24:00" if last == time(0) else clock(last, language)


def _is_whole_day(first: time, last: time) -> bool:
    return first == time(0) and last in (time(0), time(23, 59))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def season(text: str, language: str) -> str:
    """Return a season of the data, "May-Oct", with the language's names of months.

    Anything else is returned as it is written.
    """
    months = text.split("-")
    if not all(month in _MONTHS for month in months):
        return text
    names = get_month_names("abbreviated", locale=locale_of(language))
    return "–".join(names[_MONTHS.index(month) + 1] for month in months)
