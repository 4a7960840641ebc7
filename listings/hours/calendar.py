"""Public holidays and make-up working days, from the ``holidays`` library."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

NOWHERE = "ZZ"
"""A country without public holidays, whose weeks are all regular: ISO 3166 leaves the code free."""

_DAY = timedelta(days=1)


def is_holiday(day: date, country: str) -> bool:
    """Say whether the day is a public holiday or a day off around one.

    Where working days are exchanged for days off, as in China, a weekend beside a holiday is part
    of the break, as the government counts it. A country that the library does not know has none.
    """
    found = _calendar(country)
    return found is not None and (day in found or _is_in_break(day, found))


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


def _is_in_break(day: date, found: holidays.HolidayBase) -> bool:
    if not any(workday.year == day.year for workday in found.weekend_workdays):
        return False
    for step in (-_DAY, _DAY):
        beside = day
        while beside.weekday() in found.weekend and beside not in found.weekend_workdays:
            beside += step
            if beside in found:
                return True
    return False


@cache
def _calendar(country: str) -> holidays.HolidayBase | None:
    try:
        return holidays.country_holidays(country.upper())
    except NotImplementedError:
        return None
