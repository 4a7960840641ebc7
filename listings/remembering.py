"""What was asked of the database is remembered: for a turn, a session, or the same content."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from listings.queries import data_version
from listings.versioning import KNOWN

T = TypeVar("T")
_TURN = "turn"
# Of each engine the last version of its content, and what was asked of that.
_unchanged: WeakKeyDictionary[Any, tuple[str, dict[Hashable, Any]]] = WeakKeyDictionary()


def once(session: Session, query: Callable[..., T], *arguments: Hashable) -> T:
    """Return what ``query(session, *arguments)`` gives, asked for once in the session.

    A session may serve several turns: the content and the arguments alone say what is given.
    """
    known: dict[Hashable, T] = session.info.setdefault(KNOWN, {})
    key = (query, arguments)
    if key not in known:
        known[key] = query(session, *arguments)
    return known[key]


def kept(session: Session, key: Hashable, make: Callable[[], T]) -> T:
    """Return what is kept under ``key`` for this turn, which ``make()`` gives the first time."""
    known: dict[Hashable, T] = session.info.setdefault(KNOWN, {}).setdefault(_TURN, {})
    if key not in known:
        known[key] = make()
    return known[key]


def forget_turn(session: Session) -> None:
    """Forget what is kept for the turn, at its end."""
    session.info.get(KNOWN, {}).pop(_TURN, None)


def while_unchanged(session: Session, query: Callable[..., T], *arguments: Hashable) -> T:
    """Return what ``query(session, *arguments)`` gave in any session since the content changed.

    It is for small tables as a whole. What the rows refer to must not be asked of them, since
    their session may be closed.
    """
    version = once(session, data_version)
    engine = session.get_bind()
    last, known = _unchanged.get(engine, ("", {}))
    if last != version:
        known = {}
        _unchanged[engine] = (version, known)
    key = (query, arguments)
    if key not in known:
        known[key] = query(session, *arguments)
    found: T = known[key]
    return found
