"""When a place is open."""

from __future__ import annotations

from datetime import date, timedelta

from actions.base import TopicAction
from actions.context import FOCUS
from actions.help_line import call_office, lacks
from actions.hours_of import day_sentence, now_sentence, week_sentence
from actions.places import Unclear, place_in, visitor_office
from actions.reply import Reply
from actions.sources import source_line
from actions.turn import Turn
from listings.models import Attraction, Place

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class ActionAskHours(TopicAction):
    """Tells the opening hours of the place that the message names or that is in focus."""

    def name(self) -> str:
        return "action_ask_hours"

    def answer(self, turn: Turn) -> Reply:
        try:
            return hours_reply(turn, place_in(turn))
        except Unclear as unclear:
            return unclear.reply


class ActionAskOfficeHours(TopicAction):
    """Tells the office hours of the visitor office, or of the office that the message names."""

    def name(self) -> str:
        return "action_ask_office_hours"

    def answer(self, turn: Turn) -> Reply:
        office = turn.office
        named = turn.value("place") or turn.value("office_kind")
        if office is None or named:
            try:
                return hours_reply(turn, place_in(turn, default=visitor_office))
            except Unclear as unclear:
                if office is None:
                    return unclear.reply
        assert office is not None
        return hours_reply(turn, office)


def hours_reply(turn: Turn, place: Place) -> Reply:
    """Return the hours of ``place``: the day asked for, now, and the week; it comes into focus."""
    slots = {FOCUS: place.id}
    if not place.opening_hours:
        return Reply(lacks(turn, "field.hours", place), slots=slots)
    today = turn.now.date()
    day = _day_asked(turn, today)
    now = day_sentence(turn, place, day) if day else now_sentence(turn, place)
    lines = [
        f"{turn.title(place)}: {week_sentence(turn, place, day or today)}",
        now,
        call_office(turn, place) if place.phone else "",
        _source(turn, place),
    ]
    custom = {
        "type": "hours",
        "language": turn.language,
        "place": place.id,
        "opening_hours": place.opening_hours,
    }
    return Reply("\n".join(text for text in lines if text), custom=custom, slots=slots)


def _source(turn: Turn, place: Place) -> str:
    """Return the source line; a sight's hours may be of another date than the rest of its row."""
    own_date = place.opening_hours_as_of if isinstance(place, Attraction) else None
    return source_line([_Fact(place.source, own_date or place.as_of)], turn.language)


class _Fact:
    def __init__(self, source: str | None, as_of: str | None) -> None:
        self.source = source
        self.as_of = as_of


def _day_asked(turn: Turn, today: date) -> date | None:
    """Return the next day that a word of time ("tomorrow", "Sunday") means, None for today."""
    for value in turn.values("time"):
        if value == "tomorrow":
            return today + timedelta(days=1)
        if value == "day_after_tomorrow":
            return today + timedelta(days=2)
        if value == "weekend":
            return today + timedelta(days=(5 - today.weekday()) % 7)
        if value in _WEEKDAYS:
            return today + timedelta(days=(_WEEKDAYS.index(value) - today.weekday()) % 7)
    return None
