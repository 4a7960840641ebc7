"""Visitors' reports of wrong facts: kept, listed, settled."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.inbox.enquiries import UnknownReceiptError
from listings.inbox.receipts import as_written, new_receipt
from listings.models import Correction


def keep_correction(
    session: Session,
    *,
    words: str,
    language: str,
    now: datetime,
    intent: str | None = None,
    place_id: str | None = None,
    told: str | None = None,
    source: str | None = None,
) -> Correction:
    """Keep a report of a wrong fact and return it with its reference; commits."""
    correction = Correction(
        reference=new_receipt("C", now),
        intent=intent,
        place_id=place_id,
        told=told,
        source=source,
        words=words,
        language=language,
        created_at=now,
    )
    session.add(correction)
    session.commit()
    return correction


def add_words(session: Session, reference: str, words: str) -> Correction:
    """Add what the visitor said further to a report, on a line of its own, and return it; commits.

    The same words after one another stand there once.

    Raises:
        UnknownReceiptError: No report has this reference.
    """
    correction = _get(session, reference)
    if correction.words.splitlines()[-1:] != words.splitlines()[-1:]:
        correction.words = f"{correction.words}\n{words}".strip("\n")
        session.commit()
    return correction


def find_corrections(session: Session, *, only_open: bool = False) -> list[Correction]:
    """Return the reports, the oldest first; an empty list for none."""
    statement = select(Correction).order_by(Correction.created_at, Correction.id)
    if only_open:
        statement = statement.where(Correction.settled_at.is_(None))
    return list(session.execute(statement).scalars())


def mark_settled(session: Session, reference: str, now: datetime) -> Correction:
    """Mark a report as settled and return it; a second time changes nothing. Commits.

    Raises:
        UnknownReceiptError: No report has this reference.
    """
    correction = _get(session, reference)
    correction.settled_at = correction.settled_at or now
    session.commit()
    return correction


def _get(session: Session, reference: str) -> Correction:
    statement = select(Correction).where(Correction.reference == as_written(reference))
    correction: Correction | None = session.execute(statement).scalar_one_or_none()
    if correction is None:
        raise UnknownReceiptError(reference)
    return correction
