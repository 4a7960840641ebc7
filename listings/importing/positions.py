"""Positions that cannot be meant: at 0,0, swapped, or far from the rest of the city."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence

from listings.importing.columns import Record
from listings.importing.errors import RowError

FAR_KM = 200.0
"""Farther than this from the middle of the city a place is looked at twice."""
_FEWEST = 3

Point = tuple[float, float]


def wrong_positions(records: Sequence[Record]) -> Iterator[RowError]:
    """Find positions of 0,0 and those that lie in the city once they are swapped."""
    middle = _middle(records)
    for record in records:
        point = _point(record)
        if point is None:
            continue
        value = f"{point[0]},{point[1]}"
        if not any(point):
            reason = "0,0 is in the Atlantic: leave both empty where they are not known"
            yield RowError(record.file, record.row, "latitude", value, reason)
        elif middle and _km(point, middle) > FAR_KM >= _km((point[1], point[0]), middle):
            reason = "latitude and longitude are swapped"
            yield RowError(record.file, record.row, "latitude", value, reason)


def far_positions(records: Sequence[Record]) -> Iterator[str]:
    """Return a warning for each position far from the middle of all."""
    middle = _middle(records)
    for record in records:
        point = _point(record)
        if point and middle and _km(point, middle) > FAR_KM:
            far = round(_km(point, middle))
            yield f"{record.file}:{record.row}: its position is {far} km from the other places"


def _point(record: Record) -> Point | None:
    values = record.values
    if values.get("latitude") is None or values.get("longitude") is None:
        return None
    return values["latitude"], values["longitude"]


def _middle(records: Sequence[Record]) -> Point | None:
    points = [point for record in records if (point := _point(record))]
    if len(points) < _FEWEST:
        return None
    return statistics.median(p[0] for p in points), statistics.median(p[1] for p in points)


def _km(a: Point, b: Point) -> float:
    """Return the distance over a globe of 6,371 km."""
    first, second = math.radians(a[0]), math.radians(b[0])
    half = (
        math.sin((first - second) / 2) ** 2
        + math.cos(first) * math.cos(second) * math.sin(math.radians(a[1] - b[1]) / 2) ** 2
    )
    return 2 * 6371 * math.asin(math.sqrt(min(1.0, half)))
