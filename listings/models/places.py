"""Places: sights, hotels, restaurants, offices and stations, over one table of what they share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Literal, get_args

from sqlalchemy import CheckConstraint, Float, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped

from listings.models.base import (
    Base,
    Listed,
    Named,
    Sourced,
    column,
    in_range,
    not_negative,
    one_of,
    partial_date,
    related,
)
from listings.models.city import District
from listings.models.types import Json, Lists, Price, TextLists, Texts

PlaceKind = Literal[
    "attraction", "hotel", "restaurant", "office", "facility", "shop", "event", "station"
]
PLACE_KINDS: tuple[str, ...] = get_args(PlaceKind)
STEP_FREE = ("yes", "no", "partly")
CONFIDENCE = ("high", "medium", "low")


class Place(Named, Sourced, Listed, Base):
    """Somewhere a visitor may go or call.

    Every value but ``id``, ``kind`` and a name may be missing: None, ``{}`` or ``[]``.
    ``opening_hours`` is an OpenStreetMap string in local time, ``latitude`` and ``longitude`` are
    WGS84 degrees (both or neither), ``rating`` is the visitors' rating from 0 to 5, ``price_level``
    goes from 1 (cheap) to 4, ``step_free`` is yes, no or partly.
    """

    __tablename__ = "place"
    __table_args__: ClassVar[Any] = (
        one_of("step_free", STEP_FREE),
        in_range("latitude", -90, 90),
        in_range("longitude", -180, 180),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_coordinates"),
        in_range("rating", 0, 5),
        in_range("price_level", 1, 4),
        partial_date("as_of"),
    )

    id: Mapped[str] = column(String, primary_key=True)
    kind: Mapped[PlaceKind] = column(String(16), nullable=False, index=True)
    district_id: Mapped[str | None] = column(ForeignKey("district.id"), index=True)
    latitude: Mapped[float | None] = column(Float)
    longitude: Mapped[float | None] = column(Float)
    phone: Mapped[str | None] = column(String)
    email: Mapped[str | None] = column(String)
    website: Mapped[str | None] = column(String)
    postcode: Mapped[str | None] = column(String)
    address: Mapped[Texts] = column(Json, nullable=False, default=dict)
    summary: Mapped[Texts] = column(Json, nullable=False, default=dict)
    station: Mapped[Texts] = column(Json, nullable=False, default=dict)
    visit_duration: Mapped[Texts] = column(Json, nullable=False, default=dict)
    opening_hours: Mapped[str | None] = column(String)
    rating: Mapped[float | None] = column(Float)
    price_level: Mapped[int | None] = column(Integer)
    step_free: Mapped[str | None] = column(String(8))

    district: Mapped[District | None] = related(District, lazy="joined")

    __mapper_args__: ClassVar[Any] = {"polymorphic_on": kind}


class Attraction(Place):
    """A sight. ``rating_a`` is China's A grade, 1 to 5.

    ``last_admission`` is a time, ``16:30``, or minutes before closing, ``30 min``.
    """

    __tablename__ = "attraction"
    __table_args__: ClassVar[Any] = (
        in_range("rating_a", 1, 5),
        partial_date("opening_hours_as_of"),
    )
    __mapper_args__: ClassVar[Any] = {
        "polymorphic_identity": "attraction",
        "polymorphic_load": "inline",
    }

    id: Mapped[str] = column(ForeignKey("place.id"), primary_key=True)
    category: Mapped[str | None] = column(String, index=True)
    rating_a: Mapped[int | None] = column(Integer)
    opening_hours_as_of: Mapped[str | None] = column(String(10))
    last_admission: Mapped[str | None] = column(String(8))


class Hotel(Place):
    """A place to stay. ``stars`` go from 0 to 5, ``price_from`` is the cheapest room's night."""

    __tablename__ = "hotel"
    __table_args__: ClassVar[Any] = (in_range("stars", 0, 5), not_negative("price_from"))
    __mapper_args__: ClassVar[Any] = {"polymorphic_identity": "hotel", "polymorphic_load": "inline"}

    id: Mapped[str] = column(ForeignKey("place.id"), primary_key=True)
    category: Mapped[str | None] = column(String, index=True)
    stars: Mapped[int | None] = column(Integer)
    price_from: Mapped[Decimal | None] = column(Price)
    amenities: Mapped[Lists] = column(Json, nullable=False, default=list)


