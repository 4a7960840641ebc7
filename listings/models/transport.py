"""The metro's lines and trains, and what a taxi costs by the meter."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, get_args

from sqlalchemy import Float, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from listings.models.base import (
    Base,
    Listed,
    Named,
    Sourced,
    column,
    not_negative,
    one_of,
    partial_date,
)
from listings.models.types import Json, Lists, Price

TrainService = Literal["ordinary", "direct"]
TRAIN_SERVICES: tuple[str, ...] = get_args(TrainService)


class MetroLine(Named, Sourced, Listed, Base):
    """A line of the metro; which stations it has, and in which order, the stations say.

    ``number`` is what visitors call it by: ``2`` or ``M2``. ``length_km`` is of the track.
    """

    __tablename__ = "metro_line"
    __table_args__: Any = (
        not_negative("length_km"),
        partial_date("opened"),
        partial_date("as_of"),
    )

    id: Mapped[str] = column(String, primary_key=True)
    number: Mapped[str] = column(String(16), nullable=False)
    length_km: Mapped[float | None] = column(Float)
    opened: Mapped[str | None] = column(String(10))


class MetroTrain(Sourced, Listed, Base):
    """The first and the last train of a station in one direction, in local time (``05:50``).

    ``towards_id`` is the station that these trains go to. ``departures`` are all of them where
    there are but a few.
    """

    __tablename__ = "metro_train"
    __table_args__: Any = (
        UniqueConstraint("station_id", "line_id", "towards_id", "service"),
        one_of("service", TRAIN_SERVICES),
        partial_date("as_of"),
    )

    id: Mapped[int] = column(Integer, primary_key=True)
    station_id: Mapped[str] = column(ForeignKey("metro_station.id"), nullable=False)
    line_id: Mapped[str] = column(ForeignKey("metro_line.id"), nullable=False)
    towards_id: Mapped[str] = column(ForeignKey("metro_station.id"), nullable=False)
    service: Mapped[TrainService] = column(String(8), nullable=False)
    first: Mapped[str | None] = column("first_train", String(5))
    last: Mapped[str | None] = column("last_train", String(5))
    departures: Mapped[Lists] = column(Json, nullable=False, default=list)


class TaxiFare(Sourced, Listed, Base):
    """What a taxi's meter charges, in the city's currency.

    ``flag_fall`` pays for the first ``included_km``, ``per_km`` for each further one. From
    ``night_from`` on, local time, the fare is ``night_surcharge`` percent higher.
    """

    __tablename__ = "taxi_fare"
    __table_args__: Any = (
        not_negative("flag_fall"),
        not_negative("included_km"),
        not_negative("per_km"),
        not_negative("night_surcharge"),
        partial_date("as_of"),
    )

    id: Mapped[str] = column(String, primary_key=True)
    flag_fall: Mapped[Decimal] = column(Price, nullable=False)
    included_km: Mapped[float] = column(Float, nullable=False)
    per_km: Mapped[Decimal] = column(Price, nullable=False)
    night_surcharge: Mapped[int | None] = column(Integer)
    night_from: Mapped[str | None] = column(String(5))
