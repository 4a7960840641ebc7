"""Where a way begins and where it ends, by the message and by the way that was told last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.trip import Trip
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.areas import unknown_area
from actions.interpretation.named_places import named_place, places_named
from actions.interpretation.passages import passage_reply
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.references import place_in, place_of_role
from actions.interpretation.trips import BACK, HERE, ONWARD, TRAVEL, asked_of_way, trip_of
from actions.interpretation.unclear import UnclearError
from actions.interpretation.visitor_position import position_of
from actions.transport.asked_of_way import taxi_rule
from actions.wording.reply import Reply
from listings.models import Place
from listings.queries import find_services
from listings.queries.nearby import Point, metres_between

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
    origin = _end(turn, _ORIGIN, None)
    destination = _end(turn, _DESTINATION, origin)
    if origin is None:
        origin = _end(turn, _ORIGIN, destination)
    named = [p for p in places_named(turn) if p not in (origin, destination)]
    trip = trip_of(turn)
    if len(named) == 1 and origin is None and destination is None and trip is not None:
        is_start = trip.destination not in (None, named[0].id) and trip.origin is None
        return (named[0], None) if is_start else (None, named[0])
    if destination is None and named:
        destination = named.pop(0)
    if origin is None and named:
        origin = named.pop(0)
    known = {p.id for p in (origin, destination) if p is not None}
    rest = replace(turn, entities=tuple(e for e in turn.entities if e["value"] not in known))
    if destination is None or origin is None:
        # One of several alike, or one that is not known: the reply asks which or says so.
        other = named_place(_without_ends(rest, known))
        destination = destination or (other if origin != other else None)
    return origin, destination


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
            return _nearest_office(turn, entity, other)
        if entity["entity"] == "area" and not entity.get("linked", True):
            raise UnclearError(_area_unknown(turn))
    return None


def _pointed_at(turn: Turn) -> Place | None:
    """Return what "from there" speaks of: the place in focus, else where the last way ended."""
    trip = trip_of(turn)
    ids = [turn.slots.get(FOCUS), trip.destination if trip else None]
    return next((p for i in ids if i and (p := listed_place(turn, str(i)))), None)


def _nearest_office(turn: Turn, entity: Entity, other: Place | None) -> Place | None:
    offices = find_services(turn.session, kind=str(entity["value"]))
    if other is None:
        trip = trip_of(turn)
        ids = [turn.slots.get(FOCUS), trip.destination if trip else None]
        other = next((p for i in ids if i and (p := listed_place(turn, str(i)))), None)
    if other is None:
        return None
    measured = [
        (m, o) for o in offices if (m := metres_between(turn.session, o, other)) is not None
    ]
    return min(measured, key=lambda pair: pair[0])[1] if measured else None


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
    focus = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    begun = listed_place(turn, (trip.origin if trip else None) or "")
    ended = listed_place(turn, (trip.destination if trip else None) or "")
    position = position_of(turn)
    ordered: list[Place | Point | None] = [begun, focus, ended]
    if ONWARD in said or BACK in said:
        ordered = [ended, focus, begun]
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


def _area_unknown(turn: Turn) -> Reply:
    """Return what an article tells of the way to a part of the city, else that it is no place."""
    told = passage_reply(turn)
    if told is not None:
        return told
    name = unknown_area(turn) or ""
    text = turn.say("place.unknown", name=name, city=turn.city_name())
    return Reply(sentences(turn, text, call_office(turn)))
