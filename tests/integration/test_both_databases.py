"""Import, queries and export do the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from listings.database import create_engine_from, session_factory, upgrade
from listings.exporting import export_city
from listings.importing import import_city, is_current
from listings.models import Closure, Hotel, Restaurant
from listings.queries import (
    all_names,
    closures_since,
    data_version,
    find_articles,
    find_attractions,
    find_hotels,
    find_offices,
    find_restaurants,
    get_city,
    get_place,
    nearby,
    prices_of,
    search_articles,
    vocabulary_name,
)

SEED = Path(__file__).resolve().parents[2] / "listings" / "seed" / "qingdao"


@pytest.fixture
def session(url: str, velamar: Path) -> Iterator[Session]:
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, velamar)
    with session_factory(engine)() as session:
        yield session
    engine.dispose()


def test_every_query_answers(session: Session) -> None:
    assert get_city(session).currency == "EUR"
    assert [a.id for a in find_attractions(session, max_price=5, free=True)] == [
        "praia-da-areia-azul"
    ]
    assert find_attractions(session, order="cheapest")[0].id == "praia-da-areia-azul"
    assert find_hotels(session, amenities=["sea-view"], min_price=60)[0].price_from == Decimal(
        "64.5"
    )
    assert find_restaurants(session, cuisine="seafood")[0].id == "tasca-do-polvo"
    assert find_offices(session, kind="visitor-centre")[0].phone == "+351 210 000 100"
    assert [p.price for p in prices_of(session, "castelo-da-gaivota")] == [
        Decimal("7.5"),
        Decimal(3),
        Decimal(18),
    ]
    assert nearby(session, get_place(session, "tasca-do-polvo"))[0][1] == 82
    assert find_articles(session, topic="ferry")[0].group == "transport"
    assert search_articles(session, "ferry", "en")[0].id == "barco-da-outra-banda"
    assert vocabulary_name(session, "cuisine", "seafood", "pt", "pt") == "marisco e peixe"
    assert len(all_names(session)) > 1000


@pytest.mark.parametrize("value", ["火锅", 'the "good" kind', "a_b", "100%", "back\\slash"])
def test_any_text_may_be_a_value_of_a_list(session: Session, value: str) -> None:
    session.add(Restaurant(id="odd", names={"en": "Odd"}, cuisines=["other", value]))
    session.flush()
    assert [place.id for place in find_restaurants(session, cuisine=value)] == ["odd"]


def test_values_come_back_as_they_went_in(session: Session) -> None:
    moment = datetime(2026, 5, 1, 12, 30, tzinfo=timezone.utc)
    hotel = Hotel(
        id="x",
        names={"en": "X", "zh": "栈桥"},
        price_from=Decimal("0.125"),
        latitude=36.0612345678,
        longitude=-120.1,
        retired_at=moment,
    )
    session.add(hotel)
    session.flush()
    session.add(Closure(place_id="x", first_day=date(2026, 5, 1), last_day=date(2026, 5, 2)))
    session.commit()
    session.expire_all()
    found = get_place(session, "x")
    assert isinstance(found, Hotel)
    assert (found.names, str(found.price_from)) == ({"en": "X", "zh": "栈桥"}, "0.125")
    assert (found.latitude, found.retired_at) == (36.0612345678, moment)
    assert len(closures_since(session, date(2026, 5, 2))["x"]) == 1


def test_constraints_hold(session: Session) -> None:
    session.add(Hotel(id="x", names={"en": "X"}, latitude=91, longitude=0))
    with pytest.raises(IntegrityError, match="ck_place_latitude_in_range"):
        session.flush()
    session.rollback()


def test_import_export_import_is_a_no_op(session: Session, velamar: Path, tmp_path: Path) -> None:
    assert is_current(session, velamar)
    version = data_version(session)
    export_city(session, tmp_path / "out")
    report = import_city(session, tmp_path / "out")
    assert (report.added, report.changed, report.retired) == (0, 0, 0)
    assert data_version(session) == version
    assert is_current(session, tmp_path / "out")


def test_the_shipped_city_goes_in_and_out(url: str, tmp_path: Path) -> None:
    upgrade(url)
    engine = create_engine_from(url)
    assert import_city(engine, SEED).warnings == []
    with session_factory(engine)() as session:
        export_city(session, tmp_path / "out")
        report = import_city(session, tmp_path / "out")
        assert (report.added, report.changed, report.retired) == (0, 0, 0)
        office = get_city(session).visitor_office
        assert office is not None
        assert office.phone == "+86 532 6887 3099"
    engine.dispose()
