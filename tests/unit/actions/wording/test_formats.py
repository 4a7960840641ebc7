"""Prices, numbers, dates, months, distances and lists as each language writes them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from actions.wording import formats
from listings.hours import DayHours

from ..conftest import LANGUAGES


def in_each(function, *arguments) -> list[str]:
    return [function(*arguments, language) for language in LANGUAGES]


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [
        ("60", "CNY", ["CN¥60", "¥60", "60元", "CN¥60"]),
        ("7.5", "EUR", ["€7.50", "€7.50", "€7.50", "€7.50"]),
        ("1250.5", "CNY", ["CN¥1,250.50", "¥1,250.50", "1,250.50元", "CN¥1,250.50"]),
        ("12000", "JPY", ["¥12,000", "JP¥12,000", "￥12,000", "JP¥12,000"]),
        ("15000", "KRW", ["₩15,000", "₩15,000", "₩15,000", "₩15,000"]),
        ("0", "EUR", ["€0", "€0", "€0", "€0"]),
    ],
)
def test_prices(amount: str, currency: str, told: list[str]) -> None:
    assert in_each(formats.price, Decimal(amount), currency) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026", ["2026", "2026年", "2026年", "2026년"]),
        ("2026-05", ["May 2026", "2026年5月", "2026年5月", "2026년 5월"]),
        ("2026-05-02", ["May 2, 2026", "2026年5月2日", "2026年5月2日", "2026년 5월 2일"]),
    ],
)
def test_dates_of_the_data_are_as_exact_as_they_are_known(text: str, told: list[str]) -> None:
    assert in_each(formats.as_of, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("May-Oct", ["May–Oct", "5月至10月", "5月～10月", "5월~10월"]),
        ("Jul", ["Jul", "7月", "7月", "7월"]),
        ("golden week", ["golden week"] * 4),
    ],
)
def test_seasons(text: str, told: list[str]) -> None:
    assert in_each(formats.season, text) == told


def test_days_have_their_year_only_where_it_is_another() -> None:
    today = date(2026, 5, 19)
    assert in_each(formats.day, date(2026, 6, 10), today) == [
        "Wed, Jun 10",
        "6月10日周三",
        "6月10日(水)",
        "6월 10일 (수)",
    ]
    assert "2027" in formats.day(date(2027, 1, 1), today, "en")
    assert formats.days(today, date(2026, 5, 20), today, "en") == "Tue, May 19 – Wed, May 20"
    assert formats.days(today, today, today, "en") == "Tue, May 19"


@pytest.mark.parametrize(
    ("metres", "told"),
    [
        (12, ["50 m", "50米", "50m", "50m"]),
        (430, ["450 m", "450米", "450m", "450m"]),
        (1249, ["1.2 km", "1.2公里", "1.2km", "1.2km"]),
    ],
)
def test_distances(metres: int, told: list[str]) -> None:
    assert in_each(formats.distance, metres) == told


def test_lists_and_rows() -> None:
    items = ["a", "b", "c"]
    assert in_each(formats.listing, items) == ["a, b, and c", "a、b和c", "a、b、c", "a, b 및 c"]
    assert in_each(formats.row, items) == ["a, b, c", "a、b、c", "a、b、c", "a, b, c"]
    assert in_each(formats.row, []) == ["", "", "", ""]
    assert in_each(formats.field, "L", 5) == ["L: 5", "L：5", "L：5", "L: 5"]


def test_a_week_puts_equal_days_together() -> None:
    monday = date(2026, 5, 18)
    spans = [[], *[[(time(10), time(12)), (time(14), time(0))]] * 5, [(time(0), time(0))]]
    days = [DayHours(date.fromordinal(monday.toordinal() + n), s) for n, s in enumerate(spans)]
    assert in_each(formats.week, days) == [
        "Mon closed; Tue–Sat 10:00–12:00, 14:00–24:00; Sun open 24 hours",
        "周一 休息；周二至周六 10:00–12:00、14:00–24:00；周日 全天开放",
        "月 休み／火～土 10:00～12:00、14:00～24:00／日 24時間",
        "월 휴무 / 화~토 10:00~12:00, 14:00~24:00 / 일 24시간",
    ]
    assert in_each(formats.week, [DayHours(d.day, [(time(9), time(17))]) for d in days])[0] == (
        "daily 09:00–17:00"
    )
