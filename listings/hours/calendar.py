"""Public holidays and make-up working days, from the ``holidays`` library."""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays


def is_holiday(day: date, country: str) -> bool:
    """Say whether the day is a public holiday or a day off around one.

    A country that the library does not know has no holidays.
    """
    found = _calendar(country)
    return found is not None and day in found


def is_makeup_workday(day: date, country: str) -> bool:
    """Say whether people work on this day of a weekend to make up for a bridged holiday.

    Such days exist in China, for one. Governments announce them late in the year before; until
    then the library does not know them.
    """
    found = _calendar(country)
    if found is None or day.weekday() not in found.weekend:
        return False
    found.get(day)  # the library fills in a year when a day of it is asked for
    return day in found.weekend_workdays


@cache
def _calendar(country: str) -> holidays.HolidayBase | None:
    try:
        return holidays.country_holidays(country.upper())
    except NotImplementedError:
        return None
