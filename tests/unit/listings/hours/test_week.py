from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

import pytest

from listings.hours import DayHours, week_hours

MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Closed:
    first_day: date
    last_day: date


def spans(days: list[DayHours]) -> list[list[tuple[str, str]]]:
    return [[(f"{start:%H:%M}", f"{end:%H:%M}") for start, end in day.spans] for day in days]


def test_a_week_is_seven_days_from_the_first() -> None:
    days = week_hours("Mo-Fr 09:00-17:00", MONDAY, country="CN")
    assert [day.day.weekday() for day in days] == [0, 1, 2, 3, 4, 5, 6]
    assert spans(days) == [[("09:00", "17:00")]] * 5 + [[], []]


def test_a_lunch_break_gives_two_spans() -> None:
    days = week_hours("Tu 09:00-11:30,13:00-16:00", MONDAY, country="CN")
    assert spans(days)[1] == [("09:00", "11:30"), ("13:00", "16:00")]


def test_what_runs_past_midnight_belongs_to_its_evening() -> None:
    days = week_hours("Fr 20:00-04:00", MONDAY, country="CN")
    assert spans(days) == [[], [], [], [], [("20:00", "04:00")], [], []]


def test_the_evening_before_the_week_is_not_told() -> None:
    assert spans(week_hours("Su 20:00-04:00", MONDAY, country="CN"))[0] == []


def test_every_night_past_midnight() -> None:
    days = week_hours("10:00-02:00", MONDAY, country="CN")
    assert spans(days) == [[("10:00", "02:00")]] * 7


def test_the_whole_day_is_midnight_to_midnight() -> None:
    days = week_hours("24/7", MONDAY, country="CN")
    assert days[0].spans == [(time(), time())]
    assert spans(days) == [[("00:00", "00:00")]] * 7


def test_until_midnight_ends_at_midnight() -> None:
    assert spans(week_hours("17:00-24:00", MONDAY, country="CN")) == [[("17:00", "00:00")]] * 7


def test_holidays_and_makeup_workdays_are_marked() -> None:
    days = week_hours("Mo-Fr 09:00-17:00; PH off", date(2026, 10, 5), country="CN")
    assert [day.is_holiday for day in days] == [True, True, True, False, False, False, False]
    assert [day.is_makeup_workday for day in days] == [False] * 5 + [True, False]
    assert spans(days)[:4] == [[], [], [], [("09:00", "17:00")]]


def test_a_closure_empties_its_days_and_is_named() -> None:
    closed = Closed(date(2026, 11, 24), date(2026, 11, 25))
    days = week_hours("10:00-02:00", MONDAY, country="CN", closures=[closed])
    assert [day.closed_by for day in days[:4]] == [None, closed, closed, None]
    assert spans(days)[:4] == [[("10:00", "02:00")], [], [], [("10:00", "02:00")]]


def test_hours_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(ValueError, match="'always'"):
        week_hours("always", MONDAY, country="CN")
