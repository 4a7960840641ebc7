"""The action server's one engine, made at its first question."""

from __future__ import annotations

import functools

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from listings.database import create_engine_from, session_factory
from listings.settings import database_url


def sessions_on(engine: Engine) -> sessionmaker:
    """Return a maker of sessions that ask for no row twice.

    Left to itself a session forgets each row that nothing refers to any more.
    """
    factory = session_factory(engine)
    event.listen(factory, "loaded_as_persistent", _keep)
    return factory


@functools.lru_cache(maxsize=1)
def _sessions() -> sessionmaker:
    return sessions_on(create_engine_from(database_url()))


def session() -> Session:
    """Return a new session, to be used as a context manager."""
    made: Session = _sessions()()
    return made


def _keep(session: Session, row: object) -> None:
    session.info.setdefault("kept", []).append(row)
