"""When a place is open."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.dialogue.age import old_note
from actions.dialogue.contact_hint import call_office, lacks, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.hours.asked import asked_answer, is_day_unclear, times_asked, yes_or_no
from actions.hours.event_days import next_time_sentence, not_then
from actions.hours.event_place import place_line
from actions.hours.last_admission import admission_sentence
from actions.hours.sentences import (
    holiday_sentence,
    now_sentence,
    week_sentence,
)
from actions.interpretation.attributes import attributes_asked
from actions.interpretation.named_places import named_place, offices_meant
from actions.interpretation.references import place_in
from actions.interpretation.unclear import UnclearError
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply
from actions.wording.sources import source_line
from listings.models import Attraction, Event, Place

_ADDRESS = "address"
_CLOCK = re.compile(r"\d[:：]\d\d")


class ActionAskHours(TopicAction):
    """Tells the opening hours of the place that the message names or that is in focus."""

    intent = "ask_hours"

    def name(self) -> str:
        return "action_ask_hours"

    def answer(self, turn: Turn) -> Reply:
        try:
            return hours_reply(turn, place_in(turn))
        except UnclearError as unclear:
            return unclear.reply


class ActionAskOfficeHours(TopicAction):
    """Tells the office hours of the office that the message names, else of the visitor office."""

    intent = "ask_office_hours"

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
    """Return the hours of ``place`` with their source; it comes into focus."""
    if isinstance(place, Event):
        return _event_reply(turn, place)
    lines = hours_lines(turn, place)
    is_answered = bool(times_asked(turn)) or not is_day_unclear(turn)
    if not turn.schedule(place).is_known or not is_answered:
        source = _source(turn, place) if is_answered and hours_noted(turn, place) else ""
        return Reply("\n".join(x for x in (*lines, source) if x), slots={FOCUS: place.id})
    custom = {
        "type": "hours",
        "language": turn.language,
        "place": place.id,
        "opening_hours": place.opening_hours,
    }
    note = old_note(turn, [_date_of(place)], place)
    text = "\n".join(line for line in (*lines, note, _source(turn, place)) if line)
    return Reply(text, custom=custom, slots={FOCUS: place.id})


def _event_reply(turn: Turn, event: Event) -> Reply:
    """Return when and where an event takes place, as far as that is known."""
    lines = [event_line(turn, event)]
    where = place_line(turn, event)
    if not where and (_ADDRESS in attributes_asked(turn) or turn.intent == "ask_address"):
        where = lacks(turn, _ADDRESS, event)
    lines += [where, _source(turn, event)]
    return Reply("\n".join(line for line in lines if line), slots={FOCUS: event.id})


def event_line(turn: Turn, event: Event) -> str:
    """Say when an event takes place, and whether that is in the days that the message names."""
    told = next_time_sentence(turn, event)
    told = sentences(turn, not_then(turn, event), told) if told else lacks(turn, "hours", event)
    return formats.field(turn.title(event), told, turn.language)


def hours_lines(turn: Turn, place: Place) -> list[str]:
    """Return the hours of ``place`` line by line: the days asked for or now, then the week.

    Where they are not confirmed, or not known, it says whom to call. A day that is not understood
    is asked for, and today's hours are never told in its place.
    """
    today = turn.now.date()
    asked = times_asked(turn)
    if not asked and is_day_unclear(turn):
        return [turn.say("hours.which_day")]
    if asked:
        answer = asked_answer(turn, place, asked)
        told, first_day, sure = list(answer.told), answer.first_day, answer.is_sure
        holiday = ""
    else:
        told, first_day = [_is_so(turn, place), now_sentence(turn, place)], today
        sure = all(day.certain for day in turn.schedule(place).week(today))
        holiday = holiday_sentence(turn, place, today)
    if not turn.schedule(place).is_known:
        lacking = sentences(turn, *told, lacks(turn, "hours", place))
        return [line for line in (lacking, hours_noted(turn, place)) if line]
    if any(holiday in text for text in told):
        holiday = ""
    if asked and asked[0].is_month:
        week = ""
    else:
        week = formats.field(
            turn.title(place), week_sentence(turn, place, first_day), turn.language
        )
    lines = [
        sentences(turn, *told),
        week,
        admission_sentence(turn, place),
        holiday,
        "" if sure else call_office(turn, place),
    ]
    return [text for text in lines if text]


def hours_noted(turn: Turn, place: Place) -> str:
    """Return what is said of ``place`` where that tells times of day: when a telephone is answered.

    An empty string where it tells none.
    """
    told = turn.read(place.summary) or ""
    return told if _CLOCK.search(told) else ""


def _is_so(turn: Turn, place: Place) -> str:
    is_open = turn.schedule(place).open_at(turn.now)
    return "" if is_open is None else yes_or_no(turn, ["open" if is_open else "closed"])


def _source(turn: Turn, place: Place) -> str:
    """Return the source line; a sight's hours may be of another date than the rest of its row."""
    fact = _Fact(place.source, _date_of(place))
    return source_line([fact], turn.language, turn.sources)


def _date_of(place: Place) -> str | None:
    """Return the date of a place's hours, which a sight may have of its own."""
    own_date = place.opening_hours_as_of if isinstance(place, Attraction) else None
    return own_date or place.as_of


@dataclass
class _Fact:
    source: str | None
    as_of: str | None
