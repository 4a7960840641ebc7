"""What was deleted of the visitors' messages: a backup from before still has it.

The table is made with the first row, and is no part of the schema: what a backup or an import
brings in its place knows nothing of it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

_metadata = sa.MetaData()
_forgotten = sa.Table(
    "forgotten",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("mark", sa.String(64), nullable=False, unique=True),
    # Unix time: for an age, all from before this moment was deleted.
    sa.Column("before", sa.Float),
)
_ALL = "all"


def mark(number: str) -> str:
    """Return the hash under which a receipt's number is remembered as deleted."""
    return hashlib.sha256(number.encode("utf-8", "surrogatepass")).hexdigest()


def remember(session: Session, number: str) -> None:
    """Note that what had this number was deleted; commits nothing."""
    _put(session, mark(number), None)


def remember_older(session: Session, moment: datetime) -> None:
    """Note that everything from before ``moment`` was deleted; commits nothing."""
    _put(session, _ALL, moment.timestamp())


def read(session: Session) -> tuple[frozenset[str], datetime | None]:
    """Return the marks of deleted numbers, and before which moment everything was deleted."""
    connection = session.connection()
    _metadata.create_all(connection)
    rows = session.execute(sa.select(_forgotten.c.mark, _forgotten.c.before)).all()
    numbers = frozenset(m for m, _ in rows if m != _ALL)
    before = next((float(b) for m, b in rows if m == _ALL), None)
    moment = None if before is None else datetime.fromtimestamp(before, timezone.utc)
    return numbers, moment


def _put(session: Session, written: str, before: float | None) -> None:
    connection: Any = session.connection()
    _metadata.create_all(connection)
    known = sa.select(_forgotten.c.before).where(_forgotten.c.mark == written)
    row = session.execute(known).first()
    if row is None:
        session.execute(sa.insert(_forgotten).values(mark=written, before=before))
    elif before is not None and before > row[0]:
        change = sa.update(_forgotten).where(_forgotten.c.mark == written)
        session.execute(change.values(before=before))
