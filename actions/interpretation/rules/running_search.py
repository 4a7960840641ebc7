"""Rules for what goes on with the last list: narrowed, less some, more of it, around it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from actions.dialogue.state import FOCUS, PLAN, SEARCH, SHOWN, TOPIC, Search
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.answers import UNCLEAR
from actions.interpretation.rules.acts import DETAILS, MORE, PLANS, REFINE, SIGHT
from actions.interpretation.suitability import suits_asked
from actions.interpretation.target_kind import names_filter, only_kind, running_topic
from actions.interpretation.trips import HERE, TRAVEL
from semantics.intents import SEARCH_OF, Kind, intent_of

_SAID_OF_A_LIST = ("affirm", "deny")
# What may be left out of a list or a plan, and what a message may be taken for that says so.
_LEFT_OUT = (
    "place",
    "area",
    "category",
    "cuisine",
    "dish",
    "amenity",
    "price",
    "stars",
    "allergen",
)
_LOOSE = ("more_results", "refine", "deny", "affirm", "select_item", "follow_up", *UNCLEAR)
_OTHERS = "others"
_SORTS = ("area", "category", "cuisine", "dish")
# What a message asks that says more than "other ones".
_ASKS_ELSE = (
    "place",
    "near",
    "time",
    "ordinal",
    "attribute",
    "order",
    "office_kind",
    "trip",
    "party",
)
_CLAUSE = re.compile(r"[.;!?\u3002\uff01\uff1f]")
_EATEN: Kind = "restaurant"
# Where the place is that was spoken of.
THERE = "there"
# "A bar that I can walk to from here" asks for no way but for a bar.
_WAY = "ask_directions"
# What narrows a list but is no question about a place, as its facilities or its rating are.
_TELL_NO_PLACE = ("area", "cuisine", "dish", "price", "stars", "same", "dropped")


def goes_on(turn: Turn) -> str | None:
    """Other ones, more of them, or the last list narrowed."""
    if turn.intent == MORE:
        return _more(turn)
    running, kind = running_topic(turn), only_kind(turn)
    if turn.intent == REFINE and running is None and kind is not None:
        return SEARCH_OF[kind]
    if turn.intent == REFINE and running is None and _changes_nothing(turn):
        return "nlu_fallback"
    if running is not None and (names_filter(turn) or kind is not None) and _is_about_list(turn):
        return REFINE
    return None


def asks_for_others(turn: Turn) -> str | None:
    """Other ones than those shown, of the kind that was looked for: the next of the list."""
    running = running_topic(turn)
    if running is None or _OTHERS not in turn.values("browse"):
        return None
    row = intent_of(turn.intent)
    is_loose = turn.intent in (*_LOOSE, DETAILS) or row.searches == running
    if not is_loose or only_kind(turn) not in (None, running):
        return None
    return None if _narrows_anew(turn) or any(map(turn.values, _ASKS_ELSE)) else MORE


def _narrows_anew(turn: Turn) -> bool:
    """Say whether a message names a filter that the last search does not have already."""
    search = Search.from_slot(turn.slots.get(SEARCH))
    if search is None or turn.value("dropped") is not None:
        return names_filter(turn)
    had = {*search.category, *search.cuisine, *search.district, *search.dish}
    kept = [e for e in turn.wanted if e["entity"] not in _SORTS or str(e["value"]) not in had]
    return names_filter(replace(turn, entities=tuple(kept)))


def gives_up(turn: Turn) -> str | None:
    """A filter that is given up changes the list, whatever else the message was taken for.

    "Any area is fine", "the price doesn't matter". What it asks of a place beside that is asked.
    """
    dropped = [e for e in turn.entities if e["entity"] == "dropped"]
    loose = (REFINE, MORE, DETAILS, "ask_practical", "ask_directions", "ask_ticket", *UNCLEAR)
    running = running_topic(turn)
    if not dropped or running is None or turn.intent not in loose:
        return None
    pointed = any(map(turn.values, ("ordinal", "reference", "contact", "time")))
    named = any(e["entity"] == "place" and e.get("linked", True) for e in turn.wanted)
    if pointed or named or only_kind(turn) not in (None, running):
        return None
    asked = [e for e in turn.wanted if e["entity"] == "attribute"]
    beside = all(any(_are_close(turn, e, d) for d in dropped) for e in asked)
    return REFINE if beside else None


def _are_close(turn: Turn, one: Entity, other: Entity) -> bool:
    """Say whether two pieces of the message stand in one clause."""
    if "start" not in one or "start" not in other:
        return False
    first, last = sorted((one, other), key=lambda e: int(e["start"]))
    return not _CLAUSE.search(turn.text[int(first["end"]) : int(last["start"])])


def leaves_out(turn: Turn) -> str | None:
    """What is to be left out, of the plan or the list that was answered last, or of a first list.

    "Apart from the castle, which museums are there?" asks nothing of the castle.
    """
    if not _names_left_out(turn) or any(map(turn.values, ("ordinal", "office_kind"))):
        return None
    if turn.slots.get(PLAN) and turn.slots.get(TOPIC) in PLANS and turn.intent not in PLANS:
        is_search = intent_of(turn.intent).searches and turn.value("area")
        return None if is_search else "change_plan"
    row = intent_of(turn.intent)
    is_loose = turn.intent in _LOOSE or (turn.value("allergy") and turn.intent != "emergency")
    # Without a plan it is the list that is changed.
    is_planned = turn.intent in PLANS and not (
        turn.intent == "change_plan" and not turn.slots.get(PLAN) and running_topic(turn)
    )
    is_loose = is_loose or turn.intent == "change_plan"
    if is_planned or not (row.about_place or row.searches or is_loose):
        return None
    kind, running = only_kind(turn), running_topic(turn)
    if turn.value("allergy") and running not in (None, _EATEN) and kind in (None, _EATEN):
        # It is told of where to eat.
        return None
    if turn.value("place") and not row.searches:
        return None
    if running is not None and kind in (None, running):
        return REFINE
    if kind is None and turn.intent == DETAILS and turn.value("area"):
        return "find_attraction"
    return SEARCH_OF[kind] if kind is not None else None


def is_for_allergic(turn: Turn) -> str | None:
    """An allergy is told of where to eat: that list goes on, or one begins, with what is said.

    In a question about a place that is named it is asked of that.
    """
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    pointed = named or any(map(turn.values, ("ordinal", "reference", "office_kind")))
    others = (*PLANS, "emergency", "ask_desk", "find_office")
    if turn.value("allergy") is None or pointed or turn.intent in others:
        return None
    kind = only_kind(turn)
    if kind not in (None, _EATEN):
        return None
    return REFINE if running_topic(turn) == _EATEN else SEARCH_OF[_EATEN]


def _names_left_out(turn: Turn) -> bool:
    return any(e["entity"] in _LEFT_OUT and e.get("linked", True) for e in turn.denied)


def takes_the_list(turn: Turn) -> str | None:
    """A yes takes the list that was offered and not shown."""
    offered = running_topic(turn) is not None and turn.slots.get(SHOWN) == []
    return MORE if offered and turn.intent == "affirm" and not names_filter(turn) else None


def is_the_same_search(turn: Turn, sought: Collection[str]) -> bool:
    """Say whether a search that names its kind again adds to the one before it.

    "A cheap restaurant, please" after Italian ones in the centre is cheap, Italian and in the
    centre. Sights of no sort are not those of the sort before, and a message that names a place or
    nothing to narrow by begins anew.
    """
    if set(sought) != {running_topic(turn)}:
        return False
    if SIGHT in sought and turn.value("comparison") and suits_asked(turn):
        # "Which of them has a view of the sea?"
        return True
    if not names_filter(turn):
        return False
    begins = any(map(turn.values, ("place", "near", "reference", "same")))
    return not begins and (SIGHT not in sought or turn.value("category") is not None)


def _more(turn: Turn) -> str:
    """Return what "other ones" means: more of the list, a narrower one, or another kind."""
    running, kind = running_topic(turn), only_kind(turn)
    elsewhere = turn.value("near") is not None or turn.value("place") is not None
    if kind is not None and (kind != running or elsewhere):
        return SEARCH_OF[kind]
    return REFINE if running is not None and names_filter(turn) else MORE


def _is_about_list(turn: Turn) -> bool:
    """Say whether a message that names a filter changes the list: "yes, in the centre"."""
    if turn.intent in _SAID_OF_A_LIST:
        return True
    pointed = any(turn.value(name) for name in ("place", "ordinal", "reference", "office_kind"))
    if turn.intent == "select_item":
        return not pointed and not turn.slots.get(SHOWN)
    narrows = any(turn.value(name) for name in _TELL_NO_PLACE) and not turn.value("amenity")
    return turn.intent == DETAILS and narrows and not pointed and not turn.slots.get(FOCUS)


def stays(turn: Turn) -> str | None:
    """A search for places where the one before it looked, or around the place spoken of.

    "And to eat?", "which hotels are there?": such a message names a kind and no place.
    """
    kind = only_kind(turn)
    is_said = THERE in turn.values("reference") or turn.value("continues") is not None
    if kind is None or not is_said or _says_where(turn) or turn.intent in PLANS:
        return None
    if intent_of(turn.intent).about_place and turn.value("attribute"):
        return None
    search = Search.from_slot(turn.slots.get(SEARCH))
    if search is not None:
        narrows = search.topic != kind or names_filter(turn)
        return REFINE if (search.district or search.near) and narrows else None
    focus, shown = turn.slots.get(FOCUS), turn.slots.get(SHOWN) or ()
    return REFINE if focus and shown and focus not in shown else None


def is_there(turn: Turn) -> str | None:
    """A search "there": around the place spoken of last, unless that was the only one of a list."""
    kind, focus = only_kind(turn), turn.slots.get(FOCUS)
    is_said = THERE in turn.values("reference") and focus
    is_said = is_said or (HERE in turn.values(TRAVEL) and turn.intent == _WAY)
    if kind is None or not is_said or _says_where(turn):
        return None
    return None if list(turn.slots.get(SHOWN) or ()) == [focus] else SEARCH_OF[kind]


def _says_where(turn: Turn) -> bool:
    """Say whether the message itself says where, other than around what was spoken of."""
    where = ("place", "area", "ordinal", "office_kind", "dropped")
    return any(map(turn.values, where)) or bool({*turn.values("near")} - {"focus"})


def _changes_nothing(turn: Turn) -> bool:
    """Say whether a message that seemed to change a search has nothing that would."""
    said = ("place", "near", "order", "time", "reference", "ordinal", "wish", "quality", "trip")
    is_context = any(turn.slots.get(slot) for slot in (FOCUS, SHOWN, PLAN))
    return not (is_context or names_filter(turn) or any(map(turn.values, said)))
