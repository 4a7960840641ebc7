"""What is on: the events of some days, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import SERVICE, after_list
from actions.dialogue.turn import Turn
from actions.hours.event_days import days_sentence
from actions.interpretation.areas import districts_in
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.services import ANY, EVENT, STAY
from actions.interpretation.time_resolution import is_unclear, month_end, span_of
from actions.place_facts.cards import category, places_payload
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line
from listings.models import Event
from listings.queries import find_places, is_old
from listings.recurrence import Occurrence, occurrences

_MOST = 8
_MOST_AHEAD = 3
# What "what's on?" looks at where no day is named.
_USUAL_DAYS = timedelta(days=30)
_AHEAD = timedelta(days=365)

_SEASON, _FEAST = "season", "feast="
_FEAST_SEASON = timedelta(days=15)

Times = list[tuple[Event, Occurrence]]


class ActionFindEvent(TopicAction):
    """Lists the events of the days that the message names, else of the next weeks."""

    intent = "find_event"

    def name(self) -> str:
        return "action_find_event"

    def answer(self, turn: Turn) -> Reply:
        values, country = turn.values("time"), turn.city.country
        if is_unclear(values, turn.now, country):
            return Reply(turn.say("event.which_days"))
        today = turn.now.date()
        span = span_of(values, turn.now, country)
        first, last = span or (today, today + _USUAL_DAYS)
        kinds = [k for k in turn.values(EVENT) if k not in (ANY, STAY)]
        # A word of a kind that stands beside "what is on" is meant; "festival" is any of them.
        found = _on(turn, first, last, kinds if ANY not in turn.values(EVENT) else ())
        words = _days(turn, first, last)
        heading = (
            turn.say("event.list", when=words) if found else turn.say("event.none", when=words)
        )
        lines = [heading]
        if not found:
            lines = [sentences(turn, heading, call_office(turn))]
            found = _on(turn, last, last + _AHEAD, kinds)[:_MOST_AHEAD]
            lines += [turn.say("event.next")] if found else []
        later: Times = []
        if found and any(value.startswith(_FEAST) for value in values):
            # What belongs to a feast goes on after its first day.
            listed = {event.id for event, _ in found}
            after = _on(turn, last, last + _FEAST_SEASON, kinds)
            later = [pair for pair in after if pair[0].id not in listed and not _is_season(pair)]
        shown = found[:_MOST]
        lines += [_line(turn, i, *pair) for i, pair in enumerate(shown, start=1)]
        if later:
            lines.append(turn.say("event.next"))
            lines += [_line(turn, i, *pair) for i, pair in enumerate(later, start=len(shown) + 1)]
        if len(found) > len(shown):
            lines.append(turn.say("event.more", count=len(found) - len(shown)))
        if STAY in turn.values(EVENT) and span is None:
            lines.append(turn.say("event.which_days"))
        events = [event for event, _ in (*shown, *later)]
        lines.append(source_line(events, turn.language, turn.sources))
        slots: dict[str, Any] = {SERVICE: {"intent": self.intent, EVENT: kinds or [ANY]}}
        slots |= after_list([e.id for e in events], None)
        return Reply(
            "\n".join(line for line in lines if line),
            tuple(button(turn.name(e), "ask_details", place=e.id) for e in events),
            places_payload(turn, events) if events else None,
            slots,
        )


def _is_season(pair: tuple[Event, Occurrence]) -> bool:
    return pair[0].event_kind == _SEASON


def _days(turn: Turn, first: date, last: date) -> str:
    """Return the days in words; a whole month by its name."""
    if first.day == 1 and last == month_end(first):
        return formats.as_of(f"{first:%Y-%m}", turn.language)
    return formats.days(first, last, turn.now.date(), turn.language)


def _on(turn: Turn, first: date, last: date, kinds: Sequence[str]) -> Times:
    """Return the events of some days by their first day.

    Rough ones stand behind those with days, and behind both what lasts a whole season.
    """
    districts = districts_in(turn)
    found = [
        (event, occurrence)
        for event in find_places(turn.session, "event", district=districts, category=kinds)
        if isinstance(event, Event)
        for occurrence in occurrences(event, first, last)[:1]
    ]
    return sorted(
        found,
        key=lambda pair: (
            pair[0].event_kind == _SEASON,
            pair[1].certainty == "estimated",
            pair[1].first,
        ),
    )


def _line(turn: Turn, number: int, event: Event, occurrence: Occurrence) -> str:
    venue = listed_place(turn, event.venue_id) if event.venue_id else None
    where = turn.name(venue) if venue is not None else turn.pick(event.address)
    district = turn.pick(event.district.names) if event.district else None
    parts = [turn.title(event), category(turn, event), where or district]
    when = days_sentence(turn, event, occurrence)
    if event.as_of and is_old(event.as_of, turn.now.date(), turn.city):
        year = formats.as_of(event.as_of, turn.language)
        when = sentences(turn, when, turn.say("event.old", year=year))
    return f"{number}. " + " – ".join(part for part in parts if part) + f"\n   {when}"
