"""One-off closures, which no opening hours string can say."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped

from listings.models.base import Base, Listed, Sourced, column, partial_date, related
from listings.models.places import Place
from listings.models.types import Json, Texts


class Closure(Sourced, Listed, Base):
    """Days on which a place is closed whatever its opening hours say, both days included."""

    __tablename__ = "closure"
    __table_args__: Any = (
        UniqueConstraint("place_id", "first_day", "last_day"),
        CheckConstraint("first_day <= last_day", name="days_in_order"),
        partial_date("as_of"),
    )

    id: Mapped[int] = column(Integer, primary_key=True)
    place_id: Mapped[str] = column(ForeignKey("place.id"), nullable=False)
    first_day: Mapped[date] = column(Date, nullable=False)
    last_day: Mapped[date] = column(Date, nullable=False)
    reason: Mapped[Texts] = column(Json, nullable=False, default=dict)

    place: Mapped[Place] = related(Place)
