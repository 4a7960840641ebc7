"""Which kinds of place a message looks for, by its own words."""

from __future__ import annotations

from typing import cast

from actions.dialogue.state import SEARCH, Search, Topic
from actions.dialogue.turn import Entity, Turn
from semantics.intents import SEARCH_OF, intent_of

_KIND, _ANCHOR = "kind", "anchor"
# The role of what something is looked for beside.
_NEAR = "near"
# Words for a kind that only say where, of what or with what: "near the museum", "Museum Street".
_OTHERWISE = ("area", "reference", "near", "place", "office_kind")
# What narrows a search of any kind.
_FILTERS = (
    *("area", "price", "stars", "rating", "amenity", "category", "cuisine", "dish"),
    *("visit_hours", "visit_minutes", "same"),
)


def kinds_sought(turn: Turn) -> frozenset[Topic]:
    """Return the kinds of place that the message names or implies as what is looked for.

    None does in "somewhere cheaper in the north". What can be a facility is looked for where the
    message was taken for such a search: "is there a restaurant?".
    """
    others = [e for e in turn.wanted if e["entity"] in _OTHERWISE or e.get("role") == _NEAR]
    facilities = [e for e in turn.entities if e["entity"] == "amenity"]
    own = intent_of(turn.intent).searches
    found = {
        str(e["value"])
        for e in turn.wanted
        if e["entity"] == _KIND
        and e["value"] != _ANCHOR
        and not any(overlap(e, other) for other in others)
        and (e["value"] == own or not any(overlap(e, facility) for facility in facilities))
    }
    found |= {kind for kind in _of_sorts(turn) if kind in SEARCH_OF}
    if turn.value("cuisine") or turn.value("dish"):
        found.add("restaurant")
    if turn.value("stars") and not found:
        found.add("hotel")
    return frozenset(cast(Topic, kind) for kind in found)


def _of_sorts(turn: Turn) -> set[str]:
    """Return the kinds of place of the sorts that the message names and that are of one kind.

    A word of price says none: there are luxury hotels and luxury restaurants.
    """
    prices = [e for e in turn.entities if e["entity"] == "price"]
    sorts = [
        e["of"]
        for e in turn.wanted
        if e["entity"] == "category"
        and len(e.get("of", ())) == 1
        and e.get("role") != _NEAR
        and not any(overlap(e, price) for price in prices)
    ]
    return {kind for (kind,) in sorts}


def only_kind(turn: Turn) -> Topic | None:
    """Return the one kind that the message looks for, None where it is none or several."""
    sought = kinds_sought(turn)
    return next(iter(sought)) if len(sought) == 1 else None


def running_topic(turn: Turn) -> Topic | None:
    """Return the kind of place that the last search was for, None without a search."""
    search = Search.from_slot(turn.slots.get(SEARCH))
    return search.topic if search is not None else None


def names_filter(turn: Turn) -> bool:
    """Say whether the message narrows a search or gives one of its filters up.

    The category in "this scenic area" narrows nothing.
    """
    pointed = [e for e in turn.entities if e["entity"] == "reference"]
    return any(
        e["entity"] in (*_FILTERS, "dropped") and not any(overlap(e, p) for p in pointed)
        for e in turn.entities
    )


def is_facility_of(turn: Turn, entity: Entity, topic: Topic) -> bool:
    """Say whether an amenity is one, and not the kind of place that is looked for."""
    return not any(
        e["entity"] == _KIND and e["value"] == topic and overlap(e, entity) for e in turn.entities
    )


def overlap(one: Entity, other: Entity) -> bool:
    """Say whether two entities have a piece of the message in common; one of a button has none."""
    if "start" not in one or "start" not in other:
        return False
    return bool(one["start"] < other["end"] and other["start"] < one["end"])
