"""Rules for a time: which are open then, whether one is, the last question at another time."""

from __future__ import annotations

from actions.dialogue.state import FOCUS, SEARCH, TOPIC
from actions.dialogue.turn import Turn
from actions.interpretation.answers import UNCLEAR
from actions.interpretation.attributes import asks_fit
from actions.interpretation.kind_names import named_by_kind
from actions.interpretation.letters import letters_beside
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.properties import properties_asked
from actions.interpretation.rules.acts import PLANS, REFINE, SIGHT
from actions.interpretation.target_kind import (
    kinds_sought,
    names_filter,
    only_kind,
    overlap,
    running_topic,
)
from actions.interpretation.trips import MEANS, TRAVEL
from semantics.intents import SEARCH_OF, intent_of

# "And on", "what about": so many letters beside a time ask nothing else; one of Chinese, Japanese
# or Korean stands for several.
_FEW_LETTERS = 12
# What may stand beside a time without asking anything.
_BESIDE_TIME = frozenset({"time", "language", "script", "asks", "continues", "repair"})
# What is on at another time is asked in more words: "is there anything at Christmas?".
_BESIDE_TIME_OF_EVENTS = _BESIDE_TIME | {"property", "browse", "event_kind", "trip"}
_FEW = 3
_WAYS = ("ask_directions", "ask_transport", "ask_way")
_EVENTS, _MORE_LETTERS = "find_event", 30
_DINING = "find_dining"


def asks_which_are_open(turn: Turn) -> str | None:
    """Hours asked of a kind of place and of none of them is a search for those that are open."""
    around = [e for e in turn.wanted if e["entity"] == "place" and e.get("role") == "near"]
    pointed = len(turn.values("place")) > len(around)
    pointed = pointed or any(map(turn.values, ("ordinal", "reference", "office_kind")))
    pointed = pointed or asks_fit(turn)
    when = turn.value("time") or turn.value("open_hours")
    if turn.intent == "ask_hours" and when and _eats_around(turn):
        return SEARCH_OF["restaurant"]
    if pointed or not when or turn.intent not in ("ask_hours", *UNCLEAR):
        return None
    kind = only_kind(turn)
    if turn.value("asks") and _is_of_few(turn):
        return "ask_hours"
    if kind is None and running_topic(turn) is not None and not turn.slots.get(FOCUS):
        return REFINE
    if kind is None and around and _is_late(turn):
        # "Anything open past midnight there?": what is open then is to eat and to drink at.
        return _DINING
    return SEARCH_OF[kind] if kind is not None else None


def _eats_around(turn: Turn) -> bool:
    """Say whether something to eat or drink is looked for beside places that serve none.

    "A café in the garden or at the cape that is open until nine" asks for no hours of those two.
    """
    eats = any(e["entity"] in ("cuisine", "dish") and not e.get("role") for e in turn.wanted)
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    places = [listed_place(turn, str(e["value"])) for e in named]
    is_around = all(p is not None and p.kind in (SIGHT, "station", "shop") for p in places)
    over = [e for e in turn.wanted if e["entity"] in ("cuisine", "dish")]
    is_name = any(overlap(e, name) for e in over for name in named)
    pointed = any(map(turn.values, ("ordinal", "office_kind")))
    return bool(eats and named and is_around and not is_name and not pointed)


def _is_late(turn: Turn) -> bool:
    roles = {e.get("role") for e in turn.wanted if e["entity"] == "time"}
    return bool(roles & {"past", "through"}) or "late" in turn.values("open_hours")


def _is_of_few(turn: Turn) -> bool:
    """Say whether it is asked of a sort that few places are called by: "are the churches open?"."""
    narrows = ("area", "price", "near", "stars", "dropped", "continues", "comparison", "order")
    if turn.intent != "ask_hours" or any(map(turn.values, narrows)):
        return False
    return 0 < len(named_by_kind(turn)) <= _FEW


def asks_whether_open(turn: Turn) -> str | None:
    """Whether one can visit a place asks for its hours, whatever the classifier looks for."""
    if turn.value("asks") is None or turn.intent in PLANS or turn.value("attribute"):
        return None
    if turn.intent in _WAYS and MEANS & set(turn.values(TRAVEL)):
        # "Can one get there by metro?"
        return None
    beside = any(map(turn.values, ("near", "office_kind", "comparison", "amenity")))
    if beside or properties_asked(turn) or kinds_sought(turn) - {SIGHT}:
        return None
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("role") is None]
    if len(named) == 1:
        return "ask_hours"
    is_new = named or kinds_sought(turn) or names_filter(turn) or intent_of(turn.intent).searches
    return "ask_hours" if turn.slots.get(FOCUS) and not is_new else None


def asks_of_another_time(turn: Turn) -> str | None:
    """A time and hardly a word more asks the last question, or when it is open, of that time."""
    if turn.intent in PLANS or intent_of(turn.intent).courtesy or not turn.value("time"):
        return None
    said = {e["entity"] for e in turn.entities}
    last = str(turn.slots.get(TOPIC) or "")
    if last == _EVENTS and said <= _BESIDE_TIME_OF_EVENTS:
        return _EVENTS if letters_beside(turn) <= _MORE_LETTERS else None
    if not said <= _BESIDE_TIME or letters_beside(turn) > _FEW_LETTERS:
        return None
    if turn.slots.get(SEARCH) and not turn.slots.get(FOCUS):
        return REFINE
    if intent_of(last).fits_time and not turn.value("asks"):
        return last
    return "ask_hours" if turn.slots.get(FOCUS) and last not in PLANS else None
