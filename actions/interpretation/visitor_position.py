"""Where the visitor is, as far as the channel tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite
from typing import Any

from actions.dialogue.state import POSITION
from actions.dialogue.turn import Turn
from listings.queries.nearby import Point

# Who shared a position an hour ago has moved on.
LONGEST_AGE = timedelta(minutes=60)


@dataclass(frozen=True)
class Position:
    """A point, and how long ago the visitor was there."""

    point: Point
    age: timedelta


def position_of(turn: Turn) -> Position | None:
    """Return where the visitor is: as this message tells, else as one of the last hour told."""
    point = _point(turn.metadata.get("position"))
    if point is not None:
        return Position(point, timedelta())
    kept = turn.slots.get(POSITION)
    point = _point(kept)
    if point is None or kept is None:
        return None
    try:
        age = turn.now - datetime.fromisoformat(str(kept["at"]))
    except (KeyError, TypeError, ValueError):
        return None
    return Position(point, age) if timedelta() <= age <= LONGEST_AGE else None


def position_slots(turn: Turn) -> dict[str, Any]:
    """Return the slot that keeps the position of this message, nothing where it tells none."""
    point = _point(turn.metadata.get("position"))
    if point is None:
        return {}
    latitude, longitude = point
    kept = {"latitude": latitude, "longitude": longitude, "at": turn.now.isoformat()}
    return {POSITION: kept}


def _point(value: Any) -> Point | None:
    """Read a position; None for anything that is no point on Earth."""
    if not isinstance(value, Mapping):
        return None
    latitude, longitude = _number(value.get("latitude")), _number(value.get("longitude"))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def _number(value: Any) -> float | None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number and isfinite(value) else None
