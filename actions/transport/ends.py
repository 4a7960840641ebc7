"""Where a way begins and where it ends, by the message and by the way that was told last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.pending import pending_of
from actions.dialogue.state import FOCUS, TRIP
from actions.dialogue.trip import Trip
from actions.dialogue.turn import Entity, Turn
from actions.dialogue.whereabouts import PLACE
from actions.interpretation.areas import area_name
from actions.interpretation.circumstances import whereabouts_of
from actions.interpretation.named_places import named_place, places_named
from actions.interpretation.nearest_station import STATIONS
from actions.interpretation.passages import passage_reply
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.references import place_in, place_of_role
from actions.interpretation.target_kind import overlap
from actions.interpretation.trips import (
    ASK_WAY,
    BACK,
    HERE,
    LANDED,
    ONWARD,
    STATION,
    TRAVEL,
    asked_of_way,
    trip_of,
)
from actions.interpretation.unclear import UnclearError
from actions.interpretation.visitor_position import position_of
from actions.transport.asked_of_way import taxi_rule
from actions.transport.districts import way_to_district
from actions.wording.reply import Reply
from listings.models import Place
from listings.queries import find_services
from listings.queries.nearby import Point, metres_between
from listings.queries.nearby import position_of as point_of
from listings.ways import station_of

# The kind of office where planes land.
_AIRPORT = "airport"
_NAMING = ("place", "office_kind")
_ORIGIN, _DESTINATION = ("origin", "start"), ("destination", "finish")


@dataclass(frozen=True)
class Ends:
    """Where a way begins and ends; the visitor's own position where ``origin`` is a point."""

    origin: Place | Point
    destination: Place

    @property
    def trip(self) -> Trip:
        """The same as the dialogue keeps it."""
        origin = self.origin.id if isinstance(self.origin, Place) else None
        return Trip(origin, self.destination.id)


def ends_of(turn: Turn) -> Ends:
    """Return where the way begins and ends.

    What the message does not name is taken from the way that was told last, else it is the place in
    focus, or of its list the one that it counts; where one starts may be the visitor's position.

    Raises:
        UnclearError: One of them is not clear, or nothing says where one starts.
    """
    begin, destination = _said(turn)
    origin: Place | Point | None = begin
    if destination is None and origin is None:
        origin, destination = _of_trip(turn)
    elif destination is None:
        destination = _destination_to(turn, begin)
    if origin is None:
        origin = _start_for(turn, destination)
    if origin is None:
        raise UnclearError(_from_where(turn, destination))
    if isinstance(origin, Place) and origin.id == destination.id:
        other = _another(turn, origin)
        if other is None:
            raise UnclearError(Reply(turn.say("way.which", name=turn.name(origin))))
        origin = other
    return Ends(origin, destination)


def _said(turn: Turn) -> tuple[Place | None, Place | None]:
    """Return the ends that the message itself names, by their roles, else in their order."""
    _refuse_areas(turn)
    origin = _end(turn, _ORIGIN, None)
    destination = _end(turn, _DESTINATION, origin)
    if origin is None:
        origin = _end(turn, _ORIGIN, destination) or _landed(turn)
    if destination is not None and destination == _landed(turn) and places_named(turn):
        # Where one lands is no end of the way on from there.
        destination = None
    named = [p for p in places_named(turn) if p not in (origin, destination)]
    if len(named) == 1 and origin is None and destination is None:
        if _is_start(turn, named[0]):
            return named[0], None
        return _end(turn, ("near",), named[0]), named[0]
    if len(named) > 1 and origin is None and destination is None:
        origin = named.pop(0)
    if destination is None and named:
        destination = named.pop(0)
    if origin is None and named:
        origin, destination = _arrived(turn, named.pop(0), destination)
    if origin is None:
        origin = _end(turn, ("near",), destination)
    known = {p.id for p in (origin, destination) if p is not None}
    rest = replace(turn, entities=tuple(e for e in turn.entities if e["value"] not in known))
    if destination is None or origin is None:
        # One of several alike, or one that is not known: the reply asks which or says so.
        other = named_place(_without_ends(rest, known))
        destination = destination or (other if origin != other else None)
    return origin, destination


