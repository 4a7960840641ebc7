"""Rules for several places: compared, the ends of a way, the first of all in an order."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.dialogue.whereabouts import SAID
from actions.interpretation.answers import UNCLEAR
from actions.interpretation.attributes import attributes_asked, places_named
from actions.interpretation.questions import facts_beside_way
from actions.interpretation.recently_named import spoken_of_last
from actions.interpretation.rules.acts import DETAILS, NEARBY, PLANS, REFINE, SIGHT
from actions.interpretation.suitability import suits_asked
from actions.interpretation.target_kind import kinds_sought, only_kind, running_topic
from actions.interpretation.trips import LANDED, MEANS, TRAVEL
from semantics.intents import SEARCH_OF, intent_of


def compares(turn: Turn) -> str | None:
    """Two places side by side: both named, one beside the one in focus, or those just spoken of."""
    plans = turn.value("time") or turn.value("edit") or turn.value("trip")
    if turn.intent in PLANS and (plans or not turn.value("comparison")):
        return None
    compared = {str(e["value"]) for e in turn.wanted if e.get("role") == "compared"}
    pair = compared & places_named(turn)
    if len(pair) >= 2 and turn.value("comparative"):
        return "compare"
    if len(pair) >= _PAIR and _is_which_suits(turn):
        return "compare"
    if not turn.value("comparison"):
        return None
    last = spoken_of_last(turn)
    if set(turn.values("comparison")) == {"has"}:
        is_pair = len(last) == 2 and not places_named(turn) and attributes_asked(turn)
        return "ask_facts" if is_pair else None
    if len(places_named(turn)) >= 2 and not _is_ends_of_way(turn):
        return "compare"
    goes_over_search = turn.value("order") is not None and running_topic(turn) is not None
    is_search = kinds_sought(turn) or turn.value("area") or turn.value("cuisine")
    if is_search or goes_over_search:
        return None
    return "compare" if len(last) >= _PAIR or _is_beside_focus(turn) else None


def _is_beside_focus(turn: Turn) -> bool:
    """Say whether one place is named beside the one in focus: "is the tower cheaper?"."""
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    focus = turn.slots.get(FOCUS)
    is_one = len({e["value"] for e in named}) == 1 and named[0].get("role") in (None, "compared")
    return bool(focus) and is_one and named[0]["value"] != focus


def _is_which_suits(turn: Turn) -> bool:
    """Say whether of two places it is only told for whom or what: "A or B with kids?"."""
    is_open = turn.intent in ("ask_hours", DETAILS, REFINE, "follow_up", *UNCLEAR)
    return is_open and bool(suits_asked(turn)) and not attributes_asked(turn)


# What may be asked of a way; anything else is asked of a place.
_OF_WAY = frozenset({"way", "distance", "duration", "price"})
_ASKS_WAY = frozenset({"way", "distance", "duration"})
_WAYS = ("ask_directions", "ask_way", "ask_transport")
_MEASURED_FROM = ("near", "origin")
_PAIR = 2


def _is_ends_of_way(turn: Turn) -> bool:
    """Say whether the places named are where a way begins and ends, and nothing else."""
    named = [e for e in turn.wanted if e["entity"] == "place"]
    return len(named) == 2 and {e.get("role") for e in named} == {"origin", "destination"}


def is_way(turn: Turn) -> str | None:
    """From one place to another, of which one may be the place in focus."""
    if turn.intent in (*PLANS, NEARBY):
        return None
    is_search = len(places_named(turn)) < 2 or kinds_sought(turn) - {SIGHT}
    if intent_of(turn.intent).searches and is_search:
        return None
    if set(turn.values("attribute")) - _OF_WAY and not _can_be_told_beside(turn):
        return None
    if _only_says_where(turn):
        return None
    if _looks_from_there(turn):
        return None
    if _are_apart(turn) or _goes_on_from_landing(turn):
        return "ask_way"
    ends = ("place", "office_kind", "reference", "area")
    roles = {e.get("role") for e in turn.wanted if e["entity"] in ends}
    if "origin" not in roles:
        return None
    near = turn.value("near") or turn.value("order")
    goals = (
        "destination" in roles,
        turn.slots.get(FOCUS),
        turn.value("ordinal"),
        "there" in turn.values("reference"),
        any(e["entity"] == "area" and e.get("role") for e in turn.wanted),
        "distance" in turn.values("attribute"),
        # The station near a place is no way from there.
        "way" in turn.values("attribute") and not (near or turn.value("office_kind")),
        len(places_named(turn)) >= _PAIR,
    )
    return "ask_way" if any(goals) else None


def is_far_from_focus(turn: Turn) -> str | None:
    """How near the place in focus is to one that is named: "is it close to the pier?"."""
    focus = turn.slots.get(FOCUS)
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    asked = set(turn.values("attribute")) - {"address", "way"}
    may = intent_of(turn.intent).about_place or turn.intent in (*UNCLEAR, NEARBY)
    if not focus or not may or asked != {"distance"} or kinds_sought(turn) - {SIGHT}:
        return None
    is_one = len({e["value"] for e in named}) == 1 and named[0].get("role") == "near"
    others = any(map(turn.values, ("office_kind", "order", "travel", "category", "ordinal")))
    return "ask_way" if is_one and named[0]["value"] != focus and not others else None


def from_focus(turn: Turn) -> Turn:
    """Return the turn with the place that is named as the end of a way from the one in focus."""
    goal = {"entity": "reference", "value": "there", "role": "origin"}
    entities = tuple(
        {**e, "role": "destination"} if e["entity"] == "place" else e
        for e in turn.entities
        if e["entity"] not in ("near", "reference")
    )
    return replace(turn, entities=(*entities, goal))


def _looks_from_there(turn: Turn) -> bool:
    """Say whether a sort of place is looked for around what was spoken of, and no way is asked.

    "Are there churches that one can walk to from there?"
    """
    goals = [e for e in turn.wanted if e.get("role") == "destination" and e["entity"] != "kind"]
    is_sort = bool(goals) and all(e["entity"] in ("category", "cuisine") for e in goals)
    is_there = "there" in turn.values("reference") and turn.slots.get(FOCUS) is not None
    return is_sort and is_there and not _OF_WAY & set(turn.values("attribute"))


def _can_be_told_beside(turn: Turn) -> bool:
    """Say whether what else is asked is of the place where a way ends, in a clause of its own."""
    is_way = {"way", "distance"} & set(turn.values("attribute")) or MEANS & set(turn.values(TRAVEL))
    return bool(is_way) and len(facts_beside_way(turn)) > 1


def _only_says_where(turn: Turn) -> bool:
    """Say whether the only beginning is where the visitor is, and something else is asked.

    "I'm on the square at three. Can one still get into the church, and what does it cost?"
    """
    begins = [e for e in turn.wanted if e.get("role") == "origin"]
    if not begins or not all(e.get(SAID) for e in begins):
        return False
    asks = _ASKS_WAY & set(turn.values("attribute")) or turn.values(TRAVEL)
    return turn.intent not in _WAYS and not asks


def _goes_on_from_landing(turn: Turn) -> bool:
    """Say whether who lands asks for the way to one place: by a means, or how to get there."""
    goals = [e for e in turn.wanted if e["entity"] == "place" and e.get("role") != "origin"]
    asks = "way" in turn.values("attribute") or MEANS & set(turn.values(TRAVEL))
    return LANDED in turn.values(TRAVEL) and len(goals) == 1 and bool(asks)


def _are_apart(turn: Turn) -> bool:
    """Say whether it is asked how far two places are from each other, whatever joins them."""
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    if len({e["value"] for e in named}) != _PAIR or turn.value("order"):
        return False
    roles = {e.get("role") for e in named}
    is_asked = bool({"distance", "way"} & set(turn.values("attribute")))
    if roles == {"compared"} or roles == {None}:
        return (
            is_asked
            and turn.value("comparison") is None
            and roles | {"distance"}
            <= {
                "compared",
                None,
                *turn.values("attribute"),
            }
        )
    # "Is the pier near the station?"; "I arrive at the station, how do I get to the hotel?".
    is_near = roles == {"near", None} and turn.intent in ("ask_address", "ask_directions")
    return is_near or (roles == {"finish", None} and is_asked)


def comes_from_elsewhere(turn: Turn) -> str | None:
    """A way from or to another city is one that an article tells of: the ferry, the train."""
    ends = [e for e in turn.wanted if e.get("role") in ("origin", "destination")]
    is_elsewhere = any(e["entity"] in ("area", "place") and not e.get("linked", True) for e in ends)
    is_known = any(e["entity"] == "place" and e.get("linked", True) for e in turn.wanted)
    is_way = turn.intent in ("ask_directions", "ask_details", *UNCLEAR) and turn.value("topic")
    return "ask_transport" if is_elsewhere and not is_known and is_way else None


def is_superlative(turn: Turn) -> str | None:
    """The nearest, cheapest, best of a kind is a search in that order."""
    offices = [e for e in turn.wanted if e["entity"] == "office_kind"]
    if not turn.value("order") or turn.intent in PLANS:
        return None
    if any(e.get("role") not in _MEASURED_FROM for e in offices):
        return None
    kind = only_kind(turn)
    if kind is not None:
        return SEARCH_OF[kind]
    running = running_topic(turn)
    measured_from = {str(e["value"]) for e in turn.wanted if e.get("role") in _MEASURED_FROM}
    is_told = (
        set(turn.values("attribute")) - {"rating", "distance"} or places_named(turn) - measured_from
    )
    return REFINE if running is not None and not is_told else None
