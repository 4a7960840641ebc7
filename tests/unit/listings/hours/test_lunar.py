from __future__ import annotations

from datetime import date

import pytest

from listings.hours import next_lunar


@pytest.mark.parametrize(
    ("month", "day", "today", "expected"),
    [
        (1, 1, "2026-11-27", "2027-02-06"),
        (1, 1, "2027-02-06", "2027-02-06"),
        (8, 15, "2026-09-26", "2027-09-15"),
        (12, 28, "2027-01-10", "2027-02-04"),
    ],
)
def test_a_lunar_day_is_the_next_one_and_counts_today(
    month: int, day: int, today: str, expected: str
) -> None:
    assert next_lunar(month, day, date.fromisoformat(today)) == date.fromisoformat(expected)


def test_a_day_that_no_month_has_is_none() -> None:
    assert next_lunar(13, 1, date(2026, 11, 27)) is None
