"""The way over several places in a row: "from the pier to the hill and on to the villas"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from actions.dialogue.contact_hint import lacks, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.trip import Trip
from actions.dialogue.turn import Turn
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.trips import asked_of_way
from actions.transport.asked_of_way import Told, asked_lines
from actions.wording import formats
from actions.wording.reply import Reply
from actions.wording.sources import source_line
from listings.models import Place
from listings.ways import find_way

_MOST = 5


def stops_of(turn: Turn) -> list[Place]:
    """Return the places that the message names one after the other, each once; at most a few.

    Empty where one of them is not known for sure.
    """
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("role") != "near"]
    if any(not e.get("linked", True) or e.get("candidates") for e in named):
        return []
    ordered = sorted(named, key=lambda e: int(e.get("start", 0)))
    found = [listed_place(turn, str(e["value"])) for e in ordered]
    return list({p.id: p for p in found if p is not None}.values())[:_MOST]


def round_reply(turn: Turn, stops: Sequence[Place]) -> Reply:
    """Return the distance of each leg and what is asked of it: without that, the walk."""
    asked = asked_of_way(turn) - {"distance"} or {"walk"}
    slots = {FOCUS: stops[-1].id, **Trip(stops[0].id, stops[-1].id).to_slot()}
    lines = []
    total = 0
    for origin, destination in pairwise(stops):
        way = find_way(turn.session, origin, destination)
        if way is None:
            unknown = origin if origin.latitude is None else destination
            lines.append(lacks(turn, "position", unknown))
            continue
        told = Told(turn, way, destination, turn.name(origin), turn.name(destination))
        distance = formats.distance(way.metres, turn.language)
        first = told.say("way.distance", distance=distance)
        lines.append(sentences(turn, first, *asked_lines(told, asked)))
        total += way.metres
    lines.append(turn.say("way.total", distance=formats.distance(total, turn.language)))
    lines.append(source_line(stops, turn.language, turn.sources))
    return Reply("\n".join(x for x in lines if x), slots=slots)
