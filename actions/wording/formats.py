"""Prices, dates, distances and opening hours in the visitor's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    get_day_names,
)
from babel.lists import format_list

from actions.wording.catalogue import locale_of, say
from listings.hours import DayHours
from locales.formats import MONTHS, as_of, clock, closing, number, price, season

__all__ = [
    "MONTHS",
    "alternatives",
    "as_of",
    "clock",
    "closing",
    "dates",
    "day",
    "days",
    "distance",
    "field",
    "language_name",
    "listing",
    "month",
    "number",
    "price",
    "row",
    "season",
    "spans",
    "walking_minutes",
    "week",
]


def language_name(code: str, language: str) -> str:
    """Return the name of the language ``code`` in ``language``, the code where it has none."""
    return str(locale_of(language).languages.get(code, code))


def listing(items: Sequence[str], language: str) -> str:
    """Return ``items`` as one phrase ("a, b and c"); an empty string for none."""
    return format_list(list(items), locale=locale_of(language)) if items else ""


def row(items: Sequence[str], language: str) -> str:
    """Return ``items`` in a row without an "and" ("a, b, c"); an empty string for none."""
    return say(language, "row.separator").join(items)


def alternatives(items: Sequence[str], language: str) -> str:
    """Return ``items`` of which any will do as one phrase ("a or b"); empty for none."""
    return format_list(list(items), style="or", locale=locale_of(language)) if items else ""


def field(label: str, value: object, language: str) -> str:
    """Return one line of facts: "Phone: 110", "电话：110"."""
    return say(language, "field.line", label=label, value=value)


def day(moment: date, today: date, language: str) -> str:
    """Return a day with its weekday, and with its year where that is not today's: "Sat, Oct 3"."""
    skeleton = "MMMEd" if moment.year == today.year else "yMMMEd"
    return format_skeleton(skeleton, moment, locale=locale_of(language))


def days(first: date, last: date, today: date, language: str) -> str:
    """Return a range of days, a single one as such: "Thu, Oct 1 – Fri, Oct 2"."""
    told = day(first, today, language)
    return told if first == last else f"{told} – {day(last, today, language)}"


def dates(first: date, last: date, today: date, language: str) -> str:
    """Return a range of dates, with the year where it is not today's: "Jul 1 – Sep 25"."""
    skeleton = "MMMd" if first.year == last.year == today.year else "yMMMd"
    told = format_interval(first, last, skeleton, locale=locale_of(language))
    return told.replace("\N{THIN SPACE}", " ")


def month(moment: date, language: str) -> str:
    """Return the name of a day's month: "October"."""
    return format_date(moment, "LLLL", locale=locale_of(language))


def distance(metres: float, language: str) -> str:
    """Return a distance, rounded to 50 m below one kilometre and to 100 m above."""
    rounded = max(50, round(metres / 50) * 50)
    if rounded < 1000:
        return say(language, "distance.metres", metres=rounded)
    return say(
        language, "distance.kilometres", kilometres=number(round(metres / 1000, 1), language)
    )


def walking_minutes(metres: float) -> int:
    """Return the minutes of a walk at 4.5 km/h over a way a third longer than the straight line."""
    return max(1, round(metres * 1.33 / 75))


def week(days: Sequence[DayHours], language: str) -> str:
    """Return a week's opening hours, equal days together: "daily 09:00–17:00, closed Mon".

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
    off = [entry for entry in ordered if not entry.spans and entry.certain]
    others = {spans(entry, language) for entry in ordered if entry not in off}
    if len(off) == 1 and len(others) == 1:
        weekday = names[off[0].day.weekday()]
        return say(language, "hours.daily_but", hours=others.pop(), day=weekday)
    separator = say(language, "hours.separator")
    return separator.join(
        f"{_weekdays(names[first], names[last], language)} {told}" for first, last, told in groups
    )


def spans(entry: DayHours, language: str) -> str:
    """Return one day's hours: "09:00–17:00", or that it is closed or open round the clock.

    Where only a comment is known, that is returned.
    """
    if not entry.spans:
        if entry.certain:
            return say(language, "hours.closed_day")
        return entry.comment or say(language, "hours.not_known")
    if any(_is_whole_day(first, last) for first, last in entry.spans):
        return say(language, "hours.all_day")
    told = [
        say(language, "range.hours", first=clock(first, language), last=closing(last, language))
        for first, last in entry.spans
    ]
    if entry.open_end:
        told[-1] = say(language, "range.open_end", first=clock(entry.spans[-1][0], language))
    return row(told, language)


def _weekdays(first: str, last: str, language: str) -> str:
    return first if first == last else say(language, "range.days", first=first, last=last)


def _is_whole_day(first: time, last: time) -> bool:
    return first == time(0) and last in (time(0), time(23, 59))
