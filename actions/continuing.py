"""Going on with the last list: more of it, a narrower one, one of it, or a fresh start."""

from __future__ import annotations

from dataclasses import replace

from actions import searching
from actions.base import TopicAction
from actions.context import NOTHING, SEARCH, SHOWN, Search, Topic
from actions.details import describe_place
from actions.find_places import find, show
from actions.places import UnclearError, listed_place, named_place, place_in
from actions.reply import Reply
from actions.turn import Turn


class ActionMoreResults(TopicAction):
    """Shows the next places of the last list."""

    def name(self) -> str:
        return "action_more_results"

    def answer(self, turn: Turn) -> Reply:
        search = _last_search(turn)
        return show(turn, search) if search is not None else Reply(turn.say("list.none_yet"))


class ActionRefine(TopicAction):
    """Adds filters to the last search; a filter named again replaces the old one."""

    def name(self) -> str:
        return "action_refine"

    def answer(self, turn: Turn) -> Reply:
        search = _last_search(turn)
        if search is None:
            return find(turn, _topic_of(turn))
        try:
            near = None if searching.district_in(turn) else named_place(turn)
        except UnclearError as unclear:
            return unclear.reply
        named = searching.from_message(turn, search.topic, near=near).filters()
        if not named and searching.unknown_area(turn) is None:
            return Reply(turn.say("refine.how"))
        return show(turn, replace(search, **named, offset=0))


class ActionSelectItem(TopicAction):
    """Tells about one place of the last list, by its number."""

    def name(self) -> str:
        return "action_select_item"

    def answer(self, turn: Turn) -> Reply:
        if turn.value("ordinal") is not None and not turn.slots.get(SHOWN):
            return Reply(turn.say("list.none_yet"))
        try:
            return describe_place(turn, place_in(turn))
        except UnclearError as unclear:
            return unclear.reply


class ActionStartOver(TopicAction):
    """Forgets the place in focus and the last search."""

    def name(self) -> str:
        return "action_start_over"

    def answer(self, turn: Turn) -> Reply:
        return Reply(turn.say("start_over"), slots=NOTHING)


def _last_search(turn: Turn) -> Search | None:
    """Return the search of the last list, without a place that is no longer listed."""
    search = Search.from_slot(turn.slots.get(SEARCH))
    if search is None or search.near is None or listed_place(turn, search.near) is not None:
        return search
    return replace(search, near=None)


def _topic_of(turn: Turn) -> Topic:
    if turn.value("stars") or turn.value("amenity"):
        return "hotel"
    return "restaurant" if turn.value("cuisine") else "attraction"
