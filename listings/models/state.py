"""What the database knows about its own content."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped

from listings.models.base import Base, column
from listings.models.types import Moment


def new_version() -> str:
    """Return a version that no content had before, in this database or a rebuilt one."""
    return secrets.token_hex(8)


class DataState(Base):
    """The one row that says which content this is.

    ``version`` changes with every change of the content. ``fingerprint`` and ``imported_at`` are of
    the last city folder imported, None before the first.
    """

    __tablename__ = "data_state"
    __table_args__: Any = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = column(Integer, primary_key=True, default=1, autoincrement=False)
    version: Mapped[str] = column(String(16), nullable=False, default=new_version)
    fingerprint: Mapped[str | None] = column(String(64))
    imported_at: Mapped[datetime | None] = column(Moment)
