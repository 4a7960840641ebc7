"""How to reach a place: phone, website, e-mail; where it is; how to get there."""

from __future__ import annotations

from actions import formats
from actions.articles import mentioning
from actions.base import TopicAction
from actions.cards import places_payload
from actions.context import FOCUS
from actions.help_line import call_office, lacks
from actions.maps import map_link
from actions.places import Unclear, place_in, visitor_office
from actions.reply import Reply
from actions.sources import Sourced, source_line
from actions.turn import Turn
from listings.models import Article, Place
from listings.queries import nearby

_STATIONS = ("metro-station", "railway-station", "station")


class ActionAskContact(TopicAction):
    """Tells phone, website and e-mail; of the visitor office when no place is meant."""

    def name(self) -> str:
        return "action_ask_contact"

    def answer(self, turn: Turn) -> Reply:
        try:
            place = place_in(turn, default=visitor_office)
        except Unclear as unclear:
            return unclear.reply
        return contact_reply(turn, place)


class ActionAskAddress(TopicAction):
    """Tells the address and postcode, with a link to a map."""

    def name(self) -> str:
        return "action_ask_address"

    def answer(self, turn: Turn) -> Reply:
        try:
            place = place_in(turn)
        except Unclear as unclear:
            return unclear.reply
        lines = _address_lines(turn, place) or [lacks(turn, "field.address", place)]
        return _reply(turn, place, [turn.title(place), *lines], [place])


class ActionAskDirections(TopicAction):
    """Tells how to reach a place: the station, the address for a driver, a map."""

    def name(self) -> str:
        return "action_ask_directions"

    def answer(self, turn: Turn) -> Reply:
        try:
            place = place_in(turn)
        except Unclear as unclear:
            return unclear.reply
        articles = mentioning(turn, place, limit=1)
        lines = [turn.say("directions.heading", name=turn.title(place)), _station(turn, place)]
        lines += _address_lines(turn, place)
        lines += [turn.pick(a.bodies) or "" for a in articles]
        if len([text for text in lines if text]) == 1:
            lines.append(lacks(turn, "field.directions", place))
        return _reply(turn, place, lines, [place, *articles])


class ActionShowLocal(TopicAction):
    """Shows the name and address in the local script, for a taxi driver."""

    def name(self) -> str:
        return "action_show_local"

    def answer(self, turn: Turn) -> Reply:
        try:
            place = place_in(turn)
        except Unclear as unclear:
            return unclear.reply
        name = place.names.get(turn.local) or turn.name(place)
        address = place.address.get(turn.local) or turn.pick(place.address)
        lines = [turn.say("local.heading"), name, address or lacks(turn, "field.address", place)]
        return _reply(turn, place, lines, [place])


def contact_reply(turn: Turn, place: Place) -> Reply:
    """Return how to reach ``place``, and whom to call where no phone number is known."""
    lines = [turn.title(place)]
    if place.phone:
        lines.append(f"{turn.say('field.phone')}: {place.phone}")
    else:
        lines.append(lacks(turn, "field.phone", place))
    asked_web = bool(turn.text) and turn.value("contact") == "website"
    if place.website:
        lines.append(f"{turn.say('field.website')}: {place.website}")
    elif asked_web:
        lines.append(turn.say("lack", what=turn.say("field.website"), name=turn.name(place)))
    if place.email:
        lines.append(f"{turn.say('field.email')}: {place.email}")
    elif turn.value("contact") == "email":
        lines.append(turn.say("lack", what=turn.say("field.email"), name=turn.name(place)))
    return _reply(turn, place, lines, [place])


def _reply(turn: Turn, place: Place, lines: list[str], facts: list[Place | Article]) -> Reply:
    sourced: list[Sourced] = list(facts)
    text = "\n".join([*(x for x in lines if x), source_line(sourced, turn.language)])
    return Reply(text, custom=places_payload(turn, [place]), slots={FOCUS: place.id})


def _address_lines(turn: Turn, place: Place) -> list[str]:
    address = turn.pick(place.address)
    lines = [f"{turn.say('field.address')}: {address}"] if address else []
    local = place.address.get(turn.local)
    if local and local != address:
        lines.append(turn.say("address.local", name=place.names.get(turn.local, ""), address=local))
    if place.postcode:
        lines.append(f"{turn.say('field.postcode')}: {place.postcode}")
    link = map_link(place, turn.local)
    if link:
        lines.append(f"{turn.say('field.map')}: {link}")
    return lines


def _station(turn: Turn, place: Place) -> str:
    station = turn.pick(place.station)
    if station:
        return f"{turn.say('field.station')}: {station}"
    if place.latitude is None:
        return ""
    for found, metres in nearby(turn.session, place, kind="office", radius_m=5000):
        if getattr(found, "office_kind", None) in _STATIONS and found.id != place.id:
            return turn.say(
                "directions.from_station",
                station=turn.title(found),
                distance=formats.distance(metres, turn.language),
            )
    return " ".join(
        s
        for s in (
            turn.say("lack", what=turn.say("field.station"), name=turn.name(place)),
            call_office(turn, place),
        )
        if s
    )
