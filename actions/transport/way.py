"""How far it is from one place to another, and how one gets there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from actions.dialogue.contact_hint import lacks, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.interpretation.named_places import named_place, places_named
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.references import place_in, place_of_role
from actions.interpretation.unclear import UnclearError
from actions.place_facts.cards import way_to
from actions.place_facts.contact import nearest_station_sentence
from actions.place_facts.maps import map_of_way
from actions.topic_action import TopicAction
from actions.transport.trains import clock, trains_sentence
from actions.wording import formats
from actions.wording.reply import Reply
from actions.wording.sources import Sourced, source_line
from listings.models import Place
from listings.queries import get_place
from listings.ways import MetroRide, TaxiEstimate, Way, find_way

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
    known = {p.id for p in (origin, destination) if p is not None}
    others = tuple(e for e in turn.entities if e["value"] not in known)
    if destination is None or origin is None:
        # One of several alike, or one that is not known: the reply asks which or says so.
        named_other = named_place(replace(turn, entities=others))
        destination = destination or named_other
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
    """Return how far it is, and how one gets there on foot, by metro and by taxi.

    All minutes and the fare are estimates, and are called so; see ``docs/ways.md``.
    """
    slots = {FOCUS: destination.id}
    for end in (origin, destination):
        if end.latitude is None or end.longitude is None:
            return Reply(lacks(turn, "position", end), slots=slots)
    way = find_way(turn.session, origin, destination)
    assert way is not None  # both positions are known
    names = {"origin": turn.name(origin), "destination": turn.name(destination)}
    distance = formats.distance(way.metres, turn.language)
    told = turn.say("way.distance", distance=distance, **names)
    if way.metres <= _WALK_METRES:
        told = sentences(turn, told, turn.say("way.walk", minutes=way.walk_minutes))
    articles = list(way.articles)
    if way.metro is not None:
        articles = [article for article in articles if article.topic != "metro"]
    facts: list[Sourced] = list(articles)
    lines = [told, *_stations(turn, way, origin, destination)]
    if way.metro is not None:
        lines += _metro(turn, way.metro)
    if way.taxi is not None:
        lines.append(_taxi(turn, way.taxi))
        facts.append(way.taxi)
    for end, access in ((origin, way.board), (destination, way.alight)):
        facts.append(get_place(turn.session, access.station.id) if access else end)
    lines += [turn.read(a.bodies) or "" for a in articles]
    link = way_to(turn, destination, origin)
    lines.append(formats.field(turn.say("field.way"), link, turn.language))
    lines.append(source_line(facts, turn.language, turn.sources))
    custom = {
        "type": "way",
        "language": turn.language,
        "origin": origin.id,
        "destination": destination.id,
        "directions": link,
        "drawing": map_of_way(turn, origin, destination),
    }
    return Reply("\n".join(x for x in lines if x), (), custom, slots, about=_about(way, origin))


def _about(way: Way, origin: Place) -> tuple[str, ...]:
    """Return the ids of where the way begins and of the lines and stations on it."""
    legs = way.metro.legs if way.metro is not None else ()
    return (
        origin.id,
        *(i for leg in legs for i in (leg.line.id, leg.origin.id, leg.destination.id)),
    )


def _stations(turn: Turn, way: Way, origin: Place, destination: Place) -> list[str]:
    """Return the station of each end that is not a station itself, one a line."""
    lines = []
    for end, access in ((origin, way.board), (destination, way.alight)):
        if access is None:
            station = nearest_station_sentence(turn, end)
            if station:
                lines.append(formats.field(turn.name(end), station, turn.language))
        elif access.station.id != end.id:
            words = {
                "name": turn.name(end),
                "station": turn.pick(access.station.names),
                "distance": formats.distance(access.metres, turn.language),
            }
            lines.append(turn.say("way.station", **words))
    return lines


def _metro(turn: Turn, ride: MetroRide) -> list[str]:
    heading = turn.say("way.metro", minutes=ride.minutes)
    changes = turn.say_count("way.changes", ride.changes) if ride.changes else ""
    lines = [sentences(turn, heading, changes)]
    for leg in ride.legs:
        words = {
            "line": turn.pick(leg.line.names),
            "direction": turn.pick(leg.direction.names),
            "origin": turn.pick(leg.origin.names),
            "destination": turn.pick(leg.destination.names),
        }
        lines.append("- " + turn.say_count("way.leg", leg.stops, **words))
    return [*lines, *_trains(turn, ride)]


def _trains(turn: Turn, ride: MetroRide) -> list[str]:
    return [
        trains_sentence(turn, leg.line, leg.origin, trains)
        for leg in ride.legs
        for trains in leg.trains
    ]


def _taxi(turn: Turn, taxi: TaxiEstimate) -> str:
    def price(amount: int) -> str:
        return formats.price(Decimal(amount), turn.city.currency, turn.language)

    distance = formats.distance(taxi.road_km * 1000, turn.language)
    told = turn.say("way.taxi", price=price(taxi.fare), distance=distance)
    if taxi.night_fare is None or taxi.night_from is None:
        return told
    since = clock(turn, taxi.night_from)
    return sentences(
        turn, told, turn.say("way.taxi_night", price=price(taxi.night_fare), time=since)
    )
