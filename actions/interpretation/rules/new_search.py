"""Rules for a search of its own, whatever the classifier took the message for."""

from __future__ import annotations

from collections.abc import Collection

from actions.dialogue.lists import lists_shown
from actions.dialogue.state import FOCUS, SHOWN
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.answers import UNCLEAR, is_surely_none
from actions.interpretation.attributes import attributes_asked, places_named
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.properties import PROPERTY
from actions.interpretation.rules.acts import DETAILS, NEARBY, PRACTICAL, REFINE, SIGHT
from actions.interpretation.rules.running_search import is_the_same_search
from actions.interpretation.suitability import is_with_children, suits_asked
from actions.interpretation.target_kind import (
    kinds_sought,
    names_filter,
    only_kind,
    overlap,
    running_topic,
)
from listings.queries import find_attractions
from semantics.intents import SEARCH_OF, intent_of

# A kind of office decides over a search, unless one of these is sought beside it: nobody looks for
# a pharmacy among the sights, but for noodles near the station.
_SOUGHT = ("place", "category", "cuisine", "stars", "price", "dropped")
# What narrows a search, and the sorts that it may be for.
_NARROWS = (
    *("area", "price", "stars", "rating", "amenity", "dish", "same"),
    *("visit_hours", "visit_minutes"),
)
_SORTS = ("category", "cuisine")
_SURE_NONE = 0.9
# What is looked at, and where a message may be taken to ask how something is.
_SEEN = frozenset({"sunset", "night_view", "view", "old", "nature", "art"})
_TELL = ("ask_transport", "ask_culture", "ask_business")
_ELSE = ("place", "near", "topic", "article", "line", "travel", "ordinal", "reference", "time")
_LODGING, _FREE = "hotel", "free"
# In what, or around what, one looks for others.
_AROUND = (SIGHT, "shop", "station")


def describes_a_kind(turn: Turn) -> str | None:
    """Details of "a hotel with free parking" are asked of none that was named: it is looked for."""
    is_length = any(map(turn.values, ("visit_hours", "visit_minutes")))
    if turn.intent not in (DETAILS, "book", "ask_address", PRACTICAL, *UNCLEAR) and not (
        turn.intent == "ask_hours" and is_length
    ):
        return None
    if is_surely_none(turn) and running_topic(turn) is None and not _names_a_kind(turn):
        return None
    length_told = () if is_length else ("attribute",)
    pointed = ("place", "ordinal", "reference", "office_kind", "near", *length_told)
    kind = only_kind(turn)
    if kind is None or any(map(turn.values, pointed)):
        return None
    narrows = any(map(turn.values, (*_NARROWS, *(() if turn.intent == DETAILS else _SORTS))))
    if not narrows:
        return None
    return REFINE if is_the_same_search(turn, {kind}) else SEARCH_OF[kind]


def _names_a_kind(turn: Turn) -> bool:
    """Say whether a word names a kind of place, and not only a dish of one: a curry's recipe."""
    dishes = [e for e in turn.entities if e["entity"] in ("cuisine", "dish")]
    if dishes and suits_asked(turn, "restaurant"):
        # A recipe has no live music.
        return True
    kinds = [e for e in turn.entities if e["entity"] == "kind"]
    return any(not any(overlap(kind, dish) for dish in dishes) for kind in kinds)


def is_nearby(turn: Turn) -> str | None:
    """What is around: a search where one kind is named, all that is near where none is."""
    if turn.intent != NEARBY:
        return None
    kind = only_kind(turn)
    if kind is None and turn.value("price") == _FREE:
        # What costs nothing is something to see.
        return SEARCH_OF["attraction"]
    return SEARCH_OF[kind] if kind is not None and "me" not in turn.values("near") else NEARBY


def is_on_foot(turn: Turn) -> str | None:
    """A sort of place that one can walk to from here is looked for, not a way to where one is."""
    kind = only_kind(turn)
    sort = any(e["entity"] in (*_SORTS, "dish") and not e.get("role") for e in turn.wanted)
    pointed = any(map(turn.values, ("place", "ordinal", "office_kind", "attribute")))
    is_here = "here" in turn.values("reference") or turn.value("near") is not None
    if turn.intent != "ask_directions" or kind is None or not sort or pointed or not is_here:
        return None
    return SEARCH_OF[kind] if turn.slots.get(FOCUS) or turn.slots.get(SHOWN) else None


def is_of_whom_it_suits(turn: Turn) -> str | None:
    """What is indoors, or for the children, is looked for among sights where no more is said."""
    if turn.intent not in UNCLEAR or turn.confidence >= _SURE_NONE or only_kind(turn) is not None:
        return None
    pointed = ("place", "ordinal", "reference", "office_kind", "time", "attribute", "facility_kind")
    is_told = any(map(turn.values, (*pointed, "event_kind", "shop_kind", "party", "edit")))
    wished = {"indoor", "children"} & set(suits_asked(turn))
    return SEARCH_OF["attraction"] if "indoor" in wished and not is_told else None


