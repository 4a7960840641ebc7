"""What was asked of the database is remembered: for a session, or until the content changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from listings.queries import data_version
from listings.versioning import KNOWN

T = TypeVar("T")
# Of each engine the last version of its content, and what was asked of that.
_unchanged: WeakKeyDictionary[Any, tuple[str, dict[Hashable, Any]]] = WeakKeyDictionary()


def once(session: Session, query: Callable[..., T], *arguments: Hashable) -> T:
    """Return what ``query(session, *arguments)`` gives, asked for once in the session."""
    return kept(session, (query, arguments), lambda: query(session, *arguments))


def kept(session: Session, key: Hashable, make: Callable[[], T]) -> T:
    """Return what the session keeps under ``key``, which ``make()`` gives the first time."""
    known: dict[Hashable, T] = session.info.setdefault(KNOWN, {})
    if key not in known:
        known[key] = make()
    return known[key]


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
