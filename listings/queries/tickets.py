"""What belongs to one place: its prices and its closures."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import Closure, Ticket

_BRACKETS = re.compile(r"\s?[（(][^（()）]*[）)]")
_SHORTEST = 3


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
    """Return the closures that end on ``first_day`` or later by their place, earliest first.

    They do not belong to the session, and may be kept when it is closed.
    """
    statement = (
        select(Closure)
        .where(Closure.last_day >= first_day, Closure.retired_at.is_(None))
        .order_by(Closure.first_day, Closure.id)
    )
    found: dict[str, list[Closure]] = defaultdict(list)
    for closure in session.execute(statement).scalars():
        session.expunge(closure)
        found[closure.place_id].append(closure)
    return dict(found)


def attractions_selling(session: Session, text: str) -> list[str]:
    """Return the ids of attractions of which a ticket's whole name stands in ``text``.

    What a name says in brackets may be missing. Where several sell a ticket of one name it is the
    one that sells fewest others; a name that tells no single one, or a short one, tells nothing.
    """
    statement = select(Ticket).where(Ticket.retired_at.is_(None)).order_by(Ticket.id)
    tickets = session.execute(statement).scalars().all()
    sellers: dict[str, set[str]] = defaultdict(set)
    sold: dict[str, set[str]] = defaultdict(set)
    for ticket in tickets:
        sold[ticket.attraction_id].add(str(ticket.names))
        for name in ticket.names.values():
            sellers[_plain(name)].add(ticket.attraction_id)

    def seller(name: str) -> str | None:
        ranked = sorted(sellers[name], key=lambda place: len(sold[place]))
        is_one = len(ranked) == 1 or len(sold[ranked[0]]) < len(sold[ranked[1]])
        return ranked[0] if is_one else None

    wanted = text.casefold()
    found: list[str] = []
    for ticket in tickets:
        names = [_plain(name) for name in ticket.names.values()]
        # A name that is a general word in one language is one in the others too.
        if any(_is_long(name) and name in wanted for name in names) and all(map(seller, names)):
            found.append(str(seller(names[0])))
    return list(dict.fromkeys(found))


def _plain(name: str) -> str:
    return _BRACKETS.sub("", name).casefold()


def _is_long(name: str) -> bool:
    return " " in name if name.isascii() else len(name) >= _SHORTEST
