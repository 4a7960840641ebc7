"""Until when, or through which hours, a place must be open that a message looks for.

"Until three" of a bar is three in the morning, "past twelve" is midnight, and "late" is not the
evening: a kitchen that closes at ten is no place for the night.
"""

from __future__ import annotations

import re

from actions.dialogue.turn import Entity, Turn
from actions.interpretation.time_resolution import resolve
from semantics.time_terms import THROUGH

_UNTIL, _PART = "until=", "part="
_THROUGH, _PAST = "through", "past"
_LATE, _ALWAYS = "late", "always"
_TODAY, _NOW = "today", "now"
_CLOCK = re.compile(r"(?P<kind>o?clock)=(?P<hour>\d+):(?P<minute>\d\d)")
_WHEN = re.compile(r";?(?:part|o?clock)=[a-z\d:]+")
_SMALL_HOURS, _DAWN = "clock=24:00", "part=dawn"
# Nobody looks for a kitchen that is open past noon: these hours are of the night.
_NIGHT_HOURS = (12, 1, 2, 3, 4)
_DINING, _CAFE, _LUNCH = "restaurant", "cafe", "lunch"


def open_wished(turn: Turn, topic: str) -> str | None:
    """Return when places of ``topic`` must be open, as ``Search.open`` holds it, None at any time.

    A clock goes before a day and a day before a part of it; of days, those of the question before
    those of the stay. What cannot be read is left out.
    """
    hours = turn.values("open_hours")
    times = [e for e in turn.wanted if e["entity"] == "time"]
    read = [e for e in times if e["value"] == _TODAY or _is_read(turn, e)]
    read.sort(key=lambda e: (_UNTIL in e["value"], str(e["value"]).startswith(_PART)))
    if not read:
        return hours[0] if hours else None
    value = str(read[0]["value"])
    if _CLOCK.search(value):
        return _at_clock(turn, read[0], topic, is_late=_LATE in hours)
    if value.startswith(_DAWN) and read[0].get("role") in (_THROUGH, _PAST):
        return _SMALL_HOURS
    if _ALWAYS in hours and not _names_day(value):
        return _ALWAYS
    if _LATE in hours:
        day = _WHEN.sub("", value).strip(";")
        return f"{day};{_LATE}" if day and _names_day(day) else _LATE
    return value


def _is_read(turn: Turn, time: Entity) -> bool:
    """Say whether a time can be read and is not over: "rain since yesterday" asks for no day."""
    found = resolve(str(time["value"]), turn.now, turn.city.country)
    return found is not None and found.days[-1] >= turn.now.date()


def _names_day(value: str) -> bool:
    return not value.startswith(_PART) and value not in (_NOW, _TODAY, "tonight")


def _at_clock(turn: Turn, time: Entity, topic: str, *, is_late: bool) -> str:
    """Return the value of a clock: until it, past it, or at it."""
    value, role = str(time["value"]), time.get("role")
    match = _CLOCK.search(value)
    if match is None:
        return value
    hour = int(match["hour"])
    is_night = is_late or (topic == _DINING and role == _THROUGH and not _is_of_the_day(turn))
    is_night = is_night or (topic == _DINING and role == _PAST and hour == _NIGHT_HOURS[0])
    if match["kind"] == "oclock" and is_night and hour in _NIGHT_HOURS:
        night = f"clock={hour % 12 + 24}:{match['minute']}"
        value = value[: match.start()] + night + value[match.end() :]
    return f"{value};{THROUGH}" if role == _THROUGH else value


def _is_of_the_day(turn: Turn) -> bool:
    """Say whether what is looked for is had by day: a café, a lunch."""
    is_lunch = _LUNCH in turn.values("meal") or any("noon" in v for v in turn.values("time"))
    return is_lunch or set(turn.values("cuisine")) == {_CAFE}
