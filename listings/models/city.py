"""The city that the database is about, and its districts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped

from listings.models.base import Base, Listed, Named, column, related

if TYPE_CHECKING:
    from listings.models.places import Office


class City(Named, Base):
    """The one city of this database.

    ``timezone`` is an IANA name, ``country`` an ISO 3166 code, ``currency`` an ISO 4217 code.
    ``facts_old_after_years`` is the city's own limit for prices and hours, if it has one.
    """

    __tablename__ = "city"

    id: Mapped[str] = column(String, primary_key=True)
    timezone: Mapped[str] = column(String, nullable=False)
    country: Mapped[str] = column(String(2), nullable=False)
    currency: Mapped[str] = column(String(3), nullable=False)
    facts_old_after_years: Mapped[int | None] = column(Integer)
    visitor_office_id: Mapped[str | None] = column(ForeignKey("office.id"))
    visitor_office: Mapped[Office | None] = related("Office")


class District(Named, Listed, Base):
    """A part of the city that visitors and addresses name."""

    __tablename__ = "district"

    id: Mapped[str] = column(String, primary_key=True)
