"""When a place is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from actions import formats
from actions.base import TopicAction
from actions.context import FOCUS
from actions.help_line import call_office, lacks, sentences
from actions.hours_of import (
    day_sentence,
    holiday_sentence,
    is_confirmed,
    is_out_of_season,
    now_sentence,
    week_sentence,
)
from actions.places import UnclearError, named_place, offices_meant, place_in
from actions.reply import Reply
from actions.sources import source_line
from actions.turn import Turn
from listings.hours import is_holiday
from listings.models import Attraction, Place

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TODAY = ("now", "today", "tonight")
_SATURDAY = 5
_YEAR = 366


class ActionAskHours(TopicAction):
    """Tells the opening hours of the place that the message names or that is in focus."""

    def name(self) -> str:
        return "action_ask_hours"

    def answer(self, turn: Turn) -> Reply:
        try:
            return hours_reply(turn, place_in(turn))
        except UnclearError as unclear:
            return unclear.reply


class ActionAskOfficeHours(TopicAction):
    """Tells the office hours of the office that the message names, else of the visitor office."""

    def name(self) -> str:
        return "action_ask_office_hours"

    def answer(self, turn: Turn) -> Reply:
        try:
            office = named_place(turn) or offices_meant(turn) or turn.office
        except UnclearError as unclear:
            return unclear.reply
        if office is None:
            return Reply(turn.say("human.none"))
        return hours_reply(turn, office)


def hours_reply(turn: Turn, place: Place) -> Reply:
    """Return the hours of ``place``: the days asked for or now, then the week; it comes into focus.

    Where they are not confirmed, it says whom to call.
    """
    slots = {FOCUS: place.id}
    today = turn.now.date()
    days = _days_asked(turn, today)
    told = [day_sentence(turn, place, d) for d in days] or [now_sentence(turn, place)]
    first_day = days[0] if days else today
    if days and is_out_of_season(place, first_day):
        told.append(now_sentence(turn, place))
    if not place.opening_hours:
        return Reply(sentences(turn, *told, lacks(turn, "hours", place)), slots=slots)
    holiday = "" if days else holiday_sentence(turn, place, today)
    if holiday in told[0]:
        holiday = ""
    sure = all(is_confirmed(turn, place, d) for d in days or _week_from(today))
    week = formats.field(turn.title(place), week_sentence(turn, place, first_day), turn.language)
    lines = [
        sentences(turn, *told),
        week,
        holiday,
        "" if sure else call_office(turn, place),
        _source(turn, place),
    ]
    custom = {
        "type": "hours",
        "language": turn.language,
        "place": place.id,
        "opening_hours": place.opening_hours,
    }
    return Reply("\n".join(text for text in lines if text), custom=custom, slots=slots)


def _week_from(today: date) -> list[date]:
    return [today + timedelta(days=n) for n in range(7)]


def _source(turn: Turn, place: Place) -> str:
    """Return the source line; a sight's hours may be of another date than the rest of its row."""
    own_date = place.opening_hours_as_of if isinstance(place, Attraction) else None
    return source_line([_Fact(place.source, own_date or place.as_of)], turn.language)


@dataclass
class _Fact:
    source: str | None
    as_of: str | None


def _days_asked(turn: Turn, today: date) -> list[date]:
    """Return the next days that a word of time ("tomorrow", "weekend") means, none for now.

    On a Sunday the weekend is what is left of it.
    """
    for value in turn.values("time"):
        if value in _TODAY:
            return []
        if value == "tomorrow":
            return [today + timedelta(days=1)]
        if value == "day_after_tomorrow":
            return [today + timedelta(days=2)]
        if value == "weekend":
            weekend = [d for d in _week_from(today) if d.weekday() >= _SATURDAY]
            return weekend[:1] if today.weekday() > _SATURDAY else weekend[:2]
        if value in _WEEKDAYS:
            return [today + timedelta(days=(_WEEKDAYS.index(value) - today.weekday()) % 7)]
        if value == "holiday":
            return _next_holiday(turn, today)
    return []


def _next_holiday(turn: Turn, today: date) -> list[date]:
    ahead = (today + timedelta(days=n) for n in range(_YEAR))
    return [d for d in ahead if is_holiday(d, turn.city.country)][:1]
