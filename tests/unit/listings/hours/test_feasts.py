from __future__ import annotations

from datetime import date

import pytest

from listings.hours import feast_names, next_feast


def test_feasts_have_the_names_of_the_country_in_its_languages() -> None:
    names = feast_names("CN", 2026)
    assert names["National Day"] == names["国庆节"] == "national-day"


def test_a_day_that_stands_in_for_another_has_no_name_of_its_own() -> None:
    assert not any("(" in name or "（" in name for name in feast_names("CN", 2026))


def test_a_country_that_is_not_known_has_no_feasts() -> None:
    assert feast_names("ZZ", 2026) == {}
    assert next_feast("freedom-day", date(2026, 1, 1), "ZZ") is None


@pytest.mark.parametrize(
    ("feast", "country", "today", "expected"),
    [
        ("national-day", "CN", "2026-09-23", "2026-10-01"),
        ("national-day", "CN", "2026-10-02", "2026-10-02"),
        ("lunar-new-year", "CN", "2026-01-10", "2026-02-17"),
        ("lunar-new-year", "KR", "2026-01-10", "2026-02-17"),
        ("mid-autumn", "KR", "2026-01-10", "2026-09-25"),
        ("christmas", "PT", "2026-12-25", "2026-12-25"),
    ],
)
def test_the_next_day_of_a_feast_counts_today(
    feast: str, country: str, today: str, expected: str
) -> None:
    assert next_feast(feast, date.fromisoformat(today), country) == date.fromisoformat(expected)


def test_a_feast_that_is_no_holiday_has_its_date() -> None:
    assert next_feast("christmas", date(2026, 12, 26), "CN") == date(2027, 12, 25)


@pytest.mark.parametrize(
    ("feast", "expected"),
    [
        ("dragon-boat", date(2026, 6, 19)),
        ("lantern-festival", date(2026, 3, 3)),
        ("thanksgiving-day", date(2026, 11, 26)),
        ("marine-day", date(2026, 7, 20)),
        ("hangul-day", date(2026, 10, 9)),
    ],
)
def test_a_feast_of_the_visitors_has_its_day_in_a_country_without_it(
    feast: str, expected: date
) -> None:
    assert next_feast(feast, date(2026, 1, 10), "PT") == expected


def test_a_feast_that_nobody_keeps_has_no_day() -> None:
    assert next_feast("no-such-feast", date(2026, 1, 1), "PT") is None
