"""Sunrise and sunset, against an almanac."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from listings.daylight import daylight


@pytest.mark.parametrize(
    ("day", "rises", "sets"),
    [
        (date(2026, 6, 21), 4 * 60 + 42, 19 * 60 + 19),
        (date(2026, 11, 27), 6 * 60 + 47, 16 * 60 + 44),
    ],
)
def test_the_sun_of_a_coast_in_the_east(day: date, rises: int, sets: int) -> None:
    found = daylight(day, 36.07, 120.38, ZoneInfo("Asia/Shanghai"))
    assert found == pytest.approx((rises, sets), abs=6)


def test_a_day_without_night_is_light_all_day() -> None:
    assert daylight(date(2026, 6, 21), 70.0, 25.0, ZoneInfo("Europe/Oslo")) == (0, 1440)


def test_a_day_without_light_has_none() -> None:
    rises, sets = daylight(date(2026, 12, 21), 80.0, 25.0, ZoneInfo("Europe/Oslo"))
    assert rises == sets
