from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from listings.models import Closure, Ticket
from listings.queries import closures_since, prices_of

CASTLE = "castelo-da-gaivota"


def test_prices_stand_in_the_files_order(session: Session) -> None:
    prices = prices_of(session, CASTLE)
    assert [(p.audience, p.price) for p in prices] == [
        ("adult", Decimal("7.5")),
        ("child", Decimal(3)),
        ("family", Decimal(18)),
    ]
    assert prices[0].names == {"en": "Castle and walls", "pt": "Castelo e muralhas"}


def test_adults_come_first_within_a_ticket(session: Session) -> None:
    for position, (name, audience) in enumerate(
        [("Tower", "child"), ("Castle and walls", "student"), ("Tower", "adult")], start=10
    ):
        names = {"en": name}
        if name == "Castle and walls":
            names["pt"] = "Castelo e muralhas"
        row = Ticket(
            attraction_id=CASTLE, key=f"{name}{audience}", names=names, audience=audience, price=1
        )
        row.position = position
        session.add(row)
    session.flush()
    found = [(p.names["en"], p.audience) for p in prices_of(session, CASTLE)]
    assert found == [
        ("Castle and walls", "adult"),
        ("Castle and walls", "child"),
        ("Castle and walls", "family"),
        ("Castle and walls", "student"),
        ("Tower", "adult"),
        ("Tower", "child"),
    ]


def test_a_free_attraction_has_a_price_and_an_unknown_one_none(session: Session) -> None:
    assert [p.price for p in prices_of(session, "praia-da-areia-azul")] == [Decimal(0)]
    assert prices_of(session, "nowhere") == []


def test_closures_that_are_not_over_come_earliest_first(session: Session) -> None:
    for first, last in [(20, 22), (1, 3), (10, 10)]:
        session.add(
            Closure(place_id=CASTLE, first_day=date(2026, 5, first), last_day=date(2026, 5, last))
        )
    session.flush()

    def found(day: int) -> list[int]:
        closures = closures_since(session, date(2026, 5, day))
        return [closure.first_day.day for closure in closures.get(CASTLE, ())]

    assert found(1) == found(3) == [1, 10, 20]
    assert found(4) == [10, 20]
    assert found(22) == [20]
    assert found(23) == []
