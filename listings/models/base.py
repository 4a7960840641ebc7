"""What all tables share: named constraints, typed columns, names, source and date, retirement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeMeta, Mapped, registry, relationship

from listings.models.types import Json, Moment, TextLists, Texts

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a migration can drop it on either database."""

_registry = registry(metadata=MetaData(naming_convention=NAMING))


class Base(metaclass=DeclarativeMeta):
    """The base of every model."""

    __abstract__ = True
    registry = _registry
    metadata = _registry.metadata
    __init__ = _registry.constructor


def column(*args: Any, **kwargs: Any) -> Any:
    """A ``Column``; SQLAlchemy 1.4 does not type it as the ``Mapped`` attribute it becomes."""
    return Column(*args, **kwargs)


def related(*args: Any, **kwargs: Any) -> Any:
    """A ``relationship``, typed as the ``Mapped`` attribute it becomes."""
    return relationship(*args, **kwargs)


def in_range(name: str, low: float, high: float) -> CheckConstraint:
    """A check that column ``name`` is empty or within ``low`` and ``high``, both included."""
    return CheckConstraint(f"{name} BETWEEN {low} AND {high}", name=f"{name}_in_range")


def not_negative(name: str) -> CheckConstraint:
    """A check that column ``name`` is empty or at least 0."""
    return CheckConstraint(f"{name} >= 0", name=f"{name}_not_negative")


def partial_date(name: str) -> CheckConstraint:
    """A check that column ``name`` is empty or written YYYY, YYYY-MM or YYYY-MM-DD.

    The digits themselves are checked by the import; this keeps the shape.
    """
    shapes = " OR ".join(f"{name} LIKE '{shape}'" for shape in ("____", "____-__", "____-__-__"))
    return CheckConstraint(shapes, name=f"{name}_shape")


def one_of(name: str, values: tuple[str, ...]) -> CheckConstraint:
    """A check that column ``name`` holds one of ``values``."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{name} IN ({listed})", name=f"{name}_known")


class Named:
    """Something with a name in at least one language, and other names it goes by."""

    names: Mapped[Texts] = column(Json, nullable=False, default=dict)
    aliases: Mapped[TextLists] = column(Json, nullable=False, default=dict)


class Sourced:
    """A fact: where it comes from, and as of when.

    ``as_of`` is YYYY, YYYY-MM or YYYY-MM-DD, or None where the source states no date.
    """

    source: Mapped[str | None] = column(String)
    as_of: Mapped[str | None] = column(String(10))
    as_of_note: Mapped[str | None] = column(String)


class Listed:
    """A row of a city folder.

    ``position`` is its place in the file, from 0. ``retired_at`` is set when the row leaves the
    folder: it is kept, and the queries leave it out.
    """

    position: Mapped[int] = column(Integer, nullable=False, default=0)
    retired_at: Mapped[datetime | None] = column(Moment)
