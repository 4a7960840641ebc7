"""The things that a message puts into a plan or takes out of it, as the places that are meant.

"The pier" may be a word for a sort of which the city has none, and part of the name of what is
meant; "the third one" and "it" are places of the plan, of the list shown since, or in focus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.dialogue.state import FOCUS, SHOWN
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.place_lookup import listed_place, listed_places
from actions.interpretation.plan_stops import as_linked, called, stops_meant
from actions.interpretation.recently_named import spoken_of_last
from actions.interpretation.target_kind import overlap
from actions.itinerary.candidates import point_of
from actions.itinerary.route import leg_between
from actions.itinerary.verbs import FIRST, IN, LAST, MOVE, OUT, says, verb_of
from listings.models import Place
from listings.queries import find_attractions, find_restaurants, find_services

_TO_STOP = (MOVE, FIRST, LAST)
_THINGS = ("place", "ordinal", "category", "cuisine", "meal", "break")
_TOUR, _PAIR = "tour", 2
_BOTH, _THERE, _CRUISE, _PORT = "both", "there", "cruise", "ferry-terminal"
_ENDS = ("start", "finish", "origin", "destination")
_SPOKEN_OF = ("attraction", "restaurant")


def with_things(turn: Turn, before: Sequence[str], dropped: Sequence[str] = ()) -> Turn:
    """Return the turn with what it says of the plan's stops as names of places.

    ``before`` are the ids of the stops, none for a new plan; ``dropped`` those put aside since,
    of which the last one is meant by "put it back".
    """
    entities = [_meant(turn, e, before) for e in turn.entities]
    if not before:
        entities += [_name(p) for p in _spoken_of(turn)]
    is_alone = not any(e["entity"] in _THINGS for e in entities)
    focus = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    if before and says(turn, IN) and is_alone:
        if focus is None or focus.kind not in _SPOKEN_OF or focus.id in before:
            focus = listed_place(turn, dropped[-1]) if dropped else None
        entities += [_name(focus.id)] if focus is not None else []
    return replace(turn, entities=tuple(entities))


def _name(place_id: str) -> Entity:
    return {"entity": "place", "value": place_id, "linked": True}


def _spoken_of(turn: Turn) -> list[str]:
    """Return the ids of the places spoken of before that a new plan is to hold: "there", "both"."""
    ids: list[str] = []
    trip = set(turn.values("trip"))
    is_named = any(e["entity"] in ("place", "category") for e in turn.wanted)
    if _BOTH in trip or (_TOUR in trip and not is_named):
        last = spoken_of_last(turn)
        ids = last if len(last) == _PAIR else []
    elif any(e["value"] == _THERE and not e.get("role") for e in _references(turn)):
        ids = [str(turn.slots.get(FOCUS) or "")]
    places = listed_places(turn, ids)
    return [p.id for p in places if p.kind in _SPOKEN_OF]


def _references(turn: Turn) -> list[Entity]:
    return [e for e in turn.wanted if e["entity"] == "reference"]


def cruise_port(turn: Turn) -> str | None:
    """Return the id of the terminal where a ship that the message speaks of lies, None without."""
    if _CRUISE not in turn.values("trip"):
        return None
    ports = find_services(turn.session, kind=_PORT)
    # The value of the entity is an English word, as the names of the ports have it.
    names = {p.id: (p.names.get("en", ""), *p.aliases.get("en", ())) for p in ports}
    named = [i for i, some in names.items() if _CRUISE in " ".join(some).casefold()]
    return next(iter(named or (names if len(names) == 1 else ())), None)


def _meant(turn: Turn, entity: Entity, before: Sequence[str]) -> Entity:
    kind, verb = entity["entity"], verb_of(turn, entity)
    if kind == "ordinal":
        shown = [str(i) for i in turn.slots.get(SHOWN) or ()]
        is_listed = verb == IN and shown != list(before)
        ids = shown if is_listed else list(before) if verb in _TO_STOP else []
        number = int(entity["value"]) if str(entity["value"]).lstrip("-").isdigit() else 0
        index = number - 1 if number > 0 else len(ids) + number
        place = listed_place(turn, ids[index]) if number and 0 <= index < len(ids) else None
        return as_linked(entity, place) if place is not None else entity
    is_word = kind == "place" and not entity.get("linked", True) and entity.get("category")
    if kind not in ("category", "cuisine") and not is_word:
        return entity
    if before and verb in _TO_STOP:
        stops = stops_meant(turn, entity)
        return as_linked(entity, stops[0]) if len(stops) == 1 else entity
    if kind == "cuisine":
        return entity
    if entity.get("role") in _ENDS and (port := cruise_port(turn)) is not None:
        return {**entity, "entity": "place", "value": port, "linked": True}
    sort = str(entity["category"] if is_word else entity["value"])
    if not is_word and find_attractions(turn.session, category=sort, limit=1):
        return entity
    if is_word:
        # "Museum(s)" and "old pier" are no names that somebody could know.
        word = turn.word("category", sort).casefold()
        text = turn.text[int(entity.get("start", 0)) : int(entity.get("end", 0))].casefold()
        return {**entity, "entity": "category", "value": sort} if text.startswith(word) else entity
    places = listed_places(turn, before) if verb == OUT and before else []
    names = [e for e in turn.entities if e["entity"] in ("place", "area", "trip")]
    if any(overlap(entity, name) for name in names):
        return entity
    every = find_attractions(turn.session, limit=None)
    named = called(turn, entity, places) or called(turn, entity, every, as_head=True)
    named = named or _eaten_at(turn, entity, before)
    return as_linked(entity, named[0]) if named else entity


def _eaten_at(turn: Turn, entity: Entity, before: Sequence[str]) -> list[Place]:
    """Return the places to eat that are called by a sort of sight, the nearest to the plan first.

    A night market is listed as one.
    """
    if entity["entity"] != "category":
        return []
    word = turn.word("category", str(entity["value"]))
    tables = [
        p
        for p in find_restaurants(turn.session)
        if word.casefold() in turn.name(p).casefold() and point_of(p) is not None
    ]
    last = [p for p in listed_places(turn, before) if point_of(p) is not None][-1:]
    there = point_of(last[0]) if last else None
    return sorted(tables, key=lambda p: leg_between(there, point_of(p)).minutes)
