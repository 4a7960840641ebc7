"""When the sun rises and sets, near enough for planning a day outdoors."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

# The sun's upper edge on the horizon, with the bending of light by the air.
_HORIZON = math.radians(-0.833)
_DAY_MINUTES = 24 * 60


def daylight(day: date, latitude: float, longitude: float, zone: ZoneInfo) -> tuple[int, int]:
    """Return sunrise and sunset in minutes from the midnight of ``day`` in ``zone``.

    They are right to a few minutes; a day without night gives 0 and 1440, one without light two
    times noon. The formulas are those of the Solar Calculator of NOAA (gml.noaa.gov/grad/solcalc),
    without its terms below a minute.
    """
    turn = 2 * math.pi / 365 * (day.timetuple().tm_yday - 1)
    equation = 229.18 * (
        0.000075
        + 0.001868 * math.cos(turn)
        - 0.032077 * math.sin(turn)
        - 0.014615 * math.cos(2 * turn)
        - 0.040849 * math.sin(2 * turn)
    )
    declination = (
        0.006918
        - 0.399912 * math.cos(turn)
        + 0.070257 * math.sin(turn)
        - 0.006758 * math.cos(2 * turn)
        + 0.000907 * math.sin(2 * turn)
        - 0.002697 * math.cos(3 * turn)
        + 0.00148 * math.sin(3 * turn)
    )
    place = math.radians(latitude)
    cosine = (math.sin(_HORIZON) - math.sin(place) * math.sin(declination)) / (
        math.cos(place) * math.cos(declination)
    )
    if cosine <= -1:
        return 0, _DAY_MINUTES
    half = 4 * math.degrees(math.acos(min(1.0, cosine)))
    noon = datetime.combine(day, time(12), timezone.utc).astimezone(zone)
    ahead = (noon.utcoffset() or noon - noon).total_seconds() / 60
    middle = _DAY_MINUTES / 2 - 4 * longitude - equation + ahead
    return round(middle - half), round(middle + half)
