"""The notices that hold now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import Notice


def notices_for(
    session: Session,
    moment: datetime,
    places: Collection[str] = (),
    kinds: Collection[str] = (),
) -> list[Notice]:
    """Return the notices that hold at ``moment`` and concern an answer, the newest first.

    ``places`` are the ids of the places that the answer tells of and ``kinds`` their kinds. A
    notice for the whole city concerns every answer. An ended notice is never among them.
    """
    statement = (
        select(Notice)
        .where(Notice.begins_at <= moment, Notice.ends_at > moment)
        .order_by(Notice.begins_at.desc(), Notice.id.desc())
    )
    return [n for n in session.execute(statement).scalars() if _concerns(n, places, kinds)]


def coming_notices(session: Session, moment: datetime) -> list[Notice]:
    """Return the notices that hold at ``moment`` or later, the newest first."""
    statement = (
        select(Notice)
        .where(Notice.ends_at > moment)
        .order_by(Notice.begins_at.desc(), Notice.id.desc())
    )
    return list(session.execute(statement).scalars())


def _concerns(notice: Notice, places: Collection[str], kinds: Collection[str]) -> bool:
    if not notice.place_ids and not notice.kinds:
        return True
    return any(p in places for p in notice.place_ids) or any(k in kinds for k in notice.kinds)
