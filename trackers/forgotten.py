"""Which conversations were deleted, by a hash: a backup from before still has them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from semantics.deletions import mark

KEPT_SECONDS = 400 * 24 * 3600.0
"""How long a deletion is remembered: longer than anybody should keep a backup."""

_metadata = sa.MetaData()
_forgotten = sa.Table(
    "forgotten_conversation",
    _metadata,
    sa.Column("sender", sa.String(64), primary_key=True),
    sa.Column("at", sa.Float, primary_key=True),
)


def prepare(engine: Any) -> None:
    """Make the table where it is not there."""
    _metadata.create_all(engine)


def remember(connection: Any, sender_id: str) -> None:
    """Note that the conversation was deleted now, and drop what is too old to matter."""
    now = time.time()
    connection.execute(sa.delete(_forgotten).where(_forgotten.c.at < now - KEPT_SECONDS))
    connection.execute(sa.insert(_forgotten).values(sender=mark(sender_id), at=now))


def read(engine: Any) -> dict[str, float]:
    """Return the marks of deleted conversations, each with the Unix time of its last deletion."""
    prepare(engine)
    statement = sa.select(_forgotten.c.sender, sa.func.max(_forgotten.c.at))
    with engine.connect() as connection:
        rows = connection.execute(statement.group_by(_forgotten.c.sender)).all()
    return {sender: float(at) for sender, at in rows}


def forget_again(engine: Any, deleted: dict[str, float]) -> int:
    """Delete what conversations had said before they were deleted; return how many had.

    What was said afterwards, under the same id, stays.
    """
    prepare(engine)
    events, states = _tables(engine)
    if events is None or states is None:
        return 0
    again = 0
    with engine.begin() as connection:
        known: Iterable[str] = connection.execute(
            sa.select(events.c.sender_id).union(sa.select(states.c.sender_id))
        ).scalars()
        for sender_id in list(known):
            at = deleted.get(mark(sender_id))
            if at is None:
                continue
            old_events = (events.c.sender_id == sender_id) & (events.c.timestamp <= at)
            old_state = (states.c.sender_id == sender_id) & (states.c.changed_at <= at)
            gone = connection.execute(sa.delete(events).where(old_events)).rowcount
            gone += connection.execute(sa.delete(states).where(old_state)).rowcount
            again += bool(gone)
        already = set(connection.execute(sa.select(_forgotten.c.sender)).scalars())
        rows = [{"sender": s, "at": at} for s, at in deleted.items() if s not in already]
        if rows:
            connection.execute(sa.insert(_forgotten), rows)
    return again


def deleted_at(engine: Any, start: str) -> float | None:
    """Return the Unix time at which a conversation whose mark begins with ``start`` was deleted.

    None where none was; of several deletions the last.
    """
    prepare(engine)
    statement = sa.select(sa.func.max(_forgotten.c.at)).where(_forgotten.c.sender.like(f"{start}%"))
    with engine.connect() as connection:
        found = connection.execute(statement).scalar()
    return None if found is None else float(found)


def forget_silent(engine: Any, until: float) -> int:
    """Delete the conversations without a message since the Unix time ``until``; return how many.

    The tracker store does so too, while somebody talks.
    """
    events, states = _tables(engine)
    if events is None or states is None:
        return 0
    silent = sa.select(states.c.sender_id).where(states.c.changed_at < until)
    with engine.begin() as connection:
        connection.execute(sa.delete(events).where(events.c.sender_id.in_(silent)))
        gone = connection.execute(sa.delete(states).where(states.c.changed_at < until)).rowcount
    leave_no_copy(engine)
    return int(gone)


def leave_no_copy(engine: Any) -> None:
    """Bring SQLite's log into the database, which overwrites what was deleted."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            # Where somebody reads just now it is done at another time.
            connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _tables(engine: Any) -> tuple[Any, Any]:
    """Return the tables of Rasa's events and of the states, None each where it is not there."""
    tables = sa.MetaData()
    tables.reflect(engine, only=lambda name, _: name in ("events", "conversation_state"))
    return tables.tables.get("events"), tables.tables.get("conversation_state")
