"""The action server's one engine, made at its first question."""

from __future__ import annotations

import functools

from sqlalchemy.orm import Session, sessionmaker

from listings.database import create_engine_from, session_factory
from listings.settings import database_url


@functools.lru_cache(maxsize=1)
def _sessions() -> sessionmaker:
    return session_factory(create_engine_from(database_url()))


def session() -> Session:
    """Return a new session, to be used as a context manager."""
    made: Session = _sessions()()
    return made
