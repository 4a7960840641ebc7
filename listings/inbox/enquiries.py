"""Messages for the staff: kept, listed, answered, forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from listings.database import leave_no_copy
from listings.inbox import forgotten
from listings.inbox.receipts import as_written, new_receipt
from listings.models import Correction, Enquiry


class UnknownReceiptError(LookupError):
    """No message and no correction has this number."""

    def __init__(self, receipt: str) -> None:
        super().__init__(f"{receipt}: nothing is kept under this number")


def keep_enquiry(
    session: Session,
    *,
    draft: str,
    topic: str,
    text: str,
    reach_kind: str,
    reach: str,
    language: str,
    now: datetime,
) -> Enquiry:
    """Keep a message and return it with its receipt number; commits.

    A draft that is already kept is returned as it is, so that a "yes" that arrives twice keeps one.
    """
    found = _of_draft(session, draft)
    if found is not None:
        return found
    enquiry = Enquiry(
        receipt=new_receipt("Q", now),
        draft=draft,
        topic=topic,
        text=text,
        reach_kind=reach_kind,
        reach=reach,
        language=language,
        created_at=now,
    )
    session.add(enquiry)
    session.commit()
    return enquiry


def drop_draft(session: Session, draft: str) -> None:
    """Delete what was kept of a draft whose writer has given up, if anything was; commits."""
    session.execute(delete(Enquiry).where(Enquiry.draft == draft))
    session.commit()


def find_enquiries(session: Session, *, only_open: bool = False) -> list[Enquiry]:
    """Return the messages, the oldest first; an empty list for none."""
    statement = select(Enquiry).order_by(Enquiry.created_at, Enquiry.id)
    if only_open:
        statement = statement.where(Enquiry.answered_at.is_(None))
    return list(session.execute(statement).scalars())


def mark_answered(session: Session, receipt: str, now: datetime) -> Enquiry:
    """Mark a message as answered and return it; a second time changes nothing. Commits.

    Raises:
        UnknownReceiptError: No message has this number.
    """
    statement = select(Enquiry).where(Enquiry.receipt == as_written(receipt))
    enquiry = session.execute(statement).scalar_one_or_none()
    if enquiry is None:
        raise UnknownReceiptError(receipt)
    enquiry.answered_at = enquiry.answered_at or now
    session.commit()
    return enquiry


def forget(session: Session, receipt: str) -> None:
    """Delete the message or correction of this number for good; commits.

    Raises:
        UnknownReceiptError: Nothing is kept under this number.
    """
    number = as_written(receipt)
    if not _delete(session, Enquiry.receipt == number, Correction.reference == number):
        raise UnknownReceiptError(receipt)
    forgotten.remember(session, number)
    session.commit()
    leave_no_copy(session)


def forget_older(session: Session, moment: datetime) -> int:
    """Delete every message and correction from before ``moment``; return how many. Commits."""
    count = _delete(session, Enquiry.created_at < moment, Correction.created_at < moment)
    forgotten.remember_older(session, moment)
    session.commit()
    leave_no_copy(session)
    return count


def forget_again(session: Session, numbers: Collection[str], before: datetime | None) -> int:
    """Delete what was deleted before, as `forgotten.read` gave it; return how many. Commits."""
    count = 0 if before is None else forget_older(session, before)
    rows = [
        *session.execute(select(Enquiry.receipt)).scalars(),
        *session.execute(select(Correction.reference)).scalars(),
    ]
    again = [number for number in rows if forgotten.mark(number) in numbers]
    for number in again:
        forget(session, number)
    return count + len(again)


def _delete(session: Session, enquiries: Any, corrections: Any) -> int:
    rows = [
        *session.execute(select(Enquiry).where(enquiries)).scalars(),
        *session.execute(select(Correction).where(corrections)).scalars(),
    ]
    for row in rows:
        session.delete(row)
    session.commit()
    return len(rows)


def _of_draft(session: Session, draft: str) -> Enquiry | None:
    statement = select(Enquiry).where(Enquiry.draft == draft)
    found: Enquiry | None = session.execute(statement).scalar_one_or_none()
    return found
