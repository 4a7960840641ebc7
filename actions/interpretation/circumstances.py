"""Where the visitor says to be or to stay, as what ways begin at and "near me" is.

"I'm staying at the Grand Hotel" looks for no hotel: it is kept, and what the message, or a later
one, asks of "here", "near me" or "my hotel" is asked of there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.dialogue.state import FOCUS, SHOWN, TRIP, WHEREABOUTS
from actions.dialogue.trip import Trip
from actions.dialogue.turn import Entity, Turn
from actions.dialogue.whereabouts import AREA, AT, HOME, PLACE, SAID, STAY, Spot, Whereabouts
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.target_kind import overlap
from actions.interpretation.visitor_position import position_of
from listings.models import Place
from semantics.intents import intent_of

# What points at where the visitor is, or at their hotel.
HERE, LODGING = "here", "lodging"
TELL = "tell_whereabouts"
# What these mean is said before where anybody is.
_OTHERWISE = (
    "book",
    "emergency",
    "human",
    "leave_message",
    "report_error",
    "plan_visit",
    "ask_desk",
)
_ROLES = (AT, STAY)
_ORIGIN, _NEAR = "origin", "near"
_ELSEWHERE = ("place", "area", "office_kind", "ordinal")
_CLAUSE_ENDS = re.compile(r"[.,;!?。，；！？、\n]")
_HOTEL, _THERE = "hotel", "there"
# Who needs this asks for it where they are.
_URGENT = frozenset({"sick", "danger"})


def whereabouts_of(turn: Turn) -> Whereabouts:
    """Return where the visitor is, stays and is from, by this message and by those before it."""
    kept = Whereabouts.from_slot(turn.slots.get(WHEREABOUTS))
    said = {role: _said(turn, role) for role in _ROLES}
    from_there = (e for e in turn.entities if e["entity"] == "country" and e.get("role") == HOME)
    home = next((str(e["value"]) for e in from_there), kept.home)
    at = said[AT] or _where_needed(turn) or kept.at
    return Whereabouts(at, said[STAY] or kept.stay, home)


def place_of_visitor(turn: Turn) -> Place | None:
    """Return the place where the visitor is, by what was said; None for an area or for none."""
    at = whereabouts_of(turn).at
    return listed_place(turn, at.value) if at is not None and at.kind == PLACE else None


def whereabouts_slots(turn: Turn) -> dict[str, Any]:
    """Return the slot that keeps where the visitor is, nothing where the message says nothing."""
    told = whereabouts_of(turn)
    is_new = told != Whereabouts.from_slot(turn.slots.get(WHEREABOUTS))
    return told.to_slot() if is_new else {}


def with_circumstances(turn: Turn, message: Turn | None = None) -> Turn:
    """Return the turn with what it says of the visitor's whereabouts as its place.

    A place where the visitor is or stays becomes the origin of ways; in a search it is what one
    looks around. An area where the visitor stays narrows nothing, unless a hotel is looked for
    there. What points at either, as "here" does, becomes that place or area. A turn that says
    nothing else is "tell_whereabouts". ``message`` is the whole of which the turn is a question.
    """
    whole = message or turn
    told = whereabouts_of(whole)
    if only_says_where(turn, 0, len(turn.text)) and turn.intent not in _OTHERWISE:
        return replace(turn, intent=TELL)
    entities = [_as_origin(turn, e) for e in turn.entities if not _is_only_said(turn, e)]
    here = replace(turn, entities=tuple(e for e in entities if e))
    is_said_now = any(e.get("role") in _ROLES for e in whole.entities)
    return _from_there(_pointing(here, told, is_said_now=is_said_now), told)


def only_says_where(turn: Turn, start: int, end: int) -> bool:
    """Say whether the piece ``[start, end)`` of a message tells only where the visitor is."""
    part = [e for e in turn.entities if start <= e.get("start", -1) < end]
    said = [e for e in part if e.get("role") in _ROLES]
    clauses = [_clause(turn, e) for e in said]
    outside = "".join(
        c for i, c in enumerate(turn.text[start:end], start) if not _within(i, clauses)
    )
    letters = [1 if c.isascii() else _LETTERS_OF_CJK for c in outside if c.isalnum()]
    for entity in part:
        is_inside = "start" in entity and _within(entity["start"], clauses)
        allowed = _IN_CLAUSE if is_inside else _BESIDE
        is_told = entity in said or _is_only_said(turn, entity) or _overlaps(entity, said)
        if not is_told and entity["entity"] not in allowed:
            return False
    return bool(said) and sum(letters) <= _MOST_LETTERS


def _within(position: int, clauses: Sequence[tuple[int, int]]) -> bool:
    return any(begin <= position < end for begin, end in clauses)


def _overlaps(entity: Entity, others: Sequence[Entity]) -> bool:
    return any(overlap(entity, other) for other in others)


def said_now(turn: Turn) -> tuple[str, Spot | str] | None:
    """Return whether the message tells where the visitor is or stays, and where that is.

    A place that is not known is its name as the visitor wrote it; None where it tells nothing.
    """
    for role in _ROLES:
        spot = _said(turn, role)
        if spot is not None:
            return role, spot
        unknown = (e for e in turn.entities if e.get("role") == role)
        name = next((str(e["value"]) for e in unknown if e["entity"] in (PLACE, AREA)), None)
        if name is not None:
            return role, name
    return None


# What may stand anywhere beside the words for where one is, and in their clause, and asks nothing.
_BESIDE = frozenset({"language", "script", "time", "continues", "length"})
_IN_CLAUSE = frozenset({*_BESIDE, "property", "people", "party"})
# More letters in other clauses ask something.
_MOST_LETTERS, _LETTERS_OF_CJK = 20, 3


def _said(turn: Turn, role: str) -> Spot | None:
    """Return the place, else the area, that the message gives a role; None for none known."""
    found = [e for e in turn.entities if e.get("role") == role and e.get("linked", True)]
    areas = [e for e in found if e["entity"] == "area"]
    for entity in found:
        # A word that is a district's name too means that: one stays in a district.
        is_place = entity["entity"] == "place" and not _overlaps(entity, areas)
        if is_place and listed_place(turn, str(entity["value"])) is not None:
            return Spot(PLACE, str(entity["value"]))
    return Spot(AREA, str(areas[0]["value"])) if areas else None


def _where_needed(turn: Turn) -> Spot | None:
    """Return the one place of a cry for help: "he collapsed in the park" is said there."""
    if not _URGENT & set(turn.values("need")):
        return None
    places = {
        str(e["value"]) for e in turn.wanted if e["entity"] == PLACE and e.get("linked", True)
    }
    known = [p for p in places if listed_place(turn, p) is not None]
    return Spot(PLACE, known[0]) if len(known) == len(places) == 1 else None


def _clause(turn: Turn, entity: Entity) -> tuple[int, int]:
    """Return where the clause of an entity begins and ends in the message."""
    before = [m.end() for m in _CLAUSE_ENDS.finditer(turn.text, 0, entity["start"])]
    behind = _CLAUSE_ENDS.search(turn.text, entity["end"])
    return (before[-1] if before else 0), (behind.start() if behind else len(turn.text))


def _is_only_said(turn: Turn, entity: Entity) -> bool:
    """Say whether a word for a hotel only says that the visitor stays somewhere."""
    if entity["entity"] != "kind" or entity["value"] != _HOTEL or "start" not in entity:
        return False
    stays = [e for e in turn.entities if e.get("role") in _ROLES and "start" in e]
    return any(a <= entity["start"] < b for a, b in (_clause(turn, e) for e in stays))


def _as_origin(turn: Turn, entity: Entity) -> Entity | None:
    if entity.get("role") not in _ROLES:
        return entity
    is_search = bool(intent_of(turn.intent).searches) or turn.intent == "nearby"
    areas = [e for e in turn.entities if e["entity"] == "area" and e.get("linked", True)]
    if entity["entity"] != "area":
        if _overlaps(entity, areas):
            return None
        return {**entity, "role": _NEAR} if is_search else {**entity, "role": _ORIGIN, SAID: True}
    looks_for_hotel = any(
        e["entity"] == "kind" and e["value"] == _HOTEL and not _is_only_said(turn, e)
        for e in turn.entities
    )
    is_where = entity["role"] == AT or looks_for_hotel or turn.value("near")
    return {k: v for k, v in entity.items() if k != "role"} if is_where else None


def _pointing(turn: Turn, told: Whereabouts, *, is_said_now: bool) -> Turn:
    """Return the turn with the place or the area that "here", "near me", "my hotel" stand for."""
    pointing = [e for e in turn.entities if e["entity"] == "reference"]
    # "I'm at the square. How do I get to it from there?"
    at_hand = (HERE, _THERE) if is_said_now and told.at is not None else (HERE,)
    here = next((e for e in pointing if e["value"] in at_hand), None)
    lodging = next((e for e in pointing if e["value"] == LODGING), None)
    is_near = "focus" in turn.values("near") and not any(map(turn.values, _ELSEWHERE))
    # "Nearby" is where one is, where no place was spoken of since.
    is_open = is_near and (is_said_now or not (turn.slots.get(FOCUS) or turn.slots.get(SHOWN)))
    is_me = ("me" in turn.values("near") or is_open) and position_of(turn) is None
    spot = None
    if lodging is not None:
        spot = told.stay
    elif here is not None or is_me:
        spot = told.at or told.stay
    pointer = lodging or here
    if spot is None or _names_other(turn, pointer):
        return replace(turn, entities=tuple(_without_pointer(turn.entities, lodging)))
    role = (pointer or {}).get("role") or _NEAR
    meant: dict[str, Any] = {"entity": spot.kind, "value": spot.value, "linked": True}
    if spot.kind == PLACE:
        meant["role"] = role
    others = [e for e in turn.entities if e is not pointer and e["entity"] != "near"]
    if spot.kind == PLACE and role == _NEAR:
        others.append({"entity": "near", "value": "focus"})
    return replace(turn, entities=(*others, meant))


def _from_there(turn: Turn, told: Whereabouts) -> Turn:
    """Return a question for the way to a place with where the visitor is as its beginning."""
    spot = told.at or told.stay
    is_way = turn.intent == "ask_directions" or "distance" in turn.values("attribute")
    if spot is None or spot.kind != PLACE or not is_way or position_of(turn) is not None:
        return turn
    trip = Trip.from_slot(turn.slots.get(TRIP))
    places = [e for e in turn.wanted if e["entity"] == "place"]
    roles = {e.get("role") for e in turn.wanted} & {_ORIGIN, "start", _NEAR}
    if roles or (trip and trip.origin) or _goal(turn, places) in (None, spot.value):
        return turn
    begin = {"entity": PLACE, "value": spot.value, "linked": True, "role": _ORIGIN}
    return replace(turn, entities=(*turn.entities, begin))


def _goal(turn: Turn, places: Sequence[Entity]) -> str | None:
    """Return the one place to which a way is asked: that is named, else that in focus."""
    if places:
        return str(places[0]["value"]) if len(places) == 1 else None
    is_named = any(map(turn.values, (*_ELSEWHERE, "order", "near", "category", "travel")))
    is_asked = "way" in turn.values("attribute") and not is_named
    return str(turn.slots.get(FOCUS) or "") or None if is_asked else None


def _names_other(turn: Turn, pointer: Entity | None) -> bool:
    """Say whether the message says where by other words, which a way may do beside "here"."""
    if pointer is not None and pointer.get("role") in (_ORIGIN, "start", "destination", "finish"):
        return False
    is_way = intent_of(turn.intent).searches is None and turn.intent != "nearby"
    return not is_way and any(map(turn.values, _ELSEWHERE))


def _without_pointer(entities: Sequence[Entity], lodging: Entity | None) -> list[Entity]:
    """Return the entities without "here"; "my hotel" is the hotel last spoken of."""
    kept: list[Entity] = []
    for entity in entities:
        if entity["entity"] == "reference" and entity["value"] == HERE:
            continue
        kept.append({**entity, "value": _HOTEL} if entity is lodging else entity)
    if lodging is not None and lodging.get("role") in (None, _NEAR):
        kept.append({"entity": "near", "value": "focus"})
    return kept
