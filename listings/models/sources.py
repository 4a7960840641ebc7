"""Where facts come from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from listings.models.base import Base, Listed, Named, column, one_of, partial_date

TRUST = ("high", "medium", "low")


class Source(Named, Listed, Base):
    """A publication that was read; its name is short enough to stand below an answer.

    ``address`` is a web address or another place to find it, ``read_on`` is YYYY, YYYY-MM or
    YYYY-MM-DD. ``publisher``, ``address`` and ``trust`` are for staff.
    """

    __tablename__ = "source"
    __table_args__: Any = (partial_date("read_on"), one_of("trust", TRUST))

    id: Mapped[str] = column(String, primary_key=True)
    publisher: Mapped[str | None] = column(String)
    address: Mapped[str | None] = column(String)
    read_on: Mapped[str | None] = column(String(10))
    trust: Mapped[str | None] = column(String(8))