def is_local_way(turn: Turn) -> str | None:
    """Transport near the place in focus asks how to get there."""
    is_asked = turn.intent == "ask_transport" and turn.slots.get(FOCUS) and turn.value("near")
    return "ask_directions" if is_asked else None


def is_about_a_district(turn: Turn) -> bool:
    """Say whether details are asked of a district of the city: what there is to see in it."""
    about_place = ("place", "reference", "ordinal", "amenity", "rating", "near", "dropped")
    is_linked = any(e["entity"] == "area" and e.get("linked") for e in turn.entities)
    if kinds_sought(turn) - {SIGHT}:
        return False
    return turn.intent == DETAILS and is_linked and not any(map(turn.values, about_place))


def is_for_an_office(turn: Turn) -> bool:
    """Say whether a kind of office is looked for, and no place beside it."""
    is_search = bool(intent_of(turn.intent).searches) or turn.intent in (REFINE, PRACTICAL)
    is_weak = turn.intent in ("nlu_fallback", "out_of_scope")
    names_office = (is_search or is_weak) and turn.value("office_kind") is not None
    return names_office and not kinds_sought(turn) and not any(map(turn.values, _SOUGHT))


def search(turn: Turn) -> str | None:
    """Return what a new search means: its own kind where the message names that or none other.

    One that names no kind but something to narrow by goes on with the search before it.
    """
    own, sought = intent_of(turn.intent).searches, kinds_sought(turn)
    if own is None:
        return None
    if own == _LODGING and _is_lodging_aside(turn):
        return SEARCH_OF["restaurant"]
    if own == SIGHT and _is_only_seen_from(turn, sought):
        return SEARCH_OF["restaurant"]
    if own in sought or turn.value("reference") == own:
        return REFINE if is_the_same_search(turn, sought) else turn.intent
    if len(sought) == 1:
        return SEARCH_OF[next(iter(sought))]
    if sought:
        if turn.value("cuisine") and not turn.value("category"):
            return SEARCH_OF["restaurant"]
        likely = (i for i in turn.ranking if intent_of(i).searches in sought)
        return next(likely, turn.intent)
    narrows = names_filter(turn) and not turn.value("place") and not turn.value("near")
    if own == "restaurant" and not narrows and set(suits_asked(turn)) & _SEEN:
        # "Where is the sunset beautiful?"
        return SEARCH_OF["attraction"]
    if turn.value("same") and own != running_topic(turn):
        # "Where can we eat there?"
        return turn.intent
    return REFINE if running_topic(turn) is not None and narrows else turn.intent


def _is_only_seen_from(turn: Turn, sought: Collection[str]) -> bool:
    """Say whether what is to be seen is only a wish of where to eat: "a café with a sea view"."""
    eats = any(e["entity"] == "cuisine" and not e.get("role") for e in turn.wanted)
    views = [e for e in turn.wanted if e["entity"] in ("trip", "amenity")]
    sights = [e for e in turn.wanted if (e["entity"], e["value"]) == ("kind", SIGHT)]
    sights = [e for e in sights if not e.get("role")]
    is_sort = any(e["entity"] == "category" and not e.get("role") for e in turn.wanted)
    is_both = {SIGHT, "restaurant"} <= set(sought) and eats and not is_sort
    return is_both and all(any(overlap(e, v) for v in views) for e in sights)


def _is_lodging_aside(turn: Turn) -> bool:
    """Say whether somebody only tells where they stay, and looks for something to eat.

    "No hotpot. We are staying in the east: a Chinese place?"
    """
    eats = any(e["entity"] == "cuisine" and not e.get("role") for e in turn.wanted)
    sorts = any(e["entity"] == "category" and _LODGING in e.get("of", ()) for e in turn.wanted)
    return eats and not sorts and not any(map(turn.values, ("stars", "amenity")))


def is_bare_search(turn: Turn) -> str | None:
    """A kind with a condition and nothing else, where no list is chosen from."""
    kind = only_kind(turn)
    pointed = any(map(turn.values, ("place", "ordinal", "reference", "office_kind")))
    is_for_children = turn.intent == DETAILS and is_with_children(turn)
    if is_for_children and kind is not None and not (pointed or turn.slots.get(FOCUS)):
        return SEARCH_OF[kind]
    is_open = turn.intent == DETAILS or (turn.intent == "ask_culture" and kind == SIGHT)
    if is_open and kind is not None and not pointed and _is_of_the_city(turn):
        return SEARCH_OF[kind]
    is_asked = _asks_whether_there_are(turn) or _is_most_of_sort(turn)
    is_loose = turn.intent in (*_TELL, *UNCLEAR) or (
        turn.intent == "ask_address" and not (turn.slots.get(FOCUS) or turn.slots.get(SHOWN))
    )
    if is_loose and kind is not None and is_asked:
        return SEARCH_OF[kind]
    if turn.intent != "select_item" or kind is None or pointed or lists_shown(turn.slots):
        return None
    return SEARCH_OF[kind]


