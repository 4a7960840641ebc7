"""Where the shore is, as the sights by the sea tell."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from listings.models import Place
from listings.queries.nearby import Point, distance_m
from listings.queries.places import find_attractions
from listings.themes import has_theme

_BY_THE_SEA_M = 700


def shore(session: Session) -> list[Point]:
    """Return where the sights by the sea are; empty in a city without any."""
    sights = (a for a in find_attractions(session, limit=None) if has_theme(a, "sea"))
    return [
        (a.latitude, a.longitude)
        for a in sights
        if a.latitude is not None and a.longitude is not None
    ]


def is_by_the_sea(place: Place, points: Sequence[Point]) -> bool:
    """Say whether one of the ``points`` of :func:`shore` is near; False without a position."""
    if place.latitude is None or place.longitude is None:
        return False
    own = (place.latitude, place.longitude)
    return any(distance_m(own, point) <= _BY_THE_SEA_M for point in points)
