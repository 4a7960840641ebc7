"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, DateTime, Numeric
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

Texts = dict[str, str]
"""A text in the languages it is known in: ``{"en": "Pier", "zh": "栈桥"}``; ``{}`` in none."""

TextLists = dict[str, list[str]]
"""Several texts in each language: ``{"en": ["Qingdao Pier", "Trestle Bridge"]}``."""

Lists = list[str]
"""Several values in the order of the file: ``["seafood", "bbq"]``."""


class Json(TypeDecorator[Any]):
    """A ``Texts``, ``TextLists`` or ``Lists`` value, kept as JSON.

    Assign a new value to change it: a change inside the dict or list is not noticed.
    """

    impl = JSON
    cache_ok = True


class Price(TypeDecorator[Decimal]):
    """An amount in the city's currency, with at most three decimals (no currency has more).

    Comes back as the shortest equal Decimal: ``Decimal("8.5")``, ``Decimal("120")``. SQLite has no
    decimal numbers, so there it is a floating point number on its way in and out.
    """

    impl = Numeric(12, 3)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the driver deals with."""
        is_decimal = dialect.name != "sqlite"
        return Numeric(12, 3, asdecimal=is_decimal)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return what the driver is given."""
        if value is None or dialect.name != "sqlite":
            return value
        return float(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Return what the model gets."""
        return None if value is None else shortest(Decimal(str(value)))


class Moment(TypeDecorator[datetime]):
    """A point in time, kept in UTC and returned with its time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; a ValueError is raised when it has no time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with its time zone, UTC, which SQLite does not keep."""
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=timezone.utc)
        return value.astimezone(timezone.utc)


def shortest(amount: Decimal) -> Decimal:
    """Return the equal Decimal without trailing zeros and without an exponent."""
    return amount.normalize() + 0
