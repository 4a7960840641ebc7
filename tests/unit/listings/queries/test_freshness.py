from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from listings.models import City, Source
from listings.queries import ages, is_old, names_by_source, source_names

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("as_of", "is_it"),
    [("2016", True), ("2024", False), ("2024-11-26", True), ("2024-11-27", False), (None, False)],
)
def test_a_fact_is_old_after_two_years(as_of: str | None, is_it: bool) -> None:
    assert is_old(as_of, TODAY, City()) is is_it


def test_a_city_may_set_its_own_limit() -> None:
    assert not is_old("2016", TODAY, City(facts_old_after_years=20))


def test_a_month_counts_to_its_end() -> None:
    assert not is_old("2024-11", TODAY, City())
    assert is_old("2024-10", TODAY, City())


def test_undated_rows_and_the_oldest_come_first(session: Session) -> None:
    dates = [row.as_of or "" for row in ages(session)]
    assert dates == sorted(dates)
    assert dates


def test_a_source_is_named_by_its_row_or_as_it_is_written(session: Session) -> None:
    session.add(Source(id="city-office", names={"en": "City office", "pt": "Câmara"}))
    session.flush()
    cited = ["city-office; Old guide (page 12, read in May)", None, "city-office"]
    known = names_by_source(session)
    assert source_names(known, cited) == [
        {"en": "City office", "pt": "Câmara"},
        {"": "Old guide"},
    ]
    assert source_names(known, [None, ""]) == []
