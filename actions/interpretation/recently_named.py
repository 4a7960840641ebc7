"""The places that were spoken of one after the other, by what the conversation remembers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.dialogue.state import FOCUS, LAST_REQUEST, RECENT, SHOWN, TOPIC, TRIP
from actions.dialogue.trip import Trip
from actions.dialogue.turn import Turn

_PAIR = 2


def spoken_of_last(turn: Turn) -> list[str]:
    """Return the ids of the places that "which of them" speaks of, oldest first; [] for none.

    The ends of a way that was told just before; else the last list of two or more, unless two
    other places were spoken of since; without a list those of each kind last spoken of.
    """
    trip = Trip.from_slot(turn.slots.get(TRIP))
    if turn.slots.get(TOPIC) == "ask_way" and trip is not None and trip.origin and trip.destination:
        return [trip.origin, trip.destination]
    single: list[str] = []
    for event in reversed(turn.events):
        if event.get("event") != "slot" or not event.get("value"):
            continue
        value = event["value"]
        if event.get("name") == LAST_REQUEST:
            single += [i for i in _named_in(value) if i not in single]
            if len(single) >= _PAIR:
                return single[:_PAIR][::-1]
            continue
        if event.get("name") == SHOWN and isinstance(value, list) and len(value) >= _PAIR:
            return [str(i) for i in value]
        if event.get("name") == FOCUS and value not in single:
            single.append(str(value))
        if len(single) == _PAIR:
            return single[::-1]
    shown = [str(i) for i in turn.slots.get(SHOWN) or ()]
    if len(shown) >= _PAIR:
        return shown
    recent = (turn.slots.get(RECENT) or {}).values()
    return list(dict.fromkeys(str(i) for i in (turn.slots.get(FOCUS), *recent) if i))


def spoken_of_in_turn(turn: Turn) -> list[str]:
    """Return the ids of the places named or answered one by one, the last one first, each once."""
    found: list[str] = []
    for event in reversed(turn.events):
        value = event.get("value")
        if event.get("event") != "slot" or not value:
            continue
        if event.get("name") == LAST_REQUEST:
            found += _named_in(value)
        elif event.get("name") == FOCUS:
            found.append(str(value))
    return list(dict.fromkeys(found))


def _named_in(request: Mapping[str, Any]) -> list[str]:
    """Return the places that a question before named, the last one first."""
    named = [
        str(e["value"])
        for e in request.get("entities") or ()
        if e["entity"] == "place" and e.get("linked", True)
    ]
    return list(dict.fromkeys(reversed(named)))
