"""The filters that a visitor no longer asks for: "any area is fine", "it needn't have parking"."""

from __future__ import annotations

from actions.dialogue.turn import Entity, Turn
from actions.interpretation.clauses import is_one_clause
from actions.interpretation.target_kind import overlap
from semantics.ranges import bounds_of

# The filter of a search that an entity of a message sets.
_FILTER_OF = {
    "area": "district",
    "place": "near",
    "near": "near",
    "price": "price",
    "stars": "stars",
    "rating": "rating",
    "amenity": "amenities",
    "category": "category",
    "cuisine": "cuisine",
}
# What is asked of places and is a filter too: "the price does not matter".
_OF_ATTRIBUTE = {"price": "price", "rating": "rating", "stars": "stars"}
_THE_ONE_MENTIONED = "mentioned"
EVERYTHING = "all"
_MILDER = "without:"
_GIVEN_UP = "given_up"
# What is one of several that may be asked for: left out, it gives up none of the others.
_SORTS = frozenset({"area", "category", "cuisine", "amenity"})
# A word for the kind of a place, which says of dishes and of sights alike what they are.
_KIND, _KINDS = "kind", ("category", "cuisine")


def dropped_filters(turn: Turn) -> frozenset[str]:
    """Return the names of the filters of a search that the message gives up.

    They are told by their kind ("any price"), or by what they ask for ("no pool needed"): then it
    is the filter whose words stand nearest.
    """
    found: set[str] = set()
    for entity in turn.entities:
        if entity["entity"] == "dropped":
            kind = str(entity["value"])
            if kind == _KIND:
                found.update(_KINDS)
                continue
            if _is_milder(turn, entity):
                continue
            name = _nearest_filter(turn, entity) if kind == _THE_ONE_MENTIONED else kind
            if name is not None:
                found.add(name)
    return frozenset(found)


def _is_milder(turn: Turn, dropped: Entity) -> bool:
    """Say whether the word only makes a taste milder ("not spicy"): it gives nothing up."""
    tastes = (e for e in turn.entities if e["entity"] == "quality")
    return any(str(e["value"]).startswith(_MILDER) and overlap(e, dropped) for e in tastes)


def _nearest_filter(turn: Turn, dropped: Entity) -> str | None:
    if "start" not in dropped:
        # It is of an earlier message, whose words no longer stand beside each other.
        return None
    filters = [
        e
        for e in turn.entities
        if e["entity"] in _FILTER_OF and "start" in e and is_one_clause(turn.text, e, dropped)
    ]
    nearest = min(filters, key=lambda e: _gap(e, dropped), default=None)
    if nearest is None:
        asked = (str(e["value"]) for e in turn.wanted if e["entity"] == "attribute")
        return next((_OF_ATTRIBUTE[name] for name in asked if name in _OF_ATTRIBUTE), None)
    if nearest is not None and is_other_bound(nearest):
        # "None above 200" sets a limit, it gives none up.
        return None
    if nearest is not None and nearest["entity"] in _SORTS and nearest.get("polarity") == "not":
        # "Without seafood" leaves that out of the Korean places asked for before.
        return None
    return _FILTER_OF[nearest["entity"]] if nearest is not None else None


def amenities_given_up(turn: Turn) -> frozenset[str]:
    """Return the facilities that the message gives up one by one: "no sea view, but breakfast"."""
    return frozenset(
        str(e["value"])
        for e in turn.entities
        if e["entity"] == "amenity" and e.get("role") == _GIVEN_UP
    )


def is_other_bound(entity: Entity) -> bool:
    """Say whether one bound of a price or of stars is denied, by which the other one is meant."""
    if entity["entity"] not in ("price", "stars") or entity.get("polarity") != "not":
        return False
    low, high = bounds_of(str(entity["value"]))
    return (low is None) != (high is None)


def _gap(one: Entity, other: Entity) -> int:
    """Return how many characters stand between two pieces of the message."""
    return max(int(other["start"]) - int(one["end"]), int(one["start"]) - int(other["end"]), 0)
