"""What a message asks of a place in words that stand for no fact of the data: "a dress code"."""

from __future__ import annotations

from actions.dialogue.turn import Entity, Turn
from actions.interpretation.target_kind import overlap
from listings.search_index import is_function_word, runs_of
from semantics.intents import intent_of

PROPERTY = "property"
# What is known under a name of its own, and so is no such property.
_KNOWN = (
    *("amenity", "article", "asks", "attribute", "comparison", "day_name", "event_kind"),
    *("near", "order"),
    *("price", "rating", "stars", "travel"),
)
# What may be looked for, unless it is asked of a place.
_SOUGHT = ("category", "cuisine", "dish", "facility_kind", "kind", "office_kind", "shop_kind")
_LOOKS_FOR = ("find_office", "nearby", "refine", "more_results")
# By what one gets somewhere, and whether one can: no property of the place one gets to.
_OF_WAYS, _WAYS = ("travel", "asks"), ("ask_directions", "ask_way", "ask_transport")
# As much of a property must be known under another name.
_MOST = 0.4


def properties_asked(turn: Turn) -> tuple[str, ...]:
    """Return the properties that the message asks for, as the visitor wrote them, in order."""
    known = (*_KNOWN, *_SOUGHT) if _is_search(turn) else _KNOWN
    others = [
        e
        for e in turn.entities
        if e["entity"] in known and "start" in e and e.get("linked", "confidence_entity" not in e)
    ]
    found = [e for e in turn.wanted if e["entity"] == PROPERTY]
    if turn.intent in _WAYS and turn.value("travel"):
        ways = [e for e in turn.entities if e["entity"] in _OF_WAYS]
        found = [e for e in found if not any(overlap(e, way) for way in ways)]
    asked = [str(e["value"]) for e in found if _covered(e, others) < _MOST]
    return tuple(p for p in dict.fromkeys(asked) if not _is_mere_grammar(p))


def _is_mere_grammar(words: str) -> bool:
    """Say whether words name nothing: "for" of "how much is the ticket for the park"."""
    return all(map(is_function_word, runs_of(words)))


def _is_search(turn: Turn) -> bool:
    """Say whether the message looks for something, rather than ask what a place has."""
    intent = intent_of(turn.intent)
    is_near = any(e.get("role") == "near" for e in turn.wanted) or turn.value("near") is not None
    return bool(intent.searches) or turn.intent in _LOOKS_FOR or is_near


def _covered(entity: Entity, others: list[Entity]) -> float:
    """Return the share of an entity's characters that others cover."""
    if "start" not in entity:
        return 0.0
    here = set(range(int(entity["start"]), int(entity["end"])))
    taken = {i for e in others if overlap(e, entity) for i in range(e["start"], e["end"])}
    return len(here & taken) / max(1, len(here))
