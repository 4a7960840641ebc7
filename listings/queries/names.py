"""Every name in the database, for finding names in what visitors write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import Literal

from listings.models import (
    Article,
    Attraction,
    City,
    District,
    Hotel,
    Office,
    Place,
    Restaurant,
    TextLists,
    Texts,
    Ticket,
)
from listings.queries.vocabulary import terms

NameKind = Literal[
    "place",
    "district",
    "city",
    "category",
    "cuisine",
    "amenity",
    "audience",
    "office-kind",
    "article",
]


class NameEntry(NamedTuple):
    """A name or alias of something, in one language; ``id`` is unique within ``kind``."""

    name: str
    language: str
    kind: NameKind
    id: str
    is_alias: bool


def all_names(session: Session) -> list[NameEntry]:
    """Return the names and aliases of all that is not retired, in no particular order.

    The words of the vocabulary are among them, those of the application and those of the city. A
    value that listings use and no vocabulary knows is there as it is written, in language ``""``.
    An empty database gives the application's vocabulary alone.
    """
    words = terms(session)
    entries = [
        *_of(session, "city", City, City.names, City.aliases),
        *_of(session, "district", District, District.names, District.aliases),
        *_of(session, "place", Place, Place.names, Place.aliases),
        *_of(session, "article", Article, Article.titles, Article.aliases),
    ]
    for (kind, term_id), term in words.items():
        entries.extend(_entries(kind, term_id, term.names, term.aliases))
    for kind, value in sorted(_used_values(session)):
        if (kind, value) not in words:
            entries.append(NameEntry(value, "", kind, value, False))
    return entries


def _of(
    session: Session, kind: NameKind, model: Any, names: Any, aliases: Any
) -> Iterator[NameEntry]:
    statement = select(model.id, names, aliases)
    if model is not City:
        statement = statement.where(model.retired_at.is_(None))
    for item_id, its_names, its_aliases in session.execute(statement):
        yield from _entries(kind, item_id, its_names, its_aliases)


def _entries(kind: NameKind, item_id: str, names: Texts, aliases: TextLists) -> Iterator[NameEntry]:
    for language, name in names.items():
        yield NameEntry(name, language, kind, item_id, False)
    for language, others in aliases.items():
        for other in others:
            yield NameEntry(other, language, kind, item_id, True)


def _used_values(session: Session) -> set[tuple[NameKind, str]]:
    """Return (kind, value) for every vocabulary value in use."""
    single: tuple[tuple[NameKind, Any, Any], ...] = (
        ("category", Attraction, Attraction.category),
        ("category", Hotel, Hotel.category),
        ("audience", Ticket, Ticket.audience),
        ("office-kind", Office, Office.office_kind),
    )
    several: tuple[tuple[NameKind, Any, Any], ...] = (
        ("cuisine", Restaurant, Restaurant.cuisines),
        ("amenity", Hotel, Hotel.amenities),
    )
    used: set[tuple[NameKind, str]] = set()
    for kind, model, column in single:
        statement = select(column).where(model.retired_at.is_(None)).distinct()
        used.update((kind, value) for value in session.execute(statement).scalars() if value)
    for kind, model, column in several:
        statement = select(column).where(model.retired_at.is_(None))
        for values in session.execute(statement).scalars():
            used.update((kind, value) for value in values)
    return used
