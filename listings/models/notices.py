"""What staff want visitors to know for a while: a typhoon, a closed line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Integer
from sqlalchemy.orm import Mapped

from listings.models.base import Base, column
from listings.models.types import Json, Lists, Moment, Texts
from listings.models.visitors import LeftByVisitor


class Notice(LeftByVisitor, Base):
    """A text that holds from ``begins_at`` until before ``ends_at``.

    It concerns the places and metro lines ``place_ids`` and the kinds of place ``kinds``; the whole
    city where both are empty. No name is in it, so that writing one leaves the content's version.
    """

    __tablename__ = "notice"
    __table_args__: Any = (CheckConstraint("begins_at < ends_at", name="moments_in_order"),)

    id: Mapped[int] = column(Integer, primary_key=True)
    begins_at: Mapped[datetime] = column(Moment, nullable=False)
    ends_at: Mapped[datetime] = column(Moment, nullable=False, index=True)
    place_ids: Mapped[Lists] = column(Json, nullable=False, default=list)
    kinds: Mapped[Lists] = column(Json, nullable=False, default=list)
    texts: Mapped[Texts] = column(Json, nullable=False, default=dict)
