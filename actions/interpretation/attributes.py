"""What a message asks of a place, and which places it names."""

from __future__ import annotations

from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.properties import PROPERTY, properties_asked
from actions.interpretation.target_kind import overlap

# Whether the time is enough.
FIT = "fit"
# A moment or a part of a day, as semantics.time_terms writes them.
_CLOCKS = ("clock=", "part=")
# What there is in a language, and the questions that may ask for it.
_IN_LANGUAGES = frozenset({"dishes"})
_OF_A_PLACE = ("ask_details", "ask_facts", "ask_practical")


def attributes_asked(turn: Turn) -> tuple[str, ...]:
    """Return what the message asks of a place, in its order, each once; amenities are "amenity".

    What is no attribute of the data is "property". A time of day beside another question asks
    whether the place is open then.
    """
    asked = [
        (int(e.get("start", 0)), "amenity" if e["entity"] == "amenity" else str(e["value"]))
        for e in turn.wanted
        if e["entity"] == "attribute" or (e["entity"] == "amenity" and not _is_verb(turn, e))
    ]
    names = dict.fromkeys(name for _, name in sorted(asked))
    if properties_asked(turn):
        names = {PROPERTY: None, **names}
    elif _asks_language(turn) and set(names) <= _IN_LANGUAGES:
        names = {"languages": None}
    has_clock = any(part in value for value in turn.values("time") for part in _CLOCKS)
    is_when = has_clock or turn.value("asks") or (FIT in names and turn.value("time"))
    if set(names) - {PROPERTY} and is_when:
        names.setdefault("hours")
    return tuple(names)


def _asks_language(turn: Turn) -> bool:
    """Say whether a language is asked of a place: a guide, a menu or somebody who speaks it."""
    return turn.value("requested_language") is not None and turn.intent in _OF_A_PLACE


def _is_verb(turn: Turn, amenity: Entity) -> bool:
    """Say whether a word for a facility asks whether one may ("can one swim there?").

    One that is only guessed may be a piece of a property, too.
    """
    is_guess = not amenity.get("linked", "confidence_entity" not in amenity)
    beside = ("asks", PROPERTY) if is_guess else ("asks",)
    return any(e["entity"] in beside and overlap(e, amenity) for e in turn.entities)


def asks_fit(turn: Turn) -> bool:
    """Say whether it is asked if the time is enough for one place, which is no wish for a plan."""
    named = places_named(turn)
    is_one = len(named) == 1 or (not named and turn.slots.get(FOCUS) is not None)
    return FIT in turn.values("attribute") and is_one


def places_named(turn: Turn) -> set[str]:
    """Return the ids of the places that the message itself names."""
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    return {str(e["value"]) for e in named}
