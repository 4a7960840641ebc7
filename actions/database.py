"""The action server's one engine, made at its first question, and the sessions of its turns."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.result import FrozenResult, Result
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker
from sqlalchemy.sql.util import find_tables

from listings.database import create_engine_from, session_factory
from listings.models import Base, DataState, LeftByVisitor
from listings.queries import data_version
from listings.remembering import forget_turn, once
from listings.settings import database_url
from listings.versioning import KNOWN

OLDEST_SECONDS = 60.0
"""After how long a session is given up: what was changed past us is seen by then."""
MOST_ROWS = 20_000
"""A session that has read more rows than these is given up, so that memory has a bound."""
_ROWS, _PASSING, _READ, _WROTE = "kept", "passing", "read", "wrote"
_UNWATCHED = {
    mapper.local_table
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, (DataState, LeftByVisitor))
}


class WarmSessions:
    """Sessions that keep what they have read for the turns after, until the content changes.

    Nearly all that an answer reads is the same from turn to turn. A session that a turn ended with
    is lent to the next one with its rows and what its queries gave. Nothing is kept of what
    visitors leave, nor from a session that wrote or failed.
    """

    def __init__(self, factory: sessionmaker, clock: Callable[[], float] = time.monotonic) -> None:
        self.factory = factory
        self._clock = clock
        # The last one given back is lent first: one visitor at a time needs one session.
        self._free: list[tuple[Session, float, object]] = []

    @contextmanager
    def __call__(self) -> Iterator[Session]:
        """Lend a session for one turn, of the content as it is now.

        Raises:
            SQLAlchemyError: The database does not answer.
        """
        session, made_at = self._taken()
        try:
            yield session
            if not self._is_kept(session, made_at):
                session.close()
        except BaseException:
            session.close()
            raise

    def _is_kept(self, session: Session, made_at: float) -> bool:
        """Keep a session for the next turn, unless what it holds may be out of date."""
        # What was added and not committed is not stored, as at the end of any session.
        is_clean = not (session.new or session.dirty or session.deleted)
        if not is_clean or session.info.get(_WROTE):
            return False
        if len(session.info.get(_ROWS, ())) > MOST_ROWS:
            return False
        forget_turn(session)
        for row in session.info.pop(_PASSING, ()):
            if row in session:
                session.expunge(row)
        try:
            # The end of a transaction that has read; the rows stay as they were read.
            session.commit()
        except SQLAlchemyError:
            # The turn has its answer.
            return False
        version = session.info.get(KNOWN, {}).get((data_version, ()))
        self._free.append((session, made_at, version))
        return True

    def _taken(self) -> tuple[Session, float]:
        now = self._clock()
        while self._free:
            try:
                session, made_at, version = self._free.pop()
            except IndexError:
                # Another thread was first.
                break
            if now - made_at > OLDEST_SECONDS:
                session.close()
                continue
            try:
                if data_version(session) == version:
                    return session, made_at
            except BaseException:
                session.close()
                raise
            session.close()
        session = self.factory()
        once(session, data_version)
        return session, now


def sessions_on(engine: Engine) -> WarmSessions:
    """Return what lends sessions on ``engine`` that ask for no row twice."""
    factory = session_factory(engine)
    event.listen(factory, "loaded_as_persistent", _keep)
    event.listen(factory, "after_flush", _mark_written)
    event.listen(factory, "do_orm_execute", _read_once)
    return WarmSessions(factory)


@functools.lru_cache(maxsize=1)
def _sessions() -> WarmSessions:
    return sessions_on(create_engine_from(database_url(), keeps_file_open=True))


def session() -> Any:
    """Return a context manager that lends a session for one turn."""
    return _sessions()()


def _keep(session: Session, row: object) -> None:
    # Left to itself a session forgets each row that nothing refers to any more.
    kept = _PASSING if isinstance(row, (DataState, LeftByVisitor)) else _ROWS
    session.info.setdefault(kept, []).append(row)


def _mark_written(session: Session, _context: Any) -> None:
    session.info[_WROTE] = True


def _read_once(state: ORMExecuteState) -> Result | None:
    """Return what the same query gave in this session; None where it must be asked as it is."""
    if not state.is_select:
        state.session.info[_WROTE] = True
        return None
    if state.is_column_load or state.is_relationship_load or state.session.info.get(_WROTE):
        return None
    statement: Any = state.statement
    key = statement._generate_cache_key()
    if key is None or state.parameters:
        return None
    read: dict[Any, FrozenResult] = state.session.info.setdefault(KNOWN, {}).setdefault(_READ, {})
    asked = (key.key, tuple(_hashable(each.value) for each in key.bindparams))
    if asked not in read:
        if not _is_of_content(statement):
            return None
        read[asked] = state.invoke_statement().freeze()
    return read[asked]()


def _is_of_content(statement: Any) -> bool:
    """Say whether all that is read stands in tables whose every change is a new version."""
    tables = set(find_tables(statement))
    return bool(tables) and tables.isdisjoint(_UNWATCHED)


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
