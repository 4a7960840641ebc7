"""What belongs to one place: its prices and its closures."""

from __future__ import annotations

from collections import defaultdict
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


def closures_since(session: Session, first_day: date) -> dict[str, list[Closure]]:
    """Return the closures that end on ``first_day`` or later by their place, earliest first."""
    statement = (
        select(Closure)
        .where(Closure.last_day >= first_day, Closure.retired_at.is_(None))
        .order_by(Closure.first_day, Closure.id)
    )
    found: dict[str, list[Closure]] = defaultdict(list)
    for closure in session.execute(statement).scalars():
        found[closure.place_id].append(closure)
    return dict(found)
