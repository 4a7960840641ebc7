from __future__ import annotations

from datetime import date

from listings.hours import is_holiday, is_makeup_workday


def test_a_public_holiday_is_one_and_an_ordinary_day_is_not() -> None:
    assert is_holiday(date(2026, 10, 1), "CN")
    assert not is_holiday(date(2026, 11, 23), "CN")


def test_the_days_off_around_a_feast_are_holidays_too() -> None:
    assert is_holiday(date(2026, 10, 7), "CN")


def test_a_saturday_worked_in_exchange_is_a_makeup_workday() -> None:
    assert is_makeup_workday(date(2026, 10, 10), "CN")
    assert not is_makeup_workday(date(2026, 10, 17), "CN")
    assert not is_makeup_workday(date(2026, 10, 9), "CN")


def test_a_country_without_such_days_has_none() -> None:
    assert not is_makeup_workday(date(2026, 10, 10), "PT")


def test_an_unknown_country_has_no_holidays() -> None:
    assert not is_holiday(date(2026, 1, 1), "XX")
    assert not is_makeup_workday(date(2026, 1, 3), "XX")


def test_the_weekend_within_a_break_is_part_of_it() -> None:
    assert is_holiday(date(2026, 2, 15), "CN")
    assert is_holiday(date(2026, 10, 4), "CN")
    assert not is_holiday(date(2026, 2, 14), "CN")


def test_a_weekend_beside_a_holiday_is_none_where_working_days_are_not_exchanged() -> None:
    assert not is_holiday(date(2026, 4, 4), "PT")
