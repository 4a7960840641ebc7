"""Conditions and orders that several queries share."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import String, case, cast, literal
from sqlalchemy.sql.elements import ColumnElement


def list_has(column: Any, value: str) -> ColumnElement[Any]:
    """Say whether the JSON list in ``column`` holds the string ``value``.

    SQLite and PostgreSQL have no JSON test in common, so the list's text is searched for the value
    as JSON writes it, quotes and escapes included. Letter case is the database's own affair.
    """
    return cast(column, String).contains(json.dumps(value), autoescape=True)


def how_many_known(*columns: Any) -> ColumnElement[Any]:
    """Count the columns that have a value: of two equal places, show the one we know more of."""
    total: ColumnElement[Any] = literal(0)
    for column in columns:
        total = total + case((column.is_not(None), 1), else_=0)
    return total
