"""When events come again, against calendars that others print."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.models import Event
from listings.recurrence import next_occurrence, occurrences, parse_recurrence, parse_span


def event(recurrence: str, *known: str) -> Event:
    return Event(id="e", recurrence=recurrence, known_dates=list(known))


def days(recurrence: str, year: int, *known: str) -> list[tuple[str, str, str]]:
    """Return what begins or ends in ``year``."""
    found = occurrences(event(recurrence, *known), date(year, 1, 1), date(year, 12, 31))
    return [(str(o.first), str(o.last), o.certainty) for o in found]


@pytest.mark.parametrize(
    ("recurrence", "first", "last", "certainty"),
    [
        ("05-01", "2027-05-01", "2027-05-01", "rule"),
        ("02-29", "2027-02-28", "2027-02-28", "rule"),
        ("07-01..09-25", "2027-07-01", "2027-09-25", "rule"),
        ("~07-15..08-15", "2027-07-15", "2027-08-15", "estimated"),
        ("~05", "2027-05-01", "2027-05-31", "estimated"),
        ("announced 07..08", "2027-07-01", "2027-08-31", "estimated"),
        ("05 Sa[2]", "2027-05-08", "2027-05-08", "rule"),
        ("05 Su[-1] +2", "2027-05-30", "2027-06-01", "rule"),
        # The Hong Kong Observatory's conversion table: New Year 2027 is on 6 February.
        ("lunar 01-01..01-15", "2027-02-06", "2027-02-20", "rule"),
        ("lunar 05-05", "2027-06-09", "2027-06-09", "rule"),
        ("lunar 09-09", "2027-10-08", "2027-10-08", "rule"),
    ],
)
def test_a_rule_gives_the_days_of_a_year(
    recurrence: str, first: str, last: str, certainty: str
) -> None:
    assert days(recurrence, 2027) == [(first, last, certainty)]


def test_a_span_over_new_year_touches_two_years() -> None:
    assert days("12-20..01-05", 2027) == [
        ("2026-12-20", "2027-01-05", "rule"),
        ("2027-12-20", "2028-01-05", "rule"),
    ]


def test_published_dates_stand_for_their_year_alone() -> None:
    known = ("2025-07-18..2025-08-16", "2026-07-17..2026-08-15")
    assert days("~07-15..08-15", 2026, *known) == [("2026-07-17", "2026-08-15", "published")]


def test_the_newest_dates_are_told_as_last_known_in_a_year_without() -> None:
    known = ("2025-07-18..2025-08-16", "2026-07-17..2026-08-15")
    (found,) = occurrences(event("~07-15..08-15", *known), date(2027, 8, 1), date(2027, 8, 1))
    assert found.certainty == "last_known"
    assert found.last_known == (date(2026, 7, 17), date(2026, 8, 15))


def test_a_fixed_rule_outranks_the_dates_of_an_earlier_year() -> None:
    assert days("lunar 01-16", 2026, "2025-01-29..2025-02-13") == [
        ("2026-03-04", "2026-03-04", "rule")
    ]


def test_what_is_only_announced_is_never_on() -> None:
    assert days("announced", 2027) == []


def test_the_twelfth_lunar_month_is_published_for_the_year_it_falls_in() -> None:
    assert days("lunar 12-08", 2026, "2026-01-26") == [("2026-01-26", "2026-01-26", "published")]


def test_the_next_time_may_be_on_already() -> None:
    found = next_occurrence(event("07-01..09-25"), date(2026, 8, 1))
    assert found is not None
    assert found.first == date(2026, 7, 1)


@pytest.mark.parametrize(
    "text",
    ["", "yearly", "07-32", "13-01", "~13", "05 Sa[5]", "05 Xx[1]", "lunar 13-01", "lunar 01-31"],
)
def test_what_is_not_of_the_grammar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a recurrence"):
        parse_recurrence(text)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-05-02..2026-05-01", "May 2026"])
def test_days_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not days"):
        parse_span(text)


@given(st.integers(1, 12), st.integers(1, 30), st.integers(1901, 2098))
def test_every_lunar_day_comes_in_every_year(month: int, day: int, year: int) -> None:
    assert occurrences(event(f"lunar {month:02}-{day:02}"), date(year, 1, 1), date(year + 1, 2, 28))
