"""How old facts are, and which the city calls old."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from listings.kinds import KINDS
from listings.models import Article, City, Correction, Feedback, Place, Ticket

OLD_AFTER_YEARS = 2
"""The limit of a city that sets none."""

_EMPTY: tuple[object, ...] = (None, "", [], {})
_NOT_EXPECTED = {"rating", "rating_a", "step_free", "website", "timing", "fee", "known_for"}
"""Facts that many places have no value for, so that a lack of them says nothing."""


class Aged(NamedTuple):
    """A row with the date of its facts, as the source states it, and the facts that it lacks."""

    kind: str
    id: str
    as_of: str | None
    lacks: tuple[str, ...]


def is_old(as_of: str | None, today: date, city: City) -> bool:
    """Say whether a price or an hour of this date is older than the city's limit.

    ``as_of`` is YYYY, YYYY-MM or YYYY-MM-DD; its latest day counts. An undated fact is not called
    old, for nothing is known of its age.
    """
    if as_of is None:
        return False
    year, month, day = (int(part) for part in (as_of + "-12-31"[len(as_of) - 4 :]).split("-"))
    limit = city.facts_old_after_years or OLD_AFTER_YEARS
    return (year + limit, month, day) < (today.year, today.month, today.day)


def ages(session: Session) -> list[Aged]:
    """Return every place, ticket and article that is not retired: undated ones, then the oldest."""
    found: list[Aged] = []
    for place in session.execute(select(Place).where(Place.retired_at.is_(None))).scalars():
        facts = KINDS[place.kind].facts
        lacks = [f for f in facts if f not in _NOT_EXPECTED and getattr(place, f) in _EMPTY]
        found.append(Aged(place.kind, place.id, place.as_of, tuple(lacks)))
    for ticket in session.execute(select(Ticket).where(Ticket.retired_at.is_(None))).scalars():
        found.append(Aged("ticket", f"{ticket.attraction_id}/{ticket.key}", ticket.as_of, ()))
    for article in session.execute(select(Article).where(Article.retired_at.is_(None))).scalars():
        found.append(Aged("article", article.id, article.as_of, ()))
    return sorted(found, key=lambda row: (row.as_of or "", row.kind, row.id))


def most_asked(session: Session) -> list[tuple[str, int]]:
    """Return what visitors came back to most, as (what, how often), the most first.

    Places of which a fact was doubted, and the questions whose answers were rated: nothing else of
    what is asked is kept.
    """
    counted: list[tuple[str, int]] = []
    for column in (Correction.place_id, Feedback.intent):
        statement = select(column, func.count()).where(column.is_not(None)).group_by(column)
        counted += [(str(what), number) for what, number in session.execute(statement)]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))
