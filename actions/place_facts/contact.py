"""How to reach a place: phone, website, e-mail; where it is; how to get there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.dialogue.contact_hint import lacks
from actions.dialogue.state import ARTICLE, FOCUS, SHOWN, TRIP
from actions.dialogue.trip import Trip
from actions.dialogue.turn import Turn
from actions.interpretation.description import described
from actions.interpretation.nearest_station import STATIONS
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.references import place_in
from actions.interpretation.unclear import UnclearError
from actions.place_facts.articles import mentioning
from actions.place_facts.cards import places_payload, way_to
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.map_links import map_link
from actions.wording.reply import Reply
from actions.wording.sources import Sourced, source_line
from listings.models import Article, Event, Office, Place
from listings.queries import find_services, nearby
from listings.queries.nearby import position_of
from listings.ways import station_of

_HOTLINE = "hotline"
_NUMBER = re.compile(r"\+\d[\d -]{7,20}\d")
_STATION_METRES = 5000


class ActionAskContact(TopicAction):
    """Tells phone, website and e-mail; of the visitor office when no place is meant."""

    intent = "ask_contact"

    def name(self) -> str:
        return "action_ask_contact"

    def answer(self, turn: Turn) -> Reply:
        try:
            place = place_in(turn, default=_whom_to_call)
        except UnclearError as unclear:
            return unclear.reply
        reply = contact_reply(turn, place)
        # Whom to call where no place was spoken of is not what is talked about next.
        pointing = ("place", "office_kind", "ordinal", "reference")
        known = (turn.slots.get(name) for name in (FOCUS, SHOWN, ARTICLE))
        is_spoken_of = any(map(turn.value, pointing)) or any(known)
        return reply if is_spoken_of else replace(reply, slots={})


class ActionAskAddress(TopicAction):
    """Tells the address and postcode, with a link to a map."""

    intent = "ask_address"

    def name(self) -> str:
        return "action_ask_address"

    def answer(self, turn: Turn) -> Reply:
        try:
            place = place_in(turn)
        except UnclearError as unclear:
            return unclear.reply
        return address_reply(turn, place)


class ActionAskDirections(TopicAction):
    """Tells how to reach a place: the station, the address for a driver, a map."""

    intent = "ask_directions"

    def name(self) -> str:
        return "action_ask_directions"

    def answer(self, turn: Turn) -> Reply:
        try:
            place = place_in(turn)
        except UnclearError as unclear:
            return unclear.reply
        place = _venue(turn, place)
        articles = mentioning(turn, place, limit=1)
        ways = [
            nearest_station_sentence(turn, place),
            *(turn.read(a.bodies) or "" for a in articles),
        ]
        lines = [turn.say("directions.heading", name=turn.title(place)), ways[0]]
        lines += [*_address_lines(turn, place), _way_line(turn, place), *ways[1:]]
        if not any(ways):
            lines.append(lacks(turn, "directions", place))
        reply = _reply(turn, place, lines, [place, *articles])
        return replace(reply, slots={**reply.slots, **_trip_to(turn, place)})


class ActionShowLocal(TopicAction):
    """Shows the name and address in the local script, for a taxi driver."""

    def name(self) -> str:
        return "action_show_local"

    def answer(self, turn: Turn) -> Reply:
        try:
            place = place_in(turn)
        except UnclearError as unclear:
            return unclear.reply
        name = place.names.get(turn.local) or turn.name(place)
        address = place.address.get(turn.local) or turn.pick(place.address)
        lines = [turn.say("local.heading"), name, address or lacks(turn, "address", place)]
        return _reply(turn, place, lines, [place])


def _trip_to(turn: Turn, place: Place) -> dict[str, Any]:
    """Return the slot of a way to ``place``; it begins where the last one did, if that was said."""
    last = Trip.from_slot(turn.slots.get(TRIP)) or Trip()
    origin = last.origin if last.origin != place.id else None
    return Trip(origin, place.id).to_slot()


def _whom_to_call(turn: Turn) -> Place | None:
    """Return the hotline for what the message is about, else the visitor office."""
    about = described(turn, find_services(turn.session, kind=_HOTLINE), _topic_words(turn))
    return about[0] if len(about) == 1 else turn.office


def _topic_words(turn: Turn) -> str:
    """Return the message without the words for how to call."""
    letters = list(turn.text)
    for entity in turn.entities:
        if entity["entity"] in ("contact", "attribute") and "start" in entity:
            length = entity["end"] - entity["start"]
            letters[entity["start"] : entity["end"]] = " " * length
    return "".join(letters)


def address_reply(turn: Turn, place: Place) -> Reply:
    """Return where ``place`` is, or that it is not known and whom to call."""
    venue = venue_of(turn, place)
    lines = [turn.title(place), *([turn.title(venue)] if venue is not place else [])]
    lines += _address_lines(turn, venue)
    if not venue.address:
        lines.append(lacks(turn, "address", venue))
    return _reply(turn, place, lines, [place])


def contact_reply(turn: Turn, place: Place) -> Reply:
    """Return how to reach ``place``: what was asked for first, then what else is known.

    Whom to call is said where the asked way is not known; a telephone number is asked for unless
    the message says otherwise.
    """
    ways = {"phone": place.phone, "website": place.website, "email": place.email}
    asked = [a for a in turn.values("contact") if a in ways] or ["phone"]
    lines = [turn.title(place)]
    lines += [
        formats.field(turn.say(f"field.{w}"), ways[w], turn.language) for w in asked if ways[w]
    ]
    for way in (w for w in asked if not ways[w]):
        # The place's own number, where it is known, stands in a line of its own.
        lacking = turn.say(f"lack.{way}", name=turn.name(place))
        lines.append(lacking if place.phone else lacks(turn, way, place))
    lines += [
        formats.field(turn.say(f"field.{w}"), value, turn.language)
        for w, value in ways.items()
        if value and w not in asked
    ]
    lines.append(other_numbers(turn, place))
    return _reply(turn, place, lines, [place])


def other_numbers(turn: Turn, place: Place) -> str:
    """Return what is said of an office where that tells more numbers, or what its own is for.

    An empty string for every other place.
    """
    told = turn.read(place.summary) or ""
    is_told = getattr(place, "office_kind", None) == _HOTLINE or _NUMBER.search(told)
    return told if isinstance(place, Office) and is_told else ""


def _reply(turn: Turn, place: Place, lines: list[str], facts: list[Place | Article]) -> Reply:
    sourced: list[Sourced] = list(facts)
    text = "\n".join([*(x for x in lines if x), source_line(sourced, turn.language, turn.sources)])
    return Reply(text, custom=places_payload(turn, [place]), slots={FOCUS: place.id})


def _address_lines(turn: Turn, place: Place) -> list[str]:
    address = turn.pick(place.address)
    lines = [formats.field(turn.say("field.address"), address, turn.language)] if address else []
    local = place.address.get(turn.local)
    if local and local != address:
        name = place.names.get(turn.local) or turn.name(place)
        lines.append(turn.say("address.local", name=name, address=local))
    if place.postcode:
        lines.append(formats.field(turn.say("field.postcode"), place.postcode, turn.language))
    link = map_link(place, turn.local)
    if link:
        lines.append(formats.field(turn.say("field.map"), link, turn.language))
    return lines


def _way_line(turn: Turn, place: Place) -> str:
    link = way_to(turn, place)
    return formats.field(turn.say("field.way"), link, turn.language) if link else ""


def venue_of(turn: Turn, place: Place) -> Place:
    """Return the place where an event is held, where that is one of its own; else ``place``."""
    venue = listed_place(turn, place.venue_id or "") if isinstance(place, Event) else None
    return venue or place


def _venue(turn: Turn, place: Place) -> Place:
    """Return where an event takes place, as far as its own position does not tell."""
    return place if place.latitude is not None else venue_of(turn, place)


def nearest_station_sentence(turn: Turn, place: Place) -> str:
    """Return the station from which ``place`` is reached, an empty string where none is known.

    That is the one that the data name, else an office that is one, else the nearest of the metro.
    """
    station = turn.pick(place.station)
    if station:
        return formats.field(turn.say("field.station"), station, turn.language)
    for found, metres in nearby(turn.session, place, kind="office", radius_m=_STATION_METRES):
        if getattr(found, "office_kind", None) in STATIONS:
            return turn.say(
                "directions.from_station",
                station=turn.title(found),
                distance=formats.distance(metres, turn.language),
            )
    point = position_of(turn.session, place)
    access = station_of(turn.session, place.id, point) if point is not None else None
    if access is None:
        return ""
    words = {
        "name": turn.name(place),
        "station": turn.pick(access.station.names),
        "distance": formats.distance(access.metres, turn.language),
    }
    return turn.say("way.station", **words)
