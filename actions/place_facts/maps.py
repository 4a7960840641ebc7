"""The small map of an answer: its address at the public process, and what it shows in words."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.turn import Turn
from listings.models import Place
from listings.queries import position_of

Drawing = dict[str, str]
"""``src``, from the root of the public process, and ``alt`` in the visitor's language."""


def map_of_place(turn: Turn, place: Place) -> Drawing | None:
    """Return the map of a place and what is near, None where its position is not known."""
    if position_of(turn.session, place) is None:
        return None
    return _drawing(turn, "place", [place], turn.say("map.place", name=turn.name(place)))


def map_of_way(turn: Turn, origin: Place, destination: Place) -> Drawing:
    """Return the map of the way between two places of known positions."""
    names = {"origin": turn.name(origin), "destination": turn.name(destination)}
    return _drawing(turn, "way", [origin, destination], turn.say("map.way", **names))


def map_of_plan(turn: Turn, places: Sequence[Place]) -> Drawing | None:
    """Return the map of a plan's stops in their order, None where no position is known."""
    if all(place.latitude is None for place in places):
        return None
    return _drawing(turn, "plan", places, turn.say("map.plan"))


def _drawing(turn: Turn, kind: str, places: Sequence[Place], alt: str) -> Drawing:
    ids = ",".join(place.id for place in places)
    return {"src": f"map.svg?{kind}={ids}&language={turn.language}", "alt": alt}
