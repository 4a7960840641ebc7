"""How far it is from one place to another, and how one gets there."""

from __future__ import annotations

from typing import Any

from actions.dialogue.contact_hint import lacks, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.interpretation.trips import asked_of_way
from actions.interpretation.unclear import UnclearError
from actions.place_facts.cards import way_to
from actions.place_facts.contact import nearest_station_sentence
from actions.place_facts.maps import map_of_way
from actions.topic_action import TopicAction
from actions.transport.asked_of_way import (
    WALK_METRES,
    Told,
    asked_lines,
    beside_whole,
    is_whole,
    metro_lines,
    recorded_lines,
    taxi_line,
)
from actions.transport.ends import Ends, ends_of
from actions.transport.several_stops import round_reply, stops_of
from actions.wording import formats
from actions.wording.reply import Reply
from actions.wording.sources import Sourced, source_line
from listings.models import Place
from listings.queries import get_place
from listings.queries.nearby import Point, position_of
from listings.ways import Access, Way, find_way


class ActionAskWay(TopicAction):
    """Tells the distance and the way between two places that the message speaks of.

    Of the way that was just told, or by one means, only what is asked is told.
    """

    intent = "ask_way"

    def name(self) -> str:
        return "action_ask_way"

    def answer(self, turn: Turn) -> Reply:
        stops = stops_of(turn)
        if len(stops) > 2:
            return round_reply(turn, stops)
        try:
            ends = ends_of(turn)
        except UnclearError as unclear:
            return unclear.reply
        return way_reply(turn, ends)


def way_reply(turn: Turn, ends: Ends) -> Reply:
    """Return how far it is, and how one gets there on foot, by metro and by taxi.

    All minutes and the fare are estimates, and are called so; see ``docs/ways.md``.
    """
    origin, destination = ends.origin, ends.destination
    spoken_of = origin if _is_on_the_way(destination) and isinstance(origin, Place) else destination
    slots: dict[str, Any] = {FOCUS: spoken_of.id, **ends.trip.to_slot()}
    way = find_way(turn.session, origin, destination)
    if way is None:
        return Reply(lacks(turn, "position", _unplaced(turn, origin, destination)), slots=slots)
    names = (_reckoned(turn, origin, way.board), _reckoned(turn, destination, way.alight))
    told = Told(turn, way, destination, *names)
    distance = formats.distance(way.metres, turn.language)
    first = turn.say(
        "way.distance", distance=distance, origin=told.origin, destination=told.destination
    )
    asked = asked_of_way(turn)
    whole = is_whole(turn, asked)
    if whole:
        if way.metres <= WALK_METRES:
            first = sentences(turn, first, turn.say("way.walk", minutes=way.walk_minutes))
        lines = [first, *_stations(turn, way, ends)]
        lines += metro_lines(told) if way.metro is not None else []
        lines += [taxi_line(told)] if way.taxi is not None else []
        lines += beside_whole(told, asked)
    else:
        lines = asked_lines(told, asked)
        if "walk" in asked:
            first, lines = sentences(turn, first, *lines[:1]), lines[1:]
        lines = [first, *lines]
    articles = list(way.articles)
    if way.metro is not None:
        articles = [article for article in articles if article.topic != "metro"]
    if not whole:
        articles = [article for article in articles if article.topic in asked]
    lines = [*_stand_ins(turn, way, ends), *lines]
    facts: list[Sourced] = list(articles)
    facts += [way.taxi] if way.taxi is not None and (whole or "taxi" in asked) else []
    for end, access in ((origin, way.board), (destination, way.alight)):
        if access is not None and not access.stands_for:
            facts.append(get_place(turn.session, access.station.id))
        elif isinstance(end, Place):
            facts.append(end)
    lines += [turn.read(a.bodies) or "" for a in articles]
    if whole or asked & {"taxi", "time"}:
        lines += [line for line in recorded_lines(told) if line not in lines]
        facts += [r.article for r in way.recorded]
    link = way_to(turn, destination, origin if isinstance(origin, Place) else None)
    if whole:
        lines.append(formats.field(turn.say("field.way"), link, turn.language) if link else "")
    lines.append(source_line(facts, turn.language, turn.sources))
    text = "\n".join(x for x in lines if x)
    custom = _drawn(turn, ends, link) if whole else None
    return Reply(text, (), custom, slots, about=_about(way, origin))


def _is_on_the_way(place: Place) -> bool:
    """Say whether a place is a station, of which nobody asks for tickets and hours next."""
    return place.kind == "station"


def _drawn(turn: Turn, ends: Ends, link: str | None) -> dict[str, Any] | None:
    """Return the structured twin with the map of the way, None from the visitor's own position."""
    if not isinstance(ends.origin, Place):
        return None
    return {
        "type": "way",
        "language": turn.language,
        "origin": ends.origin.id,
        "destination": ends.destination.id,
        "directions": link,
        "drawing": map_of_way(turn, ends.origin, ends.destination),
    }


def _name(turn: Turn, end: Any) -> str:
    return turn.name(end) if isinstance(end, Place) else turn.say("way.your_position")


def _unplaced(turn: Turn, *ends: Place | Point) -> Place:
    """Return the first end of which no position is known."""
    places = [end for end in ends if isinstance(end, Place)]
    return next((p for p in places if position_of(turn.session, p) is None), places[-1])


def _reckoned(turn: Turn, end: Place | Point, access: Access | None) -> str:
    """Return the name of an end of the way, that of its station where it stands for it."""
    if access is not None and access.stands_for:
        return turn.pick(access.station.names) or _name(turn, end)
    return _name(turn, end)


def _stand_ins(turn: Turn, way: Way, ends: Ends) -> list[str]:
    """Say of each end without a position which station stands for it."""
    pairs = ((ends.origin, way.board), (ends.destination, way.alight))
    return [
        turn.say("way.stands_for", name=_name(turn, end), station=turn.pick(a.station.names))
        for end, a in pairs
        if a is not None and a.stands_for
    ]


def _about(way: Way, origin: Any) -> tuple[str, ...]:
    """Return the ids of where the way begins and of the lines and stations on it."""
    legs = way.metro.legs if way.metro is not None else ()
    return (
        *((origin.id,) if isinstance(origin, Place) else ()),
        *(i for leg in legs for i in (leg.line.id, leg.origin.id, leg.destination.id)),
    )


def _stations(turn: Turn, way: Way, ends: Ends) -> list[str]:
    """Return the station of each end that is not a station itself, one a line."""
    lines = []
    for end, access in ((ends.origin, way.board), (ends.destination, way.alight)):
        if access is None:
            station = nearest_station_sentence(turn, end) if isinstance(end, Place) else ""
            if station:
                lines.append(formats.field(_name(turn, end), station, turn.language))
        elif not access.stands_for and (not isinstance(end, Place) or access.station.id != end.id):
            words = {
                "name": _name(turn, end),
                "station": turn.pick(access.station.names),
                "distance": formats.distance(access.metres, turn.language),
            }
            lines.append(turn.say("way.station", **words))
    return lines
