"""Opening hours: OpenStreetMap strings, public holidays and one-off closures in local time."""

from listings.hours.admission import LastAdmission, parse_last_admission
from listings.hours.calendar import NOWHERE, is_holiday, is_makeup_workday
from listings.hours.days import ClosedDays
from listings.hours.feasts import feast_names, next_feast
from listings.hours.lunar import next_lunar
from listings.hours.parsing import is_always_open, parse_hours
from listings.hours.schedule import DayHours, OpeningSchedule, OpeningStatus, Phase
from listings.hours.undone import undone_rules

__all__ = [
    "NOWHERE",
    "ClosedDays",
    "DayHours",
    "LastAdmission",
    "OpeningSchedule",
    "OpeningStatus",
    "Phase",
    "feast_names",
    "is_always_open",
    "is_holiday",
    "is_makeup_workday",
    "next_feast",
    "next_lunar",
    "parse_hours",
    "parse_last_admission",
    "undone_rules",
]
