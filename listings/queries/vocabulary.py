"""The words for a value: the city's own, else those the application brings."""

from __future__ import annotations

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
    statement = select(VocabularyTerm).where(VocabularyTerm.retired_at.is_(None))
    for row in session.execute(statement.order_by(VocabularyTerm.position)).scalars():
        merged[row.kind, row.id] = _merged(merged.get((row.kind, row.id)), row)
    return merged


def vocabulary_name(
    session: Session, kind: VocabularyKind, id: str, language: str, local_language: str
) -> str:
    """Return the name of a value for a visitor; a value without a row is returned as written."""
    row = session.get(VocabularyTerm, (kind, id))
    term = shipped_terms().get((kind, id))
    if row is not None and row.retired_at is None:
        term = _merged(term, row)
    return (pick(term.names, language, local_language) if term else None) or id


def _merged(shipped: Term | None, row: VocabularyTerm) -> Term:
    if shipped is None:
        return Term(row.names, row.aliases)
    return Term({**shipped.names, **row.names}, {**shipped.aliases, **row.aliases})
