from __future__ import annotations

from datetime import datetime, timezone

import pytest
from sqlalchemy.orm import Session

from listings.models import District
from listings.queries import NoCityError, get_city, list_districts


def test_the_city_comes_with_its_visitor_office(session: Session) -> None:
    city = get_city(session)
    assert (city.id, city.timezone, city.country, city.currency) == (
        "velamar",
        "Europe/Lisbon",
        "PT",
        "EUR",
    )
    assert city.names["pt"] == "Porto Velho do Mar"
    assert city.aliases == {"en": ["Velamar", "Porto Velho"]}
    assert city.visitor_office is not None
    assert city.visitor_office.phone == "+351 210 000 100"


def test_an_empty_database_has_no_city(empty_session: Session) -> None:
    with pytest.raises(NoCityError, match="import a city folder"):
        get_city(empty_session)


def test_districts_stand_in_the_order_of_the_file(session: Session) -> None:
    assert [district.id for district in list_districts(session)] == [
        "ribeira-velha",
        "alto-do-farol",
    ]


def test_a_retired_district_is_not_listed(session: Session) -> None:
    district = session.get(District, "alto-do-farol")
    district.retired_at = datetime(2026, 1, 1, tzinfo=timezone.utc)
    assert [district.id for district in list_districts(session)] == ["ribeira-velha"]
