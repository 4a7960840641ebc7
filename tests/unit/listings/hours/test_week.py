from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from listings.hours import DayHours, OpeningSchedule

MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Closed:
    first_day: date
    last_day: date


def spans(days: list[DayHours]) -> list[list[tuple[str, str]]]:
    return [[(f"{start:%H:%M}", f"{end:%H:%M}") for start, end in day.spans] for day in days]


def test_a_week_is_seven_days_from_the_first() -> None:
    days = OpeningSchedule("Mo-Fr 09:00-17:00", "CN").week(MONDAY)
    assert [day.day.weekday() for day in days] == [0, 1, 2, 3, 4, 5, 6]
    assert spans(days) == [[("09:00", "17:00")]] * 5 + [[], []]


def test_a_lunch_break_gives_two_spans() -> None:
    days = OpeningSchedule("Tu 09:00-11:30,13:00-16:00", "CN").week(MONDAY)
    assert spans(days)[1] == [("09:00", "11:30"), ("13:00", "16:00")]


def test_what_runs_past_midnight_belongs_to_its_evening() -> None:
    days = OpeningSchedule("Fr 20:00-04:00", "CN").week(MONDAY)
    assert spans(days) == [[], [], [], [], [("20:00", "04:00")], [], []]


def test_the_evening_before_the_week_is_not_told() -> None:
    assert spans(OpeningSchedule("Su 20:00-04:00", "CN").week(MONDAY))[0] == []


def test_every_night_past_midnight() -> None:
    days = OpeningSchedule("10:00-02:00", "CN").week(MONDAY)
    assert spans(days) == [[("10:00", "02:00")]] * 7


def test_the_whole_day_is_midnight_to_midnight() -> None:
    days = OpeningSchedule("24/7", "CN").week(MONDAY)
    assert days[0].spans == [(time(), time())]
    assert spans(days) == [[("00:00", "00:00")]] * 7


def test_until_midnight_ends_at_midnight() -> None:
    assert spans(OpeningSchedule("17:00-24:00", "CN").week(MONDAY)) == [[("17:00", "00:00")]] * 7


def test_holidays_and_makeup_workdays_are_marked() -> None:
    days = OpeningSchedule("Mo-Fr 09:00-17:00; PH off", "CN").week(date(2026, 10, 5))
    assert [day.is_holiday for day in days] == [True, True, True, False, False, False, False]
    assert [day.is_makeup_workday for day in days] == [False] * 5 + [True, False]
    assert spans(days)[:4] == [[], [], [], [("09:00", "17:00")]]


def test_a_closure_empties_its_days_and_is_named() -> None:
    closed = Closed(date(2026, 11, 24), date(2026, 11, 25))
    days = OpeningSchedule("10:00-02:00", "CN", [closed]).week(MONDAY)
    assert [day.closed_by for day in days[:4]] == [None, closed, closed, None]
    assert spans(days)[:4] == [[("10:00", "02:00")], [], [], [("10:00", "02:00")]]
