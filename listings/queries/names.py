"""Every name in the database, for finding names in what visitors write."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.compass import other_words
from listings.kinds import KINDS
from listings.models import (
    Article,
    Attraction,
    City,
    District,
    MetroLine,
    Place,
    PlaceKind,
    Restaurant,
    Station,
    TextLists,
    Texts,
    Ticket,
    VocabularyKind,
)
from listings.queries.streets import list_streets
from listings.queries.vocabulary import terms
from listings.sorts import joints_of, sorts_within
from listings.vocabulary import Term, TermKey

_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
NameKind = Literal[
    "place",
    "district",
    "city",
    "category",
    "cuisine",
    "dish",
    "amenity",
    "audience",
    "office-kind",
    "facility-kind",
    "shop-kind",
    "event-kind",
    "topic",
    "article",
    "line",
    "station",
    "street",
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
    Of several values of a kind that share a word, those that no listing uses give it up to those
    that are used; a category that joins several sorts gives theirs up to them. The places that are
    stations are apart, because they are called after others. The id of a dish is its name, and so
    is that of a street. A district that is called after its side of the city has all words for that
    side. An empty database gives the application's vocabulary alone.
    """
    sorts: set[TermKey] = {("category", sort) for sort in _sorts_listed(session)}
    used = _used_values(session) | sorts
    return [
        *_of(session, "city", City, City.names, City.aliases),
        *_districts(session),
        *_places(session),
        *_dishes(session),
        *_streets(session),
        *_of(session, "line", MetroLine, MetroLine.names, MetroLine.aliases),
        *_of(session, "article", Article, Article.titles, Article.aliases),
        *_words(terms(session), used, sorts),
    ]


def category_kinds(session: Session) -> dict[str, tuple[PlaceKind, ...]]:
    """Return the kinds of place that are listed with each category or sort of one, by its id."""
    kinds: dict[str, tuple[PlaceKind, ...]] = {}
    for row in KINDS.values():
        if row.vocabulary == "category" and row.category is not None:
            model: Any = row.model
            statement = select(getattr(model, row.category)).where(model.retired_at.is_(None))
            for value in set(session.execute(statement).scalars()) - {None}:
                kinds[value] = (*kinds.get(value, ()), row.name)
    for sort in _sorts_listed(session):
        kinds[sort] = tuple(dict.fromkeys((*kinds.get(sort, ()), "attraction")))
    return kinds


def _sorts_listed(session: Session) -> set[str]:
    """Return the sorts within joint categories that some sight is of."""
    columns = select(Attraction.category, Attraction.names, Attraction.summary)
    rows = session.execute(columns.where(Attraction.retired_at.is_(None)))
    return {sort for row in rows for sort in sorts_within(*row)}


def _of(
    session: Session, kind: NameKind, model: Any, names: Any, aliases: Any
) -> Iterator[NameEntry]:
    statement = select(model.id, names, aliases)
    if model is not City:
        statement = statement.where(model.retired_at.is_(None))
    for item_id, its_names, its_aliases in session.execute(statement):
        yield from _entries(kind, item_id, its_names, its_aliases)


def _districts(session: Session) -> Iterator[NameEntry]:
    names: dict[str, list[str]] = {}
    for entry in _of(session, "district", District, District.names, District.aliases):
        names.setdefault(entry.id, []).append(entry.name)
        yield entry
    for district_id, own in names.items():
        for language, words in other_words(own).items():
            for word in words:
                yield NameEntry(word, language, "district", district_id, True)


def _dishes(session: Session) -> Iterator[NameEntry]:
    """Give the dishes of the restaurants, without what stands in brackets behind their names."""
    statement = select(Restaurant.signature_dishes).where(Restaurant.retired_at.is_(None))
    seen: set[tuple[str, str]] = set()
    for texts in session.execute(statement).scalars():
        for language, dishes in texts.items():
            for dish in dishes:
                name = _BRACKETS.sub("", dish).strip()
                if name and (language, name) not in seen:
                    seen.add((language, name))
                    yield NameEntry(name, language, "dish", name, False)


def _streets(session: Session) -> Iterator[NameEntry]:
    for street, by_language in list_streets(session).items():
        for language, names in by_language.items():
            for name in names:
                yield NameEntry(name, language, "street", street, False)


def _places(session: Session) -> Iterator[NameEntry]:
    stations = set(session.execute(select(Station.id)).scalars())
    for entry in _of(session, "place", Place, Place.names, Place.aliases):
        yield entry._replace(kind="station") if entry.id in stations else entry


def _words(
    words: Mapping[TermKey, Term], used: set[TermKey], sorts: Collection[TermKey]
) -> Iterator[NameEntry]:
    entries = [
        entry
        for (kind, term_id), term in words.items()
        for entry in _entries(kind, term_id, term.names, term.aliases)
    ]
    taken = {_word(entry) for entry in entries if (entry.kind, entry.id) in used}
    # A word for a sort is none for the category that joins it with others.
    of_sorts = {_word(entry) for entry in entries if (entry.kind, entry.id) in sorts}
    joints = {("category", joint) for _, sort in sorts for joint in joints_of(sort)}
    for entry in entries:
        key = (entry.kind, entry.id)
        if key in joints and _word(entry) in of_sorts:
            continue
        if key in used or _word(entry) not in taken:
            yield entry
    for kind, value in sorted(used - words.keys()):
        yield NameEntry(value, "", kind, value, False)


def _word(entry: NameEntry) -> tuple[NameKind, str]:
    return entry.kind, entry.name.casefold()


def _entries(kind: NameKind, item_id: str, names: Texts, aliases: TextLists) -> Iterator[NameEntry]:
    for language, name in names.items():
        yield NameEntry(name, language, kind, item_id, False)
    for language, others in aliases.items():
        for other in others:
            yield NameEntry(other, language, kind, item_id, True)


def _used_values(session: Session) -> set[TermKey]:
    """Return (kind, value) for every vocabulary value in use."""
    columns: list[tuple[VocabularyKind, Any, Any]] = [
        ("audience", Ticket, Ticket.audience),
        ("topic", Article, Article.topic),
    ]
    for row in KINDS.values():
        for attribute, kind in row.words_of():
            columns.append((kind, row.model, getattr(row.model, attribute)))
    used: set[TermKey] = set()
    for kind, model, column in columns:
        statement = select(column).where(model.retired_at.is_(None))
        for value in session.execute(statement).scalars():
            used.update((kind, v) for v in (value if isinstance(value, list) else [value]) if v)
    return used
