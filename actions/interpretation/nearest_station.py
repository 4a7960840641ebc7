"""The nearest station, where it is asked of a place beside something else."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.interpretation.target_kind import overlap
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
    stations = [e for e in turn.entities if e["entity"] == "office_kind"]
    own = replace(
        turn,
        entities=tuple(
            e
            for e in turn.entities
            if e["entity"] not in ("near", "office_kind")
            # The word may be the usual name of one of them, which is not meant then.
            and not (e["entity"] == "place" and any(overlap(e, s) for s in stations))
        ),
    )
    if turn.intent in _TELL_STATION:
        return [own]
    return [own, replace(own, intent=_DIRECTIONS)]


def _asks_for_nearest(turn: Turn) -> bool:
    has_place = bool(turn.slots.get(FOCUS) or _places(turn) or turn.value("reference"))
    is_nearest = "focus" in turn.values("near") and turn.value("office_kind") in STATIONS
    return intent_of(turn.intent).about_place and has_place and is_nearest


def _places(turn: Turn) -> list[str]:
    """Return the places that the message names, other than by the word for a station."""
    stations = [e for e in turn.entities if e["entity"] == "office_kind"]
    return [
        str(e["value"])
        for e in turn.wanted
        if e["entity"] == "place" and not any(overlap(e, s) for s in stations)
    ]
