"""What is near a place or a point."""

from __future__ import annotations

from collections.abc import Collection
from math import asin, cos, degrees, radians, sin, sqrt

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql import Select

from listings.kinds import KINDS
from listings.models import Event, Facility, Place, PlaceKind
from listings.sorts import all_categories_of

EARTH_RADIUS_M = 6_371_008.8
"""The mean radius R1 of the WGS84 ellipsoid (IUGG)."""

Point = tuple[float, float]

_DESTINATIONS = tuple(row.name for row in KINDS.values() if row.is_destination)


def nearby(
    session: Session,
    place_or_point: Place | Point,
    *,
    kind: PlaceKind | Collection[PlaceKind] | None = None,
    category: str | None = None,
    radius_m: float = 2000,
    limit: int | None = None,
) -> list[tuple[Place, int]]:
    """Return (place, metres) within ``radius_m`` as the crow flies, nearest first.

    Without a ``kind``, only those kinds are told that one looks for around a place: a station is a
    way to places. ``category`` is a value of the kind's vocabulary. A point is (latitude,
    longitude). The place itself is not in the list. An event without coordinates is where its venue
    is; any other place without coordinates, or nothing around, gives an empty list.
    """
    own_id = place_or_point.id if isinstance(place_or_point, Place) else None
    point = position_of(session, place_or_point)
    if point is None:
        return []
    kinds = _kinds(kind)
    statement = select(Place).where(
        Place.retired_at.is_(None), Place.kind.in_(kinds), Place.latitude.is_not(None)
    )
    around = session.execute(_within_box(statement, point, radius_m)).scalars()
    measured = [
        (place, round(distance_m(point, (place.latitude, place.longitude))))
        for place in around
        if place.id != own_id
    ]
    if "event" in kinds:
        measured += [(e, round(distance_m(point, p))) for e, p in _events_at_venues(session)]
    found = [
        (place, metres)
        for place, metres in measured
        if metres <= radius_m and (category is None or category in all_categories_of(place))
    ]
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


def metres_between(session: Session, one: Place, other: Place) -> float | None:
    """Return how far two places are from each other, None where a position is not known."""
    here, there = position_of(session, one), position_of(session, other)
    return distance_m(here, there) if here is not None and there is not None else None


def position_of(session: Session, place_or_point: Place | Point) -> Point | None:
    """Return where something is; an event or facility without coordinates is where its place is.

    None where neither has coordinates.
    """
    if isinstance(place_or_point, tuple):
        return place_or_point
    if place_or_point.latitude is not None and place_or_point.longitude is not None:
        return place_or_point.latitude, place_or_point.longitude
    host_id = None
    if isinstance(place_or_point, Event):
        host_id = place_or_point.venue_id
    elif isinstance(place_or_point, Facility):
        host_id = place_or_point.inside_place_id
    host = session.get(Place, host_id) if host_id else None
    if host is None or host.latitude is None or host.longitude is None:
        return None
    return host.latitude, host.longitude


def _kinds(kind: PlaceKind | Collection[PlaceKind] | None) -> tuple[str, ...]:
    if kind is None:
        return _DESTINATIONS
    return (kind,) if isinstance(kind, str) else tuple(kind)


def _events_at_venues(session: Session) -> list[tuple[Place, Point]]:
    """Return the events that have no coordinates of their own, where their venues are."""
    venue = aliased(Place.__table__)
    statement = (
        select(Event, venue.c.latitude, venue.c.longitude)
        .join(venue, venue.c.id == Event.venue_id)
        .where(Event.retired_at.is_(None), Event.latitude.is_(None), venue.c.latitude.is_not(None))
    )
    return [(event, (north, east)) for event, north, east in session.execute(statement)]


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
