"""The nearest station, where it is asked of a place beside something else."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from semantics.intents import intent_of

STATIONS = ("metro-station", "railway-station", "station")
_DIRECTIONS = "ask_directions"
# These name the station of a place anyway.
_TELL_STATION = ("ask_directions", "ask_details")


def with_station(turn: Turn) -> list[Turn]:
    """Return the turn, and where it asks for the station nearest to a place, that as a question.

    In "the child's fee and the nearest station, please" the station is none that the fee is asked
    of; it is how to reach the place in focus.
    """
    if not _asks_for_nearest(turn):
        return [turn]
    kinds = ("near", "office_kind")
    own = replace(turn, entities=tuple(e for e in turn.entities if e["entity"] not in kinds))
    if turn.intent in _TELL_STATION:
        return [own]
    return [own, replace(own, intent=_DIRECTIONS)]


def _asks_for_nearest(turn: Turn) -> bool:
    has_place = bool(turn.slots.get(FOCUS) or turn.value("place") or turn.value("reference"))
    is_nearest = "focus" in turn.values("near") and turn.value("office_kind") in STATIONS
    return intent_of(turn.intent).about_place and has_place and is_nearest
