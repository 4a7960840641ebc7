"""The first and the last trains of a station or a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import time

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.trip import Trip
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.passages import passage_reply
from actions.interpretation.place_lookup import listed_place, listed_places
from actions.interpretation.services import place_spoken_of
from actions.interpretation.trips import LANDED, TRAVEL
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply, button
from actions.wording.sources import Sourced, source_line
from listings.models import Place
from listings.queries import find_services
from listings.queries.nearby import position_of
from listings.ways import LineName, StationName, Trains, find_lines, station_of, trains_from

# Farther than this a station is none of the place's own.
_OWN_METRES = 2000
_MOST_STATIONS = 3
_MOST_LINES = 8

# The words for trains of which each departure is known, by their service.
_DEPARTURES = {"direct": "way.trains_direct", "ordinary": "way.trains_ordinary"}
_TO = ("destination", "finish")

Known = Sequence[tuple[LineName, StationName, Trains]]


class ActionAskTrains(TopicAction):
    """Tells the first and last trains from a station, towards one, or of a line."""

    intent = "ask_trains"

    def name(self) -> str:
        return "action_ask_trains"

    def answer(self, turn: Turn) -> Reply:
        lines = [line for i in turn.values("line") for line in find_lines(turn.session, line_id=i)]
        if not find_lines(turn.session):
            return _unknown(turn, None)
        stations, places = _stations(turn, towards=False)
        targets, goals = _stations(turn, towards=True)
        ids = {line.name.id for line in lines}
        known: Known = [
            (line, station, trains)
            for station in stations
            for line, several in trains_from(turn.session, station.id)
            for trains in several
            if not ids or line.id in ids
        ]
        if not stations and targets:
            known = _towards(turn, targets)
        elif not stations and lines:
            known = [
                (line.name, station, trains)
                for line in lines
                for station in line.stations
                for own, several in trains_from(turn.session, station.id)
                for trains in several
                if own.id == line.name.id
            ]
        goal = goals[0].id if len(goals) == 1 else None
        kept = Trip(places[0].id, goal).to_slot() if len(places) == 1 else {}
        if not known:
            reply = _unknown(turn, next(iter(stations or targets), None))
            return replace(reply, slots={**kept, **reply.slots})
        told = [trains_sentence(turn, line, station, t) for line, station, t in known]
        facts: list[Sourced] = [trains for _, _, trains in known]
        shown = told[:_MOST_LINES]
        text = "\n".join([*shown, source_line(facts, turn.language, turn.sources)])
        about = tuple(dict.fromkeys(i for line, stop, _ in known for i in (line.id, stop.id)))
        focus = {FOCUS: places[0].id} if places else {}
        return Reply(text, slots={**kept, **focus}, about=about)


def trains_sentence(turn: Turn, line: LineName, station: StationName, trains: Trains) -> str:
    """Return what is known of the trains from a station in one direction, "" for nothing."""
    words: dict[str, object] = {
        "line": turn.pick(line.names),
        "station": turn.pick(station.names),
        "towards": turn.pick(trains.towards.names),
    }
    if trains.departures:
        times = formats.row([clock(turn, at) for at in trains.departures], turn.language)
        return turn.say(_DEPARTURES[trains.service], times=times, **words)
    if trains.first is not None and trains.last is not None:
        first, last = clock(turn, trains.first), clock(turn, trains.last)
        return turn.say("way.trains", first=first, last=last, **words)
    known = trains.last or trains.first
    which = "last" if trains.last else "first"
    return turn.say(f"way.train_{which}", time=clock(turn, known), **words) if known else ""


def clock(turn: Turn, written: str) -> str:
    """Return a time of the data (``05:50``) as the language writes it."""
    return formats.clock(time.fromisoformat(written), turn.language)


def _stations(turn: Turn, *, towards: bool) -> tuple[list[StationName], list[Place]]:
    """Return the stations that are spoken of, and the places that they belong to, each once.

    ``towards`` asks for where the trains go, else for where they start. A word that may be several
    places ("the airport") means those of them that have a station of their own.
    """
    places = [p for e in turn.wanted if (e.get("role") in _TO) == towards for p in _meant(turn, e)]
    if not places and not towards and LANDED in turn.values(TRAVEL):
        airports = find_services(turn.session, kind="airport")
        places = list(airports) if len(airports) == 1 else []
    if not places and not towards:
        is_named = any(e["entity"] in ("place", "office_kind", "line") for e in turn.wanted)
        focus = None if is_named else place_spoken_of(turn)
        places = [focus] if focus is not None else []
    found: dict[str, tuple[StationName, Place]] = {}
    for place in places:
        point = position_of(turn.session, place)
        near = station_of(turn.session, place.id, point) if point is not None else None
        if near is not None and (near.metres <= _OWN_METRES or near.is_named):
            found.setdefault(near.station.id, (near.station, place))
    several = list(found.values())[:_MOST_STATIONS]
    return [station for station, _ in several], [place for _, place in several]


def _meant(turn: Turn, entity: Entity) -> Iterable[Place]:
    if entity["entity"] == "office_kind":
        return find_services(turn.session, kind=str(entity["value"]))
    if entity["entity"] != "place":
        return ()
    ids = [str(i) for i in entity.get("candidates") or ()]
    if not ids and entity.get("linked", True):
        ids = [str(entity["value"])]
    ids = ids or [str(i) for i in entity.get("closest") or ()]
    return listed_places(turn, ids)


def _towards(turn: Turn, targets: Sequence[StationName]) -> Known:
    """Return the trains that end at one of ``targets``, wherever they start."""
    ids = {station.id for station in targets}
    return [
        (line.name, station, trains)
        for line in find_lines(turn.session)
        for station in line.stations
        for own, several in trains_from(turn.session, station.id)
        for trains in several
        if own.id == line.name.id and trains.towards.id in ids
    ]


def _unknown(turn: Turn, station: StationName | None) -> Reply:
    """Say that no train of the station is known, after what an article tells; ask for the station.

    The question is kept, so that the name of a station answers it.
    """
    if station is None:
        passage = passage_reply(turn)
        if passage is not None:
            return passage
        return Reply(sentences(turn, turn.say("trains.which"), call_office(turn)), asks=True)
    place = listed_place(turn, station.id)
    buttons = (button(turn.name(place), "ask_directions", place=place.id),) if place else ()
    text = turn.say("trains.unknown", station=turn.pick(station.names))
    return Reply(sentences(turn, text, call_office(turn)), buttons)