class Restaurant(Place):
    """A restaurant or food street. ``price_per_person`` is the lower end of its range."""

    __tablename__ = "restaurant"
    __table_args__: ClassVar[Any] = (not_negative("price_per_person"),)
    __mapper_args__: ClassVar[Any] = {
        "polymorphic_identity": "restaurant",
        "polymorphic_load": "inline",
    }

    id: Mapped[str] = column(ForeignKey("place.id"), primary_key=True)
    cuisines: Mapped[Lists] = column(Json, nullable=False, default=list)
    price_per_person: Mapped[Decimal | None] = column(Price)
    signature_dishes: Mapped[TextLists] = column(Json, nullable=False, default=dict)


class Office(Place):
    """An office, hotline, station, hospital or consulate.

    ``languages`` are the codes of the languages spoken there.
    """

    __tablename__ = "office"
    __mapper_args__: ClassVar[Any] = {
        "polymorphic_identity": "office",
        "polymorphic_load": "inline",
    }

    id: Mapped[str] = column(ForeignKey("place.id"), primary_key=True)
    office_kind: Mapped[str] = column(String, nullable=False, index=True)
    languages: Mapped[Lists] = column(Json, nullable=False, default=list)


class Facility(Place):
    """Something useful at hand: toilets, lockers, a cash machine, a help desk.

    ``inside_place_id`` is the place that it belongs to, ``languages`` are the codes of the
    languages spoken there.
    """

    __tablename__ = "facility"
    __mapper_args__: ClassVar[Any] = {
        "polymorphic_identity": "facility",
        "polymorphic_load": "inline",
    }

    id: Mapped[str] = column(ForeignKey("place.id"), primary_key=True)
    facility_kind: Mapped[str] = column(String, nullable=False, index=True)
    inside_place_id: Mapped[str | None] = column(String)
    fee: Mapped[Texts] = column(Json, nullable=False, default=dict)
    languages: Mapped[Lists] = column(Json, nullable=False, default=list)


class Shop(Place):
    """A shop, mall or market. ``known_for`` is what visitors buy there."""

    __tablename__ = "shop"
    __mapper_args__: ClassVar[Any] = {"polymorphic_identity": "shop", "polymorphic_load": "inline"}

    id: Mapped[str] = column(ForeignKey("place.id"), primary_key=True)
    shop_kind: Mapped[str] = column(String, nullable=False, index=True)
    known_for: Mapped[TextLists] = column(Json, nullable=False, default=dict)


class Event(Place):
    """Something that comes again: a festival, a fair, a season.

    ``recurrence`` is in the grammar of ``listings.recurrence``, ``known_dates`` are the spans that
    were published, and ``timing`` says in words what neither can. ``venue_id`` is the place where
    it is held, whose position counts where the event has none of its own.
    """

    __tablename__ = "event"
    __table_args__: ClassVar[Any] = (one_of("confidence", CONFIDENCE),)
    __mapper_args__: ClassVar[Any] = {"polymorphic_identity": "event", "polymorphic_load": "inline"}

    id: Mapped[str] = column(ForeignKey("place.id"), primary_key=True)
    event_kind: Mapped[str] = column(String, nullable=False, index=True)
    venue_id: Mapped[str | None] = column(String)
    recurrence: Mapped[str] = column(String, nullable=False)
    known_dates: Mapped[Lists] = column(Json, nullable=False, default=list)
    timing: Mapped[Texts] = column(Json, nullable=False, default=dict)
    confidence: Mapped[str | None] = column(String(8))


class Station(Place):
    """A station of the metro network.

    ``stops`` says where it stands on each of its lines: ``line-2:17`` is the seventeenth stop of
    the line with that id, counted from the line's first terminal. ``serves`` are the ids of the
    places that one leaves the train here for.
    """

    __tablename__ = "metro_station"
    __mapper_args__: ClassVar[Any] = {
        "polymorphic_identity": "station",
        "polymorphic_load": "inline",
    }

    id: Mapped[str] = column(ForeignKey("place.id"), primary_key=True)
    stops: Mapped[Lists] = column(Json, nullable=False, default=list)
    serves: Mapped[Lists] = column(Json, nullable=False, default=list)
