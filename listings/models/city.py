"""The city that the database is about, and its districts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped

from listings.models.base import Base, Listed, Named, column, one_of, related

if TYPE_CHECKING:
    from listings.models.places import Office


MapApp = Literal["phone", "amap", "apple", "geo", "google", "osm"]
MAP_APPS: tuple[str, ...] = get_args(MapApp)


class City(Named, Base):
    """The one city of this database.

    ``timezone`` is an IANA name, ``country`` an ISO 3166 code, ``currency`` an ISO 4217 code.
    ``facts_old_after_years`` is the city's own limit for prices and hours, if it has one.
    ``map_app`` is where links open a way, None for what is usual in the country. ``data_licence``
    says on which terms others may use the facts, ``data_licence_url`` where these stand.
    """

    __tablename__ = "city"
    __table_args__: Any = (one_of("map_app", MAP_APPS),)

    id: Mapped[str] = column(String, primary_key=True)
    timezone: Mapped[str] = column(String, nullable=False)
    country: Mapped[str] = column(String(2), nullable=False)
    currency: Mapped[str] = column(String(3), nullable=False)
    facts_old_after_years: Mapped[int | None] = column(Integer)
    map_app: Mapped[MapApp | None] = column(String(8))
    data_licence: Mapped[str | None] = column(String)
    data_licence_url: Mapped[str | None] = column(String)
    visitor_office_id: Mapped[str | None] = column(ForeignKey("office.id"))
    visitor_office: Mapped[Office | None] = related("Office")


class District(Named, Listed, Base):
    """A part of the city that visitors and addresses name."""

    __tablename__ = "district"

    id: Mapped[str] = column(String, primary_key=True)
