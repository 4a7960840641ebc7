"""Going on with the last list: more of it, a narrower one, or one of it."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.state import FOCUS, PLAN, SEARCH, SHOWN, TOPIC, Search, Topic
from actions.dialogue.turn import Turn
from actions.interpretation.areas import district_in, street_in, unknown_area
from actions.interpretation.list_names import named_in_list
from actions.interpretation.named_places import named_place
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.references import place_in
from actions.interpretation.removed_filters import EVERYTHING, amenities_given_up, dropped_filters
from actions.interpretation.target_kind import names_filter, only_kind
from actions.interpretation.unclear import UnclearError
from actions.place_facts.details import describe_place
from actions.search import query
from actions.search.allergies import with_allergies
from actions.search.carrying import kept_from
from actions.search.cheaper import limit_below_shown
from actions.search.find import find, show, show_more
from actions.search.matching import matches
from actions.search.selection import picked
from actions.topic_action import TopicAction, answered_as
from actions.wording.reply import Reply
from listings.models import Attraction, Hotel, Place, Restaurant
from semantics.streets import street_of

# What is asked for beside what was asked for before, not instead of it.
_MENTIONED = "mentioned"
_ADDING = ("amenities", "suits")


class ActionMoreResults(TopicAction):
    """Shows the next places of the last list."""

    intent = "more_results"

    def name(self) -> str:
        return "action_more_results"

    def answer(self, turn: Turn) -> Reply:
        search = _last_search(turn)
        if search is None:
            topic = _topic_in_focus(turn)
            search = Search(topic) if topic is not None else None
        if search is None:
            return Reply(turn.say("list.none_yet"))
        return show_more(turn, search)


class ActionRefine(TopicAction):
    """Changes the filters of the last search.

    A filter named again replaces the old one, one that no longer matters is given up.
    """

    intent = "refine"

    def name(self) -> str:
        return "action_refine"

    def answer(self, turn: Turn) -> Reply:
        search = _last_search(turn)
        if search is None and turn.slots.get(PLAN):
            return answered_as("change_plan", turn)
        if search is None:
            search = _around_focus(turn)
        if search is None:
            return find(turn, _topic_of(turn))
        return _changed(turn, search) or Reply(turn.say("refine.how"))


class ActionSelectItem(TopicAction):
    """Tells about one place of the last list, by its number or by what is said of it.

    Where no place of the list is like that, others are looked for.
    """

    def name(self) -> str:
        return "action_select_item"

    def answer(self, turn: Turn) -> Reply:
        if turn.value("ordinal") is not None and not turn.slots.get(SHOWN):
            return Reply(turn.say("list.none_yet"))
        try:
            if turn.value("ordinal") is not None or not turn.slots.get(SHOWN):
                return describe_place(turn, place_in(turn))
            choice = picked(turn)
            if choice is not None:
                place, why = choice
                reply = describe_place(turn, place)
                return replace(reply, text=f"{why}\n{reply.text}" if why else reply.text)
            if _last_search(turn) is not None and names_filter(turn):
                reply = ActionRefine().answer(turn)
                return replace(reply, slots={TOPIC: ActionRefine.intent, **reply.slots})
            return describe_place(turn, place_in(turn))
        except UnclearError as unclear:
            return unclear.reply


def _last_search(turn: Turn) -> Search | None:
    """Return the search of the last list, without a place that is no longer listed."""
    search = Search.from_slot(turn.slots.get(SEARCH))
    if search is None or search.near is None or street_of(search.near):
        return search
    if listed_place(turn, search.near) is not None:
        return search
    return replace(search, near=None)


def changed_search(turn: Turn) -> Reply | None:
    """Answer a message of unclear intent as a change of the last search, where it can be one.

    None without a search, or where the message names no filter that is known and gives none up.
    """
    search = _last_search(turn)
    if search is None or not names_filter(turn) or unknown_area(turn) is not None:
        return None
    return _changed(turn, search)


def _changed(turn: Turn, search: Search) -> Reply | None:
    """Answer ``search`` with the filters that the message names or gives up; None without any."""
    carried = kept_from(turn)
    try:
        is_area = district_in(turn) or street_in(turn)
        near = None if is_area or carried else named_place(turn)
    except UnclearError as unclear:
        return unclear.reply
    dropped, gone = dropped_filters(turn), amenities_given_up(turn)
    is_anew = EVERYTHING in dropped
    dropped -= {EVERYTHING}
    if is_anew:
        # "Never mind, just something up to 50": where it is stays, and what makes somebody ill.
        search = with_allergies(
            turn, Search(search.topic, district=search.district, near=search.near)
        )
    if gone:
        # One facility is given up, and no other.
        dropped -= {"amenities"}
        left = tuple(a for a in search.amenities if a not in gone)
        search = replace(search, amenities=left)
    named = query.from_message(turn, search.topic, near=near).filters()
    added = {name: value for name, value in named.items() if name not in dropped} | carried
    for name in _ADDING:
        if name in added:
            added[name] = tuple(dict.fromkeys((*getattr(search, name), *added[name])))
    excluded = query.excluded_in(turn, search.topic) or _left_out_by_name(turn)
    other = only_kind(turn)
    if other is not None and other != search.topic:
        moved = query.moved_to(turn, search, other, dropped)
        return show(turn, with_allergies(turn, replace(moved, **carried)))
    order = query.order_asked(turn)
    is_heard = _is_heard(turn) or turn.foreign_amounts or turn.value("relative")
    if not (added or dropped or is_anew or gone or excluded or order or is_heard):
        return None
    below = limit_below_shown(turn, search) if added.get("price", "cheap") == "cheap" else None
    if below is not None:
        added["price"], order = below, "cheapest"
        cheaper = query.given_up(search, dropped)
        if not matches(turn, replace(cheaper, **added, offset=0)):
            return _cheapest_first(turn, cheaper)
    elif added == {"price": "cheap"} and search.price == "cheap" and not dropped:
        return Reply(turn.say("refine.cheapest"))
    if "district" in added:
        # "In the old town instead" of near somewhere.
        dropped |= {"near"}
    elif "near" in added:
        dropped |= {"district"}
    before = query.wished_again(query.given_up(search, dropped), added)
    kept = query.with_exclusions(before, excluded)
    return show(turn, replace(kept, **added, order=order or search.order, offset=0))


def _cheapest_first(turn: Turn, search: Search) -> Reply:
    """Say that nothing is cheaper; a list in another order is shown again, the cheapest first."""
    if search.order == "cheapest" or len(matches(turn, search)) <= 1:
        return Reply(turn.say("refine.cheapest"))
    reply = show(turn, replace(search, order="cheapest", offset=0))
    return replace(reply, text=f"{turn.say('refine.no_cheaper')}\n{reply.text}")


def _left_out_by_name(turn: Turn) -> tuple[str, ...]:
    """Return the places of the list to leave out that are named by a piece of their names alone."""
    if _MENTIONED not in turn.values("dropped"):
        return ()
    return tuple(f"place={place.id}" for place in named_in_list(turn))


def _around_focus(turn: Turn) -> Search | None:
    """Return the search behind a list of what is around the place in focus, None without one."""
    focus, shown = turn.slots.get(FOCUS), turn.slots.get(SHOWN) or []
    if not focus or not shown or focus in shown:
        return None
    place = listed_place(turn, str(focus))
    if place is None or place.latitude is None:
        return None
    first = listed_place(turn, str(shown[0]))
    topic = only_kind(turn) or _kind_of(first)
    return Search(topic, near=place.id) if topic is not None else None


def _is_heard(turn: Turn) -> bool:
    """Say whether the message names something that no filter of this city can look for."""
    return unknown_area(turn) is not None or bool(turn.value("amenity"))


def _topic_in_focus(turn: Turn) -> Topic | None:
    """Return what kind of place is in focus, None where that is none or an office."""
    return _kind_of(listed_place(turn, str(turn.slots.get(FOCUS) or "")))


def _kind_of(place: Place | None) -> Topic | None:
    if isinstance(place, Hotel):
        return "hotel"
    if isinstance(place, Restaurant):
        return "restaurant"
    return "attraction" if isinstance(place, Attraction) else None


def _topic_of(turn: Turn) -> Topic:
    """Return what is looked for where no search says it: what the message names, else the focus."""
    named = only_kind(turn) or _topic_in_focus(turn)
    return named or ("hotel" if turn.value("amenity") else "attraction")
