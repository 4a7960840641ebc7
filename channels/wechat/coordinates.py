"""Positions on Chinese maps, which are shifted by law, and on the map of the rest of the world."""

from __future__ import annotations

from math import cos, pi, radians, sin, sqrt

# The ellipsoid that GCJ-02 is computed on (Krasovsky 1940).
_AXIS = 6_378_245.0
_ECCENTRICITY = 0.00669342162296594323


def to_wgs84(latitude: float, longitude: float) -> tuple[float, float]:
    """Return the WGS84 position of a GCJ-02 one, to some metres, in degrees.

    WeChat sends the positions of its own map, which in China is some hundred metres off from
    what the listings have. A position outside of China comes back as it is.
    """
    if not (72.004 <= longitude <= 137.8347 and 0.8293 <= latitude <= 55.8271):
        return latitude, longitude
    guess = (latitude, longitude)
    for _ in range(3):
        north, east = _shift(*guess)
        guess = (latitude - north, longitude - east)
    return guess


def _shift(latitude: float, longitude: float) -> tuple[float, float]:
    """Return by how many degrees GCJ-02 is off at a WGS84 position."""
    x, y = longitude - 105.0, latitude - 35.0
    common = 20 * (sin(6 * pi * x) + sin(2 * pi * x)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + common
    north += 20 * (sin(pi * y) + 2 * sin(pi * y / 3)) * 2 / 3
    north += 160 * (sin(pi * y / 12) + 2 * sin(pi * y / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + common
    east += 20 * (sin(pi * x) + 2 * sin(pi * x / 3)) * 2 / 3
    east += 150 * (sin(pi * x / 12) + 2 * sin(pi * x / 30)) * 2 / 3
    bend = 1 - _ECCENTRICITY * sin(radians(latitude)) ** 2
    metres_north = _AXIS * (1 - _ECCENTRICITY) / bend**1.5
    metres_east = _AXIS / sqrt(bend) * cos(radians(latitude))
    return north * 180 / (metres_north * pi), east * 180 / (metres_east * pi)
