"""What lies around a place or around the visitor."""

from __future__ import annotations

from actions.dialogue.contact_hint import call_office, lacks, sentences
from actions.dialogue.state import FOCUS, SHOWN, after_list
from actions.dialogue.turn import Turn
from actions.interpretation.areas import area_name, street_in
from actions.interpretation.named_places import named_place
from actions.interpretation.references import place_in
from actions.interpretation.unclear import UnclearError
from actions.interpretation.visitor_position import position_of
from actions.place_facts.cards import category, places_payload
from actions.search.surroundings import middle_of
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line
from listings.fair_order import rotated
from listings.models import Office, Place, PlaceKind, Restaurant
from listings.queries import nearby
from listings.queries.nearby import Point
from listings.sorts import all_categories_of

RADIUS_METRES = 2000
# Where nothing is in walking distance, what is nearest within these is told all the same.
_WIDER_METRES = 15_000
_FAR_METRES = 100_000
_EARTH_METRES = 20_100_000
_LIMIT = 6

Found = list[tuple[Place, int]]


class ActionNearby(TopicAction):
    """Lists what is near a place or the visitor, with distances as the crow flies."""

    intent = "nearby"

    def name(self) -> str:
        return "action_nearby"

    def answer(self, turn: Turn) -> Reply:
        try:
            street = street_in(turn)
            middle = middle_of(turn, street) if street is not None else None
            if street is not None and middle is not None:
                return _around(turn, middle, area_name(turn, street))
            if is_about_visitor(turn):
                return around_visitor(turn)
            place = place_in(turn)
        except UnclearError as unclear:
            return unclear.reply
        if place.latitude is None:
            return Reply(lacks(turn, "position", place), slots={FOCUS: place.id})
        reply = _around(turn, place, turn.title(place))
        return Reply(reply.text, reply.buttons, reply.custom, {**reply.slots, FOCUS: place.id})


def around_visitor(turn: Turn, kind: PlaceKind | None = None) -> Reply:
    """Return what is near the visitor; without a position, ask for it or for a place."""
    position = position_of(turn)
    if position is None:
        # A channel that can offers to share the position.
        custom = {"type": "ask_position", "language": turn.language}
        return Reply(turn.say("nearby.where"), custom=custom)
    if not nearby(turn.session, position.point, radius_m=_FAR_METRES, limit=1):
        return _far_away(turn, position.point)
    reply = _around(turn, position.point, turn.say("nearby.you"), kind)
    minutes = int(position.age.total_seconds() // 60)
    if minutes < 1:
        return reply
    aged = turn.say("nearby.age", minutes=minutes)
    return Reply(f"{reply.text}\n{aged}", reply.buttons, reply.custom, reply.slots)


def is_about_visitor(turn: Turn) -> bool:
    """Say whether the surroundings of the visitor are meant, not those of a place.

    Raises:
        UnclearError: The message names a place that the database does not have, or several.
    """
    if named_place(turn) is not None or (turn.value("ordinal") and turn.slots.get(SHOWN)):
        return False
    if "me" in turn.values("near"):
        return True
    return not turn.slots.get(FOCUS) and turn.value("office_kind") is None


def _far_away(turn: Turn, point: Point) -> Reply:
    nearest = nearby(turn.session, point, radius_m=_EARTH_METRES, limit=1)
    if not nearest:
        return Reply(turn.say("nearby.where"))
    distance = formats.distance(nearest[0][1], turn.language)
    return Reply(turn.say("nearby.far", city=turn.city_name(), distance=distance))


def _around(turn: Turn, centre: Place | Point, name: str, kind: PlaceKind | None = None) -> Reply:
    heading = turn.say("nearby.heading", name=name)
    found = _found(turn, centre, kind, RADIUS_METRES)
    if not found:
        found = _found(turn, centre, kind, _WIDER_METRES)
        heading = turn.say("nearby.wider", name=name)
    if not found:
        return Reply(sentences(turn, turn.say("nearby.none", name=name), call_office(turn)))
    places = [place for place, _ in found]
    lines = [heading, *(_line(turn, i, p, m) for i, (p, m) in enumerate(found, start=1))]
    lines += [turn.say("nearby.estimate"), source_line(places, turn.language, turn.sources)]
    buttons = tuple(button(turn.name(p), "ask_details", place=p.id) for p in places)
    custom = places_payload(turn, places)
    slots = after_list([p.id for p in places], None)
    if not isinstance(centre, Place):
        # What is around the visitor leaves the place that is talked about.
        slots.pop(FOCUS, None)
    return Reply("\n".join(lines), buttons, custom, slots)


def _found(turn: Turn, centre: Place | Point, kind: PlaceKind | None, radius: int) -> Found:
    """Return the nearest places of the kind that the message names, at most ``_LIMIT``."""
    found = nearby(turn.session, centre, kind=kind, radius_m=radius)
    kinds, cuisines = set(turn.values("category")), set(turn.values("cuisine"))
    offices = set(turn.values("office_kind"))
    if kinds:
        found = [(p, m) for p, m in found if kinds.intersection(all_categories_of(p))]
    elif cuisines:
        found = [(p, m) for p, m in found if isinstance(p, Restaurant) and cuisines & {*p.cuisines}]
    elif offices:
        found = [(p, m) for p, m in found if isinstance(p, Office) and p.office_kind in offices]
    return rotated(found, lambda pair: pair[1], turn.now.date())[:_LIMIT]


def distance_words(turn: Turn, metres: int) -> str:
    """Return a distance as the crow flies and, where one would walk it, the minutes."""
    away = formats.distance(metres, turn.language)
    if metres > RADIUS_METRES:
        return away
    minutes = formats.walking_minutes(metres)
    return turn.say("nearby.distance", distance=away, minutes=minutes)


def _line(turn: Turn, number: int, place: Place, metres: int) -> str:
    parts = [turn.title(place), category(turn, place), distance_words(turn, metres)]
    return f"{number}. " + " – ".join(part for part in parts if part)
