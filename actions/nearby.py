"""What lies around a place or around the visitor."""

from __future__ import annotations

from actions import formats
from actions.base import TopicAction
from actions.cards import places_payload
from actions.context import FOCUS, after_list
from actions.find_places import line
from actions.help_line import call_office, lacks, sentences
from actions.places import UnclearError, place_in
from actions.reply import Reply, button
from actions.sources import source_line
from actions.turn import Turn
from listings.queries import nearby

RADIUS_METRES = 2000
_LIMIT = 6


class ActionNearby(TopicAction):
    """Lists what is near a place, with distances as the crow flies."""

    def name(self) -> str:
        return "action_nearby"

    def answer(self, turn: Turn) -> Reply:
        try:
            place = place_in(turn)
        except UnclearError as unclear:
            return unclear.reply
        if place.latitude is None:
            return Reply(lacks(turn, "position", place), slots={FOCUS: place.id})
        found = nearby(turn.session, place, radius_m=RADIUS_METRES, limit=_LIMIT)
        if not found:
            text = turn.say("nearby.none", name=turn.name(place))
            return Reply(sentences(turn, text, call_office(turn)), slots={FOCUS: place.id})
        lines = [turn.say("nearby.heading", name=turn.title(place))]
        for number, (other, metres) in enumerate(found, start=1):
            away = turn.say(
                "nearby.distance",
                distance=formats.distance(metres, turn.language),
                minutes=formats.walking_minutes(metres),
            )
            lines.append(f"{number}. {line(turn, other)} – {away}")
        places = [other for other, _ in found]
        lines += [turn.say("nearby.estimate"), source_line(places, turn.language)]
        buttons = tuple(button(turn.name(p), "ask_details", place=p.id) for p in places)
        slots = after_list([p.id for p in places], None)
        slots[FOCUS] = place.id
        return Reply("\n".join(lines), buttons, places_payload(turn, places), slots)
