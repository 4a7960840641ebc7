"""Pictures of places, as they were given and in the sizes that are shown."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred

from listings.models.base import Base, Listed, column
from listings.models.types import Json, Texts


class Picture(Listed, Base):
    """A picture of a place; its first is the one on cards.

    ``file`` is its name in the folder's ``pictures``, ``alt`` says what is seen for those who do
    not see it. ``content`` are the bytes of the file, ``small`` and ``large`` JPEGs that are made
    of it; all three are read only where they are asked for. ``digest`` names this very content.
    """

    __tablename__ = "picture"
    __table_args__: Any = (UniqueConstraint("place_id", "file"),)

    id: Mapped[int] = column(Integer, primary_key=True)
    place_id: Mapped[str] = column(ForeignKey("place.id"), nullable=False, index=True)
    file: Mapped[str] = column(String, nullable=False)
    alt: Mapped[Texts] = column(Json, nullable=False, default=dict)
    credit: Mapped[str] = column(String, nullable=False)
    licence: Mapped[str] = column(String, nullable=False)
    licence_url: Mapped[str | None] = column(String)
    digest: Mapped[str] = column(String(16), nullable=False, index=True)
    content: Mapped[bytes] = deferred(column(LargeBinary, nullable=False))  # type: ignore[assignment]
    small: Mapped[bytes] = deferred(column(LargeBinary, nullable=False))  # type: ignore[assignment]
    large: Mapped[bytes] = deferred(column(LargeBinary, nullable=False))  # type: ignore[assignment]
