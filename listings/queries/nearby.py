"""What is near a place or a point."""

from __future__ import annotations

from math import asin, cos, degrees, radians, sin, sqrt

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from listings.models import Place, PlaceKind, Station

EARTH_RADIUS_M = 6_371_008.8
"""The mean radius R1 of the WGS84 ellipsoid (IUGG)."""

_STATION = Station.__mapper_args__["polymorphic_identity"]

Point = tuple[float, float]


def nearby(
    session: Session,
    place_or_point: Place | Point,
    *,
    kind: PlaceKind | None = None,
    radius_m: float = 2000,
    limit: int | None = None,
) -> list[tuple[Place, int]]:
    """Return (place, metres) within ``radius_m`` as the crow flies, nearest first.

    Without a ``kind``, stations are left out: they are a way to places, not what one looks for
    around them. A point is (latitude, longitude). The place itself is not in the list. A place
    without coordinates, or nothing around, gives an empty list.
    """
    own_id = place_or_point.id if isinstance(place_or_point, Place) else None
    point = _point(place_or_point)
    if point is None:
        return []
    statement = select(Place).where(Place.retired_at.is_(None), Place.latitude.is_not(None))
    if kind is not None:
        statement = statement.where(Place.kind == kind)
    else:
        statement = statement.where(Place.kind != _STATION)
    around = session.execute(_within_box(statement, point, radius_m)).scalars()
    measured = [
        (place, round(distance_m(point, (place.latitude, place.longitude))))
        for place in around
        if place.id != own_id
    ]
    found = [(place, metres) for place, metres in measured if metres <= radius_m]
    return sorted(found, key=lambda item: (item[1], item[0].id))[:limit]


def distance_m(one: Point, other: Point) -> float:
    """Return the metres between two points on a sphere, by the haversine formula.

    R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984), p. 159. The Earth's
    flattening makes it wrong by at most 0.6 percent.
    """
    north, south = radians(one[0]), radians(other[0])
    half_height = (south - north) / 2
    half_width = radians(other[1] - one[1]) / 2
    h = sin(half_height) ** 2 + cos(north) * cos(south) * sin(half_width) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(h)))


def _point(place_or_point: Place | Point) -> Point | None:
    if isinstance(place_or_point, tuple):
        return place_or_point
    if place_or_point.latitude is None or place_or_point.longitude is None:
        return None
    return place_or_point.latitude, place_or_point.longitude


def _within_box(statement: Select, point: Point, radius_m: float) -> Select:
    """Keep the places of a box around the circle, which the database can tell cheaply."""
    latitude, longitude = point
    height = degrees(radius_m / EARTH_RADIUS_M)
    statement = statement.where(Place.latitude.between(latitude - height, latitude + height))
    farthest = abs(latitude) + height
    if farthest >= 90:
        return statement  # the box holds a pole, and with it every longitude
    width = degrees(asin(min(1.0, sin(radians(height)) / cos(radians(farthest)))))
    if abs(longitude) + width > 180:
        return statement  # the box crosses the date line
    return statement.where(Place.longitude.between(longitude - width, longitude + width))
