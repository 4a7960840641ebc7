"""What a message means where it stands in the conversation.

The classifier reads each message alone. "Somewhere with a car park in the west" looks to it like a
hotel; after a search for sights it goes on with that one. Which question is answered in the end is
decided here, by what the message itself says and by what was talked about.
"""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.state import FOCUS, SHOWN
from actions.dialogue.turn import Turn
from actions.interpretation.target_kind import (
    kinds_sought,
    names_filter,
    only_kind,
    running_topic,
)
from semantics.intents import SEARCH_OF, intent_of

_REFINE, _MORE, _NEARBY, _DETAILS = "refine", "more_results", "nearby", "ask_details"
_PRACTICAL = "ask_practical"
# A kind of office decides over a search, unless one of these is sought beside it: nobody looks for
# a pharmacy among the sights, but for noodles near the station.
_SOUGHT = ("place", "category", "cuisine", "stars", "price", "dropped")
_SAID_OF_A_LIST = ("affirm", "deny")
_SIGHT = "attraction"
# What narrows a list but is no question about a place, as its facilities or its rating are.
_TELL_NO_PLACE = ("area", "cuisine", "price", "dropped")


def in_context(turn: Turn) -> Turn:
    """Return the turn with the intent that the conversation gives it, most often its own."""
    intent = _meant(turn)
    if intent == turn.intent:
        return turn
    entities = turn.entities
    if turn.intent == _NEARBY and intent_of(intent).searches and not turn.value("near"):
        entities = (*entities, {"entity": "near", "value": "focus"})
    return replace(turn, intent=intent, entities=entities)


def _meant(turn: Turn) -> str:
    if _is_about_a_sight(turn) or _is_practical_of_a_place(turn):
        return _DETAILS
    if _is_for_an_office(turn):
        return "find_office"
    if _is_about_a_district(turn):
        return "find_attraction"
    if intent_of(turn.intent).searches:
        return _search(turn)
    if turn.intent == _NEARBY:
        kind = only_kind(turn)
        return SEARCH_OF[kind] if kind is not None and "me" not in turn.values("near") else _NEARBY
    if turn.intent == _MORE:
        return _more(turn)
    if turn.intent == "ask_transport" and turn.slots.get(FOCUS) and turn.value("near"):
        return "ask_directions"
    running, kind = running_topic(turn), only_kind(turn)
    if turn.intent == _REFINE and running is None and kind is not None:
        return SEARCH_OF[kind]
    if running is not None and (names_filter(turn) or kind is not None) and _is_about_list(turn):
        return _REFINE
    return turn.intent


def _is_about_a_sight(turn: Turn) -> bool:
    """Say whether the message asks what there is to see in the sight that it points at."""
    return (
        turn.intent in ("find_attraction", _NEARBY)
        and turn.value("reference") == _SIGHT
        and not turn.value("near")
        and not turn.value("office_kind")
        and not names_filter(turn)
        and kinds_sought(turn) <= {_SIGHT}
    )


def _is_practical_of_a_place(turn: Turn) -> bool:
    """Say whether what travellers ask in practice is asked of a place ("my dog in that hotel")."""
    return turn.intent == _PRACTICAL and any(map(turn.values, ("place", "reference")))


def _is_about_a_district(turn: Turn) -> bool:
    """Say whether details are asked of a district of the city: what there is to see in it."""
    about_place = ("place", "reference", "ordinal", "amenity", "rating", "near", "dropped")
    is_linked = any(e["entity"] == "area" and e.get("linked") for e in turn.entities)
    return turn.intent == _DETAILS and is_linked and not any(map(turn.values, about_place))


def _is_for_an_office(turn: Turn) -> bool:
    is_search = bool(intent_of(turn.intent).searches) or turn.intent in (_REFINE, _PRACTICAL)
    names_office = is_search and turn.value("office_kind") is not None
    return names_office and not kinds_sought(turn) and not any(map(turn.values, _SOUGHT))


def _search(turn: Turn) -> str:
    """Return what a new search means: its own kind where the message names that or none other.

    One that names no kind but something to narrow by goes on with the search before it.
    """
    own, sought = intent_of(turn.intent).searches, kinds_sought(turn)
    if own in sought or turn.value("reference") == own:
        return turn.intent
    if len(sought) == 1:
        return SEARCH_OF[next(iter(sought))]
    if sought:
        return turn.intent
    narrows = names_filter(turn) and not turn.value("place") and not turn.value("near")
    return _REFINE if running_topic(turn) is not None and narrows else turn.intent


def _more(turn: Turn) -> str:
    """Return what "other ones" means: more of the list, a narrower one, or another kind."""
    running, kind = running_topic(turn), only_kind(turn)
    elsewhere = turn.value("near") is not None or turn.value("place") is not None
    if kind is not None and (kind != running or elsewhere):
        return SEARCH_OF[kind]
    return _REFINE if running is not None and names_filter(turn) else _MORE


def _is_about_list(turn: Turn) -> bool:
    """Say whether a message that names a filter changes the list: "yes, in the centre"."""
    if turn.intent in _SAID_OF_A_LIST:
        return True
    pointed = any(turn.value(name) for name in ("place", "ordinal", "reference", "office_kind"))
    if turn.intent == "select_item":
        return not pointed and not turn.slots.get(SHOWN)
    narrows = any(turn.value(name) for name in _TELL_NO_PLACE) and not turn.value("amenity")
    return turn.intent == _DETAILS and narrows and not pointed and not turn.slots.get(FOCUS)