def _arrived(turn: Turn, other: Place, place: Place | None) -> tuple[Place, Place | None]:
    """Return both ends where one is not said: where somebody arrives, the way begins."""
    is_arrival = any(
        e.get("role") == "finish" and place is not None and e["value"] == place.id
        for e in turn.wanted
    )
    return (place, other) if is_arrival and place is not None else (other, place)


def _is_start(turn: Turn, place: Place) -> bool:
    """Say whether a place answers our question where one starts."""
    trip, waiting = Trip.from_slot(turn.slots.get(TRIP)), pending_of(turn)
    is_asked = waiting is not None and waiting.intent == ASK_WAY
    return is_asked and trip is not None and trip.destination not in (None, place.id)


def _landed(turn: Turn) -> Place | None:
    """Return the airport of who says that they land, where the city has just one."""
    if LANDED not in turn.values(TRAVEL):
        return None
    airports = find_services(turn.session, kind=_AIRPORT)
    return airports[0] if len(airports) == 1 else None


def _without_ends(turn: Turn, known: set[str]) -> Turn:
    """Return the turn without the kinds of office that an end was named by."""
    if not known:
        return turn
    kept = tuple(e for e in turn.entities if e["entity"] != "office_kind" or not e.get("role"))
    return replace(turn, entities=kept)


def _end(turn: Turn, roles: Sequence[str], other: Place | None) -> Place | None:
    """Return the place of one of ``roles``; of a kind of office the nearest to the other end."""
    place = place_of_role(turn, *roles)
    if place is not None:
        return place
    for entity in turn.wanted:
        if entity.get("role") not in roles:
            continue
        if entity["entity"] == "reference":
            return _pointed_at(turn)
        if entity["entity"] == "office_kind":
            return _nearest_office(turn, str(entity["value"]), other or _counted(turn))
    return None


def _is_place_too(turn: Turn, area: Entity) -> bool:
    """Say whether the words for a district are those for a place as well."""
    return any(e["entity"] == "place" and overlap(e, area) for e in turn.wanted)


def _pointed_at(turn: Turn) -> Place | None:
    """Return what "from there" speaks of: the place in focus, else where the last way ended."""
    return _spoken_of(turn)


def _spoken_of(turn: Turn) -> Place | None:
    """Return the place in focus, else where the last way ended; None for neither."""
    trip = trip_of(turn)
    ids = [turn.slots.get(FOCUS), trip.destination if trip else None]
    return next((p for i in ids if i and (p := listed_place(turn, str(i)))), None)


def _counted(turn: Turn) -> Place | None:
    """Return the place of the last list that the message counts, None where it counts none."""
    if turn.value("ordinal") is None:
        return None
    kept = tuple(e for e in turn.entities if e["entity"] not in _NAMING)
    return place_in(replace(turn, entities=kept))


def _nearest_office(turn: Turn, kind: str, other: Place | None) -> Place | None:
    """Return the office of a kind that is nearest to the other end of the way, None without one.

    "The station" is that of the place, where the city has a metro.
    """
    other = other or _spoken_of(turn)
    if other is None:
        return None
    if kind in STATIONS and STATION in turn.values(TRAVEL):
        station = _station_of(turn, other)
        if station is not None:
            return station
    offices = find_services(turn.session, kind=kind)
    measured = [
        (m, o) for o in offices if (m := metres_between(turn.session, o, other)) is not None
    ]
    return min(measured, key=lambda pair: pair[0])[1] if measured else None


def _station_of(turn: Turn, place: Place) -> Place | None:
    point = point_of(turn.session, place)
    access = station_of(turn.session, place.id, point) if point is not None else None
    return listed_place(turn, access.station.id) if access is not None else None


def _of_trip(turn: Turn) -> tuple[Place | None, Place]:
    """Return the ends of the way that was told last, the other way round for "and back?".

    Raises:
        UnclearError: No way was spoken of, nor any place.
    """
    trip = trip_of(turn) or Trip()
    if BACK in turn.values(TRAVEL) and trip.origin:
        trip = trip.back
    destination = listed_place(turn, trip.destination or "")
    if destination is None or turn.value("ordinal") or turn.value("reference"):
        destination = place_in(turn)
    origin = None if HERE in turn.values(TRAVEL) else listed_place(turn, trip.origin or "")
    return origin, destination


