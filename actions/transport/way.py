"""How far it is from one place to another, and how one gets there."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.contact_hint import lacks, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.references import (
    UnclearError,
    place_in,
    place_of_role,
    places_named,
)
from actions.place_facts.articles import mentioning
from actions.place_facts.contact import nearest_station_sentence
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply
from actions.wording.sources import source_line
from listings.models import Place
from listings.queries.nearby import distance_m

# Farther than this nobody walks.
_WALK_METRES = 5000


class ActionAskWay(TopicAction):
    """Tells the distance and the way between two places that the message speaks of."""

    intent = "ask_way"

    def name(self) -> str:
        return "action_ask_way"

    def answer(self, turn: Turn) -> Reply:
        try:
            origin, destination = ends_of(turn)
        except UnclearError as unclear:
            return unclear.reply
        return way_reply(turn, origin, destination)


def ends_of(turn: Turn) -> tuple[Place, Place]:
    """Return where the way begins and ends.

    What the message does not name is the place in focus, or of its list the one that it counts.

    Raises:
        UnclearError: One of them is not clear.
    """
    origin = place_of_role(turn, "origin", "start")
    destination = place_of_role(turn, "destination", "finish")
    named = [p for p in places_named(turn) if p not in (origin, destination)]
    if destination is None and named:
        destination = named.pop(0)
    if origin is None and named:
        origin = named.pop(0)
    without = tuple(e for e in turn.entities if e["entity"] not in ("place", "office_kind"))
    rest = replace(turn, entities=without)
    if destination is None:
        destination = place_in(rest)
    if origin is None:
        origin = place_in(rest)
    if origin.id == destination.id:
        focus = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
        if focus is None or focus.id == origin.id:
            raise UnclearError(Reply(turn.say("way.which", name=turn.name(origin))))
        origin = focus
    return origin, destination


def way_reply(turn: Turn, origin: Place, destination: Place) -> Reply:
    """Return how far it is in a straight line, whether one can walk, and the nearest stations."""
    slots = {FOCUS: destination.id}
    for end in (origin, destination):
        if end.latitude is None or end.longitude is None:
            return Reply(lacks(turn, "position", end), slots=slots)
    metres = distance_m(
        (origin.latitude or 0.0, origin.longitude or 0.0),
        (destination.latitude or 0.0, destination.longitude or 0.0),
    )
    distance = formats.distance(metres, turn.language)
    names = {"origin": turn.name(origin), "destination": turn.name(destination)}
    told = turn.say("way.distance", distance=distance, **names)
    if metres <= _WALK_METRES:
        told = sentences(turn, told, turn.say("way.walk", minutes=formats.walking_minutes(metres)))
    lines = [told]
    for end in (origin, destination):
        station = nearest_station_sentence(turn, end)
        if station:
            lines.append(formats.field(turn.name(end), station, turn.language))
    articles = mentioning(turn, destination, limit=1)
    lines += [turn.read(a.bodies) or "" for a in articles]
    lines.append(source_line([origin, destination, *articles], turn.language))
    return Reply("\n".join(x for x in lines if x), slots=slots)
