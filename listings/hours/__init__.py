"""Opening hours: OpenStreetMap strings, public holidays and one-off closures in local time."""

from listings.hours.admission import LastAdmission, parse_last_admission
from listings.hours.calendar import NOWHERE, is_holiday, is_makeup_workday
from listings.hours.feasts import feast_names, next_feast
from listings.hours.parsing import is_always_open, parse_hours
from listings.hours.status import OpeningStatus, opening_status
from listings.hours.week import DayHours, week_hours

__all__ = [
    "NOWHERE",
    "DayHours",
    "LastAdmission",
    "OpeningStatus",
    "feast_names",
    "is_always_open",
    "is_holiday",
    "is_makeup_workday",
    "next_feast",
    "opening_status",
    "parse_hours",
    "parse_last_admission",
    "week_hours",
]