def _destination_to(turn: Turn, origin: Place | None) -> Place:
    """Return where one goes from ``origin``: what is pointed at, else where the last way ended."""
    trip = trip_of(turn)
    ids = (trip.destination, trip.origin) if trip is not None else ()
    without = tuple(e for e in turn.entities if e["entity"] not in _NAMING and not e.get("role"))
    if not turn.value("ordinal"):
        found = (listed_place(turn, i) for i in ids if i)
        last = next((p for p in found if p is not None and p != origin), None)
        if last is not None:
            return last
    return place_in(replace(turn, entities=without))


def _start_for(turn: Turn, destination: Place) -> Place | Point | None:
    """Return where one starts for ``destination``, None where nothing says it."""
    trip, said = trip_of(turn), turn.values(TRAVEL)
    if STATION in said:
        return _station_of(turn, destination)
    focus = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    begun = listed_place(turn, (trip.origin if trip else None) or "")
    ended = listed_place(turn, (trip.destination if trip else None) or "")
    position = position_of(turn)
    spots = [spot for spot in (whereabouts_of(turn).at, whereabouts_of(turn).stay) if spot]
    said_to_be = [listed_place(turn, s.value) for s in spots if s.kind == PLACE]
    ordered: list[Place | Point | None] = [begun, *said_to_be, focus, ended]
    if ONWARD in said or BACK in said:
        ordered = [ended, focus, begun]
    elif HERE in said:
        ordered = [*said_to_be, *ordered]
    if position is not None:
        # Who says nothing else starts where they are.
        ordered.insert(0 if HERE in said else 1, position.point)
    return next((o for o in ordered if o is not None and o != destination), None)


def _another(turn: Turn, place: Place) -> Place | None:
    """Return the other place that was spoken of, where a message names one end twice."""
    trip = trip_of(turn) or Trip()
    ids = [turn.slots.get(FOCUS), trip.origin, trip.destination]
    found = (listed_place(turn, str(i)) for i in ids if i)
    return next((p for p in found if p is not None and p.id != place.id), None)


def _from_where(turn: Turn, destination: Place) -> Reply:
    """Ask where one starts; where one goes is kept."""
    rule = taxi_rule(turn) if "taxi" in asked_of_way(turn) else ""
    question = turn.say("way.from_where", name=turn.name(destination))
    text = "\n".join(part for part in (rule, question) if part)
    slots = {FOCUS: destination.id, **Trip(None, destination.id).to_slot()}
    return Reply(text, slots=slots)


def _refuse_areas(turn: Turn) -> None:
    """Answer a way to or from a part of the city, which is no place to measure to.

    Raises:
        UnclearError: It is one; the reply tells what an article says of that way, or asks where
            there, or says that it is not known.
    """
    is_end_named = bool(places_named(turn))
    for area in turn.wanted:
        if area["entity"] != "area" or area.get("role") == "near" or _is_place_too(turn, area):
            continue
        if is_end_named and not area.get("role"):
            # "Is the north far? Can I get to the square by metro?"
            continue
        if not area.get("linked", True):
            name = str(area["value"])
            text = turn.say("place.unknown", name=name, city=turn.city_name())
            raise UnclearError(
                passage_reply(turn) or Reply(sentences(turn, text, call_office(turn)))
            )
        others = tuple(e for e in turn.entities if e["entity"] != "area")
        other = _other_end(replace(turn, entities=others))
        told = way_to_district(turn, str(area["value"]), other)
        asked = turn.say("way.which_there", name=area_name(turn, str(area["value"])))
        slots = Trip(other.id if other else None, None).to_slot()
        raise UnclearError(told or Reply(asked, slots=slots))


def _other_end(turn: Turn) -> Place | None:
    """Return the place of the other end of a way to a part of the city, None for none."""
    named = _end(turn, (*_ORIGIN, *_DESTINATION), None) or next(iter(places_named(turn)), None)
    if named is not None or _landed(turn) is not None:
        return named or _landed(turn)
    trip = trip_of(turn) or Trip()
    ids = (trip.origin, trip.destination)
    return next((p for i in ids if i and (p := listed_place(turn, i)) is not None), None)
