"""What belongs to one place: its prices and its closures."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import Closure, Ticket


def prices_of(session: Session, attraction_id: str) -> list[Ticket]:
    """Return the prices of an attraction: its tickets in the file's order, adults first in each.

    An attraction whose prices nobody gave, or an unknown id, gives an empty list; a free one has a
    ticket with price 0.
    """
    statement = select(Ticket).where(
        Ticket.attraction_id == attraction_id, Ticket.retired_at.is_(None)
    )
    prices = session.execute(statement.order_by(Ticket.position, Ticket.id)).scalars().all()
    first: dict[str, int] = {}
    for price in prices:
        first.setdefault(str(price.names), price.position)
    return sorted(
        prices,
        key=lambda price: (first[str(price.names)], price.audience != "adult", price.position),
    )


def closures_of(session: Session, place_id: str, first_day: date, last_day: date) -> list[Closure]:
    """Return the closures that touch any day from ``first_day`` to ``last_day``, earliest first."""
    statement = select(Closure).where(
        Closure.place_id == place_id,
        Closure.retired_at.is_(None),
        Closure.first_day <= last_day,
        Closure.last_day >= first_day,
    )
    return session.execute(statement.order_by(Closure.first_day, Closure.id)).scalars().all()
