"""A correction of the last question: "no, I meant the beach", "not Monday, Tuesday"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.dialogue.pending import Request, last_request
from actions.dialogue.state import SEARCH, TRIP
from actions.dialogue.trip import Trip
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.target_kind import kinds_sought
from listings.models import Office
from listings.queries import find_places
from semantics.intents import intent_of

REFINE = "refine"
_NUMBER = re.compile(r"\d+")
# What a message that only corrects another may be taken for.
_WEAK = frozenset(
    {
        *("deny", "affirm", "report_error", "nlu_fallback", "out_of_scope", "chitchat"),
        *("select_item", "follow_up", "ask_details", "refine", "more_results", "insult"),
    }
)
# A no that says what it should be is a correction; so is a report of an error that names none.
_MAY_CORRECT = frozenset({"deny", "report_error"})
# What a question speaks of, in groups of which one stands for another.
_GROUPS = (
    ("place", "ordinal", "reference", "office_kind", "country"),
    ("area", "near"),
    ("time",),
    ("party", "people", "audience"),
    ("category", "cuisine"),
    ("price",),
    ("stars",),
    ("rating",),
    ("amenity",),
    ("topic", "article"),
)
_SPOKEN_OF = frozenset(name for group in _GROUPS for name in group)
# What says what is asked, not of what.
_ASKS = ("attribute", "contact", "comparison", "order", "need")
# What is asked of a place.
_ASKED_OF_PLACE = ("attribute", "contact", "amenity", "property")
_PLANS = ("plan_visit", "change_plan")
_INSTEAD_OF, _PREFERRED = "instead_of", "preferred"
_ORIGIN, _DESTINATION = "origin", "destination"
_ENDS = ("place", "office_kind", "area")
# What a question of its own is taken for, though it only goes on with a list.
_OF_A_LIST = ("refine", "more_results", "select_item")


def is_repair(turn: Turn) -> bool:
    """Say whether the message corrects the last one, by its own words or as a no that goes on."""
    if last_request(turn) is None:
        return False
    if turn.value("repair") is not None:
        return True
    return turn.intent in _MAY_CORRECT and turn.value("claim") is None and _says_something(turn)


def as_its_own(turn: Turn) -> Turn:
    """Return the correction as a question of its own, where it was taken for a mere no."""
    is_of_list = turn.intent in _OF_A_LIST and any(map(turn.value, _ASKS))
    is_weak = (turn.intent in _MAY_CORRECT and _says_something(turn)) or is_of_list
    own = "ask_details" if turn.value("place") else "nlu_fallback"
    return replace(turn, intent=own) if is_weak else turn


def repaired(turn: Turn) -> Turn | None:
    """Return the last question with what the message says in its place.

    None where it asks a question of its own, or nothing that the last one could be changed by.
    """
    last = last_request(turn)
    if last is None or any(turn.value(name) for name in _ASKS) or not _says_something(turn):
        return None
    if turn.intent in _PLANS or last.intent in _PLANS:
        return None
    is_search = intent_of(last.intent).searches or last.intent == REFINE
    if kinds_sought(turn):
        # Another kind is looked for where the last one was.
        keeps = is_search and turn.slots.get(SEARCH) and not turn.value("place")
        return replace(turn, intent=REFINE) if keeps else None
    row = intent_of(turn.intent)
    if turn.intent not in _WEAK and (row.about_place or row.tells_facts):
        is_same = turn.intent == last.intent or not (intent_of(last.intent).tells_facts)
        if is_same or turn.value("repair") is None:
            return None
    if is_search and turn.slots.get(SEARCH):
        return replace(turn, intent=REFINE)
    return _merged(turn, last)


def as_last_asked(turn: Turn) -> Turn:
    """Return the turn with what the last question asked, where the message asks nothing itself."""
    last = last_request(turn)
    if last is None or any(map(turn.values, _ASKED_OF_PLACE)):
        return turn
    kept = tuple(e for e in last.entities if e["entity"] in _ASKED_OF_PLACE)
    return replace(turn, entities=(*turn.entities, *kept))


def _says_something(turn: Turn) -> bool:
    return bool(kinds_sought(turn)) or any(
        e["entity"] in (*_SPOKEN_OF, *_ASKS) for e in turn.wanted
    )


def _merged(turn: Turn, last: Request) -> Turn:
    sibling = _sibling(turn, last)
    if sibling is not None:
        turn = replace(turn, entities=(sibling,))
    turn = _with_end(turn)
    said = {e["entity"] for e in turn.wanted}
    gone = {name for group in _GROUPS if said & set(group) for name in group}
    kept = tuple(e for e in last.entities if e["entity"] not in {*gone, *said})
    text = f"{turn.text} {last.text}".strip()
    return replace(turn, intent=last.intent, text=text, entities=(*turn.entities, *kept))


def _with_end(turn: Turn) -> Turn:
    """Return the turn with what stands for an end of the last way as that end.

    "Not from the airport, the station": where the one that is given up began the way that was told,
    the other does. The turn as it is where it names no end of that way.
    """
    trip = Trip.from_slot(turn.slots.get(TRIP)) or Trip()
    given_up = [e for e in turn.entities if e.get("role") == _INSTEAD_OF]
    ends = {_ORIGIN: trip.origin, _DESTINATION: trip.destination}
    role = next((r for r, i in ends.items() if i and any(_is_at(turn, e, i) for e in given_up)), "")
    chosen = [e for e in turn.wanted if e.get("role") == _PREFERRED and e["entity"] in _ENDS]
    if not role or not chosen:
        return turn
    entities = tuple({**e, "role": role} if e in chosen else e for e in turn.entities)
    return replace(turn, entities=entities)


def _is_at(turn: Turn, entity: Entity, place_id: str) -> bool:
    """Say whether a mention is of a place: by its name, or as the office of a kind that it is."""
    place = listed_place(turn, place_id)
    return place_id == entity["value"] or (
        entity["entity"] == "office_kind"
        and isinstance(place, Office)
        and place.office_kind == entity["value"]
    )


def _sibling(turn: Turn, last: Request) -> Entity | None:
    """Return the place that is called like the last one but for its number, None without one.

    "Not the second, the third" after "No. 2 Beach" is "No. 3 Beach"; of two numbers the last one
    is meant.
    """
    numbers = turn.values("ordinal")
    places = [str(e["value"]) for e in last.entities if e["entity"] == "place"]
    place = listed_place(turn, places[0]) if len(places) == 1 and numbers else None
    if place is None or turn.value("place"):
        return None
    alike = {_NUMBER.sub(numbers[-1], name) for name in place.names.values()}
    for other in find_places(turn.session, place.kind):
        if other.id != place.id and alike & set(other.names.values()):
            return {"entity": "place", "value": other.id, "linked": True}
    return None
