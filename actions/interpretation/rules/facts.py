"""Rules for facts of a place: named, in focus, of the last list, or an office."""

from __future__ import annotations

from collections.abc import Collection

from actions.dialogue.lists import lists_shown
from actions.dialogue.state import FOCUS, LISTS_SHOWN, SHOWN, TOPIC
from actions.dialogue.turn import Turn
from actions.interpretation.answers import UNCLEAR
from actions.interpretation.attributes import asks_fit, attributes_asked, places_named
from actions.interpretation.description import described, is_description
from actions.interpretation.offices import office_meant
from actions.interpretation.place_lookup import listed_place, listed_places
from actions.interpretation.properties import PROPERTY
from actions.interpretation.rules.acts import (
    DETAILS,
    MORE,
    NEARBY,
    PLANS,
    PRACTICAL,
    REFINE,
    SIGHT,
    TELLS,
)
from actions.interpretation.target_kind import kinds_sought, names_filter, only_kind, running_topic
from semantics.intents import SEARCH_OF, intent_of

# What narrows a list where none of it is like that, or several are.
_NARROWS = ("price", "amenity", "cuisine", "stars", "area", "open_hours")


def asks_facts(turn: Turn) -> str | None:
    """Several things asked of one place, or one by a message that the classifier did not know.

    One that the data have no column for is never passed over for what the classifier knows.
    """
    if asks_fit(turn):
        return "ask_facts"
    asked = attributes_asked(turn)
    pointed = any(turn.value(name) for name in ("place", "ordinal", "reference"))
    if not pointed and turn.value("area") and kinds_sought(turn) and PROPERTY in asked:
        # "Any bars in the north?" asks nothing of the place in focus.
        return None
    if not pointed and _looks_for_a_sort(turn):
        return None
    if not asked or not (pointed or turn.slots.get(FOCUS)) or _is_own_search(turn):
        return None
    if turn.intent == NEARBY and asked == (PROPERTY,):
        return None
    office = turn.value("office_kind")
    if office and not turn.value("place") and office_meant(turn, office) is None:
        return None
    if turn.intent in UNCLEAR and not pointed and _was_list(turn) and not turn.value("attribute"):
        return None
    if (PROPERTY in asked or _are_compared(turn)) and pointed and _tells(turn):
        return "ask_facts"
    is_loose = turn.intent in UNCLEAR or (turn.intent == REFINE and running_topic(turn) is None)
    if not (turn.intent in TELLS or is_loose or _is_in_a_language(turn, asked)):
        return None
    is_one_enough = turn.intent in (*UNCLEAR, DETAILS, PRACTICAL) or PROPERTY in asked
    least = 1 if is_one_enough or len(places_named(turn)) >= 2 else 2
    return "ask_facts" if len(asked) >= least else None


def _is_in_a_language(turn: Turn, asked: Collection[str]) -> bool:
    """Say whether what seemed to ask for another language asks what there is in that language."""
    return turn.intent == "change_language" and PROPERTY in asked


def _is_own_search(turn: Turn) -> bool:
    """Say whether the message looks for a kind of place, and points at none of which it asks.

    "And somewhere to eat, with a car park and a garden": what it says is said of what it looks for.
    """
    own = intent_of(turn.intent).searches
    if own is None or own not in kinds_sought(turn):
        return False
    named = any(e["entity"] == "place" and e.get("linked", True) for e in turn.wanted)
    pointed = named or turn.value("ordinal") or set(turn.values("reference")) - {"item", "there"}
    return not pointed or turn.value("same") is not None


def _looks_for_a_sort(turn: Turn) -> bool:
    """Say whether the message names a sort of place, of which the one in focus is none.

    "I need a guest house. Does it have parking?"
    """
    focus = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    kind = only_kind(turn)
    sort = any(e["entity"] in ("category", "cuisine") and not e.get("role") for e in turn.wanted)
    return kind is not None and sort and (focus is None or focus.kind != kind)


def _are_compared(turn: Turn) -> bool:
    """Say whether the message names two places beside each other: "which has a pool, A or B"."""
    return sum(e["entity"] == "place" and e.get("role") == "compared" for e in turn.wanted) >= 2


def _tells(turn: Turn) -> bool:
    """Say whether the message was taken for a question, and looks for no kind of place."""
    is_question = intent_of(turn.intent).tells_facts and turn.intent not in PLANS
    is_near = any(e.get("role") == "near" for e in turn.wanted) or turn.value("near") is not None
    return (is_question or turn.intent in UNCLEAR) and not (is_near and kinds_sought(turn))


def _was_list(turn: Turn) -> bool:
    """Say whether a list of several places was answered last: no older place is meant then."""
    was_search = turn.slots.get(TOPIC) in (*SEARCH_OF.values(), REFINE, MORE)
    return was_search and len(turn.slots.get(SHOWN) or ()) > 1


def is_about_a_sight(turn: Turn) -> bool:
    """Say whether the message asks what there is to see in the sight that it points at."""
    return (
        turn.intent in ("find_attraction", NEARBY)
        and turn.value("reference") == SIGHT
        and not turn.value("near")
        and not turn.value("office_kind")
        and not names_filter(turn)
        and kinds_sought(turn) <= {SIGHT}
    )


def is_practical_of_a_place(turn: Turn) -> bool:
    """Say whether what travellers ask in practice is asked of a place ("my dog in that hotel")."""
    return turn.intent == PRACTICAL and any(map(turn.values, ("place", "reference")))


def is_item(turn: Turn) -> str | None:
    """A place of the last list, by what is said of it, and what is asked of that."""
    if not is_description(turn) or turn.intent in PLANS or not turn.slots.get(LISTS_SHOWN):
        return None
    if _narrows_the_list(turn):
        return REFINE
    if attributes_asked(turn):
        return "ask_facts"
    return turn.intent if intent_of(turn.intent).about_place else DETAILS


def _narrows_the_list(turn: Turn) -> bool:
    """Say whether what is said of a place of the list is said of several of it, or of none.

    "The ones with a pool", "is there a vegetarian place?".
    """
    if running_topic(turn) is None or not any(map(turn.values, _NARROWS)):
        return False
    lists = [listed_places(turn, one.places) for one in lists_shown(turn.slots)]
    return not any(len(described(turn, places)) == 1 for places in lists)


def asks_to_book(turn: Turn) -> str | None:
    """Whether one must book is a question about the place, no wish to book."""
    is_asked = turn.intent == "book" and PROPERTY in attributes_asked(turn)
    return "ask_facts" if is_asked and (turn.value("place") or turn.slots.get(FOCUS)) else None


def is_of_office(turn: Turn) -> str | None:
    """Facts asked of the one office of a kind, with what was taken for a search for offices."""
    kind = turn.value("office_kind")
    if turn.intent != "find_office" or kind is None or not attributes_asked(turn):
        return None
    only_where = attributes_asked(turn) == ("address",)
    return "ask_facts" if not only_where and office_meant(turn, kind) is not None else None
