from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from listings.fair_order import rotated

MONDAY = date(2026, 5, 18)


def test_of_equal_ones_each_is_first_on_as_many_days() -> None:
    days = [MONDAY + timedelta(days=n) for n in range(9)]
    first = Counter(rotated("abc", lambda _: None, day)[0] for day in days)
    assert first == {"a": 3, "b": 3, "c": 3}


def test_a_day_has_one_order() -> None:
    assert rotated("abcde", len, MONDAY) == rotated("abcde", len, MONDAY)


def test_what_is_better_stays_before_what_is_worse() -> None:
    for n in range(6):
        turned = rotated(["A", "b", "c", "D"], str.isupper, MONDAY + timedelta(days=n))
        assert (turned[0], {*turned[1:3]}, turned[3]) == ("A", {"b", "c"}, "D")


def test_nothing_stays_nothing() -> None:
    assert rotated([], str, MONDAY) == []