def _is_of_the_city(turn: Turn) -> bool:
    """Say whether a kind is asked for in the city at large: "what is worth seeing here?"."""
    about = ("attribute", "property", "topic", "article", "figure", "time", "event_kind", "near")
    is_anywhere = turn.value("city") is not None or not (
        turn.slots.get(FOCUS) or turn.slots.get(SHOWN)
    )
    return is_anywhere and not any(map(turn.values, about))


def _is_half(one: Entity, other: Entity) -> bool:
    """Say whether one piece of the message is at least half as long as the other."""
    return bool(2 * (one["end"] - one["start"]) >= other["end"] - other["start"])


def _is_most_of_sort(turn: Turn) -> bool:
    """Say whether the biggest of a sort of sight that the city has is asked for."""
    sorts = [str(e["value"]) for e in turn.wanted if e["entity"] == "category"]
    is_most = "most" in turn.values("quality") and not any(map(turn.values, (*_ELSE, "attribute")))
    return is_most and any(find_attractions(turn.session, category=sort) for sort in sorts)


def _asks_whether_there_are(turn: Turn) -> bool:
    """Say whether a message asks for places of a sort and nothing else: "are there night markets?".

    What seems asked of a place is the word for the sort itself.
    """
    sorts = [e for e in turn.wanted if e["entity"] in _SORTS]
    asked = [e for e in turn.wanted if e["entity"] == PROPERTY]
    is_all = all(any(overlap(s, e) and _is_half(s, e) for s in sorts) for e in asked)
    is_asked = bool(asked) or turn.values("attribute") == ["address"]
    others = set(turn.values("attribute")) - {"address"} or any(map(turn.values, _ELSE))
    return bool(sorts) and is_asked and is_all and not others


def is_kind_at_price(turn: Turn) -> str | None:
    """A kind at a price, of which no place is named, is looked for: "the free museums"."""
    kind = only_kind(turn)
    named = any(e["entity"] == "place" and e.get("linked", True) for e in turn.entities)
    pointed = named or any(map(turn.values, ("ordinal", "reference", "office_kind")))
    sort = turn.value("category") or turn.value("cuisine")
    is_free_wish = turn.intent == "ask_ticket" and suits_asked(turn) and not turn.slots.get(FOCUS)
    if kind is None or pointed or not ((sort or is_free_wish) and turn.value("price")):
        return None
    is_told = turn.intent in ("ask_ticket", "ask_address", DETAILS)
    return SEARCH_OF[kind] if is_told else None


def is_no_emergency(turn: Turn) -> str | None:
    """What looks for something to see or to eat is none, however worried it sounds."""
    kind = only_kind(turn)
    if turn.intent != "emergency" or kind is None or turn.value("office_kind"):
        return None
    return SEARCH_OF[kind]


def looks_around_a_sight(turn: Turn) -> str | None:
    """Somewhere to eat or to sleep, with one sight or a price, is a search: no fact is asked."""
    names = places_named(turn)
    near = {str(e["value"]) for e in turn.wanted if e.get("role") == "near"}
    is_near = bool(names) and names <= near
    is_open = turn.intent in (DETAILS, "ask_address", *UNCLEAR)
    is_open = is_open or (is_near and turn.intent == "ask_directions")
    kinds = kinds_sought(turn) - {SIGHT}
    asked = set(attributes_asked(turn)) - ({"dishes"} if kinds == {"restaurant"} else set())
    asked -= {PROPERTY} if _is_only_kind(turn) else set()
    if not is_open or len(kinds) != 1 or asked:
        return None
    if not names and not turn.slots.get(FOCUS) and (turn.value("price") or turn.foreign_amounts):
        return SEARCH_OF[next(iter(kinds))]
    place = listed_place(turn, next(iter(names))) if len(names) == 1 else None
    is_around = place is not None and (
        place.kind in _AROUND or (is_near and place.kind not in kinds)
    )
    return SEARCH_OF[next(iter(kinds))] if is_around else None


def _is_only_kind(turn: Turn) -> bool:
    """Say whether what seems asked of a place is the word for what is looked for: "a bakery"."""
    words = [e for e in turn.entities if e["entity"] in ("cuisine", "category", "kind", "dish")]
    asked = [e for e in turn.wanted if e["entity"] == PROPERTY]
    return all(any(overlap(w, e) and w["end"] >= e["end"] for w in words) for e in asked)
