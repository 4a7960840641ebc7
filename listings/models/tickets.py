"""Entrance tickets: what an attraction costs, for whom, and when."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from listings.models.base import (
    Base,
    Listed,
    Sourced,
    column,
    not_negative,
    partial_date,
    related,
)
from listings.models.places import Attraction
from listings.models.types import Json, Price, Texts


class Ticket(Sourced, Listed, Base):
    """One price.

    ``key`` tells the prices of an attraction apart, from one import to the next. ``audience`` is
    adult, child, student, senior, family, all or a value of the city's own. ``price`` 0 is free.
    ``season`` is None where the price holds all year.
    """

    __tablename__ = "ticket"
    __table_args__: Any = (
        UniqueConstraint("attraction_id", "key"),
        not_negative("price"),
        partial_date("as_of"),
    )

    id: Mapped[int] = column(Integer, primary_key=True)
    attraction_id: Mapped[str] = column(ForeignKey("attraction.id"), nullable=False)
    key: Mapped[str] = column(String, nullable=False)
    names: Mapped[Texts] = column(Json, nullable=False, default=dict)
    audience: Mapped[str] = column(String, nullable=False)
    price: Mapped[Decimal] = column(Price, nullable=False)
    season: Mapped[str | None] = column(String)
    note: Mapped[Texts] = column(Json, nullable=False, default=dict)

    attraction: Mapped[Attraction] = related(Attraction)
