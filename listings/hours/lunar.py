"""Days of the Chinese lunar calendar, from the ``borax`` library (1900 to 2100).

Leap months are left out: feasts are never kept in them.
"""

from __future__ import annotations

from datetime import date

from borax.calendars.lunardate import LunarDate

_YEARS = 3


def next_lunar(month: int, day: int, today: date) -> date | None:
    """Return the next such day, ``today`` included; None where the next years have none."""
    year = LunarDate.from_solar(today).year
    for ahead in range(_YEARS):
        try:
            found: date = LunarDate(year + ahead, month, day).to_solar_date()
        except ValueError:
            continue  # a month of 29 days
        if found >= today:
            return found
    return None
