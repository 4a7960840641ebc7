"""Columns that the database has something in and the file has lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.importing.columns import Table
from listings.importing.errors import RowError
from listings.importing.folder import Folder
from listings.importing.layout import layout_of, likely_column
from listings.importing.tables import FILES


def lost_columns(session: Session, folder: Folder) -> list[RowError]:
    """Return an error for each column that would be emptied for the whole city."""
    return [
        error
        for table in FILES
        if table.file in folder.headers
        for error in _lost(session, table, folder.headers[table.file])
    ]


def _lost(session: Session, table: Table, header: tuple[str, ...]) -> Iterator[RowError]:
    layout = layout_of(table, header)
    there = {family.attribute: {code for _, code in found} for family, found in layout.translated}
    gone = [column for column in table.columns if column not in layout.columns]
    rows = _rows(session, table)
    names = [c.name for c in gone if any(_holds(getattr(row, c.attribute)) for row in rows)]
    for family in table.translated:
        held = {code for row in rows for code in getattr(row, family.attribute) or {}}
        names += [family.header(code) for code in sorted(held - there[family.attribute])]
    for name in names:
        reason = "the database has values in this column, the file has not the column"
        meant = [other for other in layout.unknown if likely_column(table, other) == name]
        if meant:
            reason += f"; is it {meant[0]!r}?"
        yield RowError(table.file, 1, name, None, reason)


def _rows(session: Session, table: Table) -> list[Any]:
    statement = select(table.model)
    if hasattr(table.model, "retired_at"):
        statement = statement.where(table.model.retired_at.is_(None))
    for attribute, value in table.fixed.items():
        statement = statement.where(getattr(table.model, attribute) == value)
    found: list[Any] = session.execute(statement).scalars().all()
    return found


def _holds(value: object) -> bool:
    return value is not None and value != [] and value != {} and value != ""
