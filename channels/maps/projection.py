"""From degrees to the pixels of a small map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, radians

from listings.queries.nearby import EARTH_RADIUS_M, Point

METRES_PER_DEGREE = pi * EARTH_RADIUS_M / 180
LEAST_METRES = 700.0
"""What a map shows at least in each direction: below it every position is a guess."""

Pixel = tuple[float, float]


@dataclass(frozen=True)
class Projection:
    """An equirectangular projection around a point, north above; good for a city's size."""

    centre: Point
    pixels_per_metre: float
    width: int
    height: int

    def pixel(self, point: Point) -> Pixel:
        """Return where a point lies, from the upper left corner; it may lie outside."""
        east = (point[1] - self.centre[1]) * METRES_PER_DEGREE * cos(radians(self.centre[0]))
        north = (point[0] - self.centre[0]) * METRES_PER_DEGREE
        scale = self.pixels_per_metre
        return self.width / 2 + east * scale, self.height / 2 - north * scale


def fit(frame: Sequence[Point], width: int, height: int, margin: int) -> Projection:
    """Return the projection that shows ``frame`` as large as it fits within the margins."""
    centre, wide, tall = _extent(frame)
    scale = min((width - 2 * margin) / wide, (height - 2 * margin) / tall)
    return Projection(centre, scale, width, height)


def height_of(frame: Sequence[Point], width: int, margin: int, least: int, most: int) -> int:
    """Return the height at which ``frame`` fills the width, within the bounds."""
    _, wide, tall = _extent(frame)
    wanted = 2 * margin + (width - 2 * margin) * tall / wide
    return round(min(max(wanted, least), most))


def _extent(frame: Sequence[Point]) -> tuple[Point, float, float]:
    """Return the middle of some points, and how many metres they lie apart, east and north."""
    north, south = max(p[0] for p in frame), min(p[0] for p in frame)
    east, west = max(p[1] for p in frame), min(p[1] for p in frame)
    centre = ((north + south) / 2, (east + west) / 2)
    tall = (north - south) * METRES_PER_DEGREE
    wide = (east - west) * METRES_PER_DEGREE * cos(radians(centre[0]))
    return centre, max(wide, LEAST_METRES), max(tall, LEAST_METRES)


def clipped(line: Sequence[Pixel], width: int, height: int, beyond: int) -> list[list[Pixel]]:
    """Return the parts of a line that come near the map: a metro is longer than what is shown.

    A part keeps the points on either side of the border, which lie ``beyond`` it at least.
    """
    parts: list[list[Pixel]] = []
    for start, end in pairwise(line):
        if not _may_cross(start, end, width, height, beyond):
            continue
        if parts and parts[-1][-1] == start:
            parts[-1].append(end)
        else:
            parts.append([start, end])
    return parts


def _may_cross(start: Pixel, end: Pixel, width: int, height: int, beyond: int) -> bool:
    """Say whether a stretch may be seen: it does not lie wholly to one side of the map."""
    for axis, size in ((0, width), (1, height)):
        low, high = sorted((start[axis], end[axis]))
        if high < -beyond or low > size + beyond:
            return False
    return True
