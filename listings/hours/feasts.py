"""Public holidays by name: what they are called, and when they are next.

The names are those of the ``holidays`` library in all its languages for a country. ``feasts.csv``
joins the names of one feast in several countries, and gives the day of those that a country may
not have as a public holiday but visitors ask about: ``12-25``, ``lunar 01-15``, or the country in
whose calendar it stands (``US``).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import holidays

from listings.hours.lunar import next_lunar

_FILE = Path(__file__).with_name("feasts.csv")
_ENGLISH = "en_US"
_YEARS = 3
_LUNAR = "lunar"
_BRACKET = re.compile(r"\s*[(（].*")


def feast_names(country: str, year: int) -> dict[str, str]:
    """Return the names of the country's public holidays around ``year``, each with its feast.

    A feast is a name of ours ("national-day"), or made of the library's English name. Days that
    only stand in for another are left out. A country that the library does not know has none.
    """
    years = (year, year + 1)
    english = _holidays(country, years, _ENGLISH)
    found: dict[str, str] = {}
    for language in _languages(country):
        for day, names in _holidays(country, years, language).items():
            for name, known in zip(names, english.get(day, ()), strict=False):
                if not _BRACKET.search(name):
                    found[name] = _feasts_of(known)[0]
    return found


def next_feast(feast: str, today: date, country: str) -> date | None:
    """Return the next day of a feast, ``today`` included; None where nobody knows it."""
    return _of_country(feast, today, country) or _elsewhere(feast, today)


def _of_country(feast: str, today: date, country: str) -> date | None:
    years = tuple(range(today.year, today.year + _YEARS))
    days = [
        day
        for day, names in _holidays(country, years, _ENGLISH).items()
        if day >= today and any(feast in _feasts_of(name) for name in names)
    ]
    return min(days, default=None)


def _elsewhere(feast: str, today: date) -> date | None:
    told = _known()[1].get(feast, "")
    calendar, _, month_day = told.rpartition(" ")
    if calendar == _LUNAR:
        month, day = map(int, month_day.split("-"))
        return next_lunar(month, day, today)
    if told.isalpha():
        return _of_country(feast, today, told)
    if not told:
        return None
    this_year = date.fromisoformat(f"{today.year}-{month_day}")
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)


def _feasts_of(english: str) -> list[str]:
    name = _BRACKET.sub("", english)
    slug = re.sub(r"[^a-z0-9]+", "-", name.replace("'", "").casefold()).strip("-")
    return _known()[0].get(name, [slug])


@cache
def _known() -> tuple[dict[str, list[str]], dict[str, str]]:
    feasts: dict[str, list[str]] = defaultdict(list)
    dates: dict[str, str] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            feasts[row["name"]].append(row["feast"])
            if row["date"]:
                dates[row["feast"]] = row["date"]
    return dict(feasts), dates


@cache
def _holidays(country: str, years: tuple[int, ...], language: str) -> dict[date, list[str]]:
    try:
        found = holidays.country_holidays(country.upper(), years=years, language=language)
    except NotImplementedError:
        return {}
    return {day: found.get_list(day) for day in found}


def _languages(country: str) -> tuple[str, ...]:
    try:
        return tuple(holidays.country_holidays(country.upper()).supported_languages)
    except NotImplementedError:
        return ()
