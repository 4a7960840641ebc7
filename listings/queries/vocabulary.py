"""The words for a value: the city's own, else those the application brings."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import VocabularyKind, VocabularyTerm
from listings.texts import pick
from listings.vocabulary import Term, TermKey, shipped_terms


def terms(session: Session) -> dict[TermKey, Term]:
    """Return every term by (kind, id), the application's first.

    A city's row replaces the application's names and aliases in the languages that it gives.
    """
    merged = dict(shipped_terms())
    for key, term in own_terms(session).items():
        merged[key] = _merged(merged.get(key), term)
    return merged


def own_terms(session: Session) -> dict[TermKey, Term]:
    """Return the city's own terms by (kind, id); a city without any gives an empty dictionary."""
    statement = select(VocabularyTerm).where(VocabularyTerm.retired_at.is_(None))
    rows = session.execute(statement.order_by(VocabularyTerm.position)).scalars()
    return {(row.kind, row.id): Term(row.names, row.aliases) for row in rows}


def vocabulary_name(
    session: Session, kind: VocabularyKind, id: str, language: str, local_language: str
) -> str:
    """Return the name of a value for a visitor; a value without a row is returned as written."""
    return word_for(own_terms(session), kind, id, language, local_language)


def word_for(
    own: Mapping[TermKey, Term],
    kind: VocabularyKind,
    id: str,
    language: str,
    local_language: str,
) -> str:
    """Return the name of a value, with the city's ``own`` terms; without any it is as written."""
    term, its_own = shipped_terms().get((kind, id)), own.get((kind, id))
    if its_own is not None:
        term = _merged(term, its_own)
    return (pick(term.names, language, local_language) if term else None) or id


def _merged(shipped: Term | None, own: Term) -> Term:
    if shipped is None:
        return own
    return Term({**shipped.names, **own.names}, {**shipped.aliases, **own.aliases})
