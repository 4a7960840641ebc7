"""Marking the content as changed whenever a session changes it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, update
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker

from listings.models import Base, DataState, LeftByVisitor
from listings.models.state import new_version

KNOWN = "known"
"""Under this key a session holds what was asked of the content; a change takes it away."""


def watch(factory: sessionmaker) -> None:
    """Give the content a new version with each change made by a session of ``factory``.

    Seen are changed, new and deleted objects, and ``update()`` and ``delete()`` statements. What
    visitors leave is no content.
    """
    event.listen(factory, "before_flush", _before_flush)
    event.listen(factory, "do_orm_execute", _before_statement)


def touch(session: Session) -> None:
    """Give the content a new version in the session's transaction."""
    statement = update(DataState).values(version=new_version())
    session.execute(statement, execution_options={"synchronize_session": False})
    session.info.pop(KNOWN, None)


def _before_flush(session: Session, _context: Any, _instances: Any) -> None:
    changed = [item for item in session.dirty if session.is_modified(item)]
    if any(_is_content(item) for item in (*changed, *session.new, *session.deleted)):
        touch(session)


def _before_statement(state: ORMExecuteState) -> None:
    is_write = state.is_update or state.is_delete
    if is_write and state.bind_mapper is not None and _holds_content(state.bind_mapper.class_):
        touch(state.session)


def _is_content(item: object) -> bool:
    return _holds_content(type(item))


def _holds_content(model: type) -> bool:
    """Say whether rows of ``model`` are told to visitors, and so are worth reading again."""
    return issubclass(model, Base) and not issubclass(model, (DataState, LeftByVisitor))
