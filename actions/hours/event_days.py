"""When an event takes place, in words that promise no more than is known."""

from __future__ import annotations

from datetime import date

from actions.dialogue.contact_hint import sentences
from actions.dialogue.turn import Turn
from actions.interpretation.target_kind import overlap
from actions.interpretation.time_resolution import span_of
from actions.wording import formats
from listings.models import Event
from listings.recurrence import Occurrence, next_occurrence, occurrences


def next_time_sentence(turn: Turn, event: Event) -> str:
    """Say when ``event`` is on or comes next; an empty string where nothing is known of it."""
    occurrence = next_occurrence(event, turn.now.date())
    if occurrence is None:
        newest = max(event.known_dates, default="")
        if not newest:
            return turn.read(event.timing) or ""
        return turn.say("event.only_known", dates=_dates(turn, *_span(newest)))
    return days_sentence(turn, event, occurrence)


def not_then(turn: Turn, event: Event) -> str:
    """Say that ``event`` is not on in the days that the message names, as far as is known.

    An empty string where it is on in some of them, or none are named: a day within a name, as in
    "New Year fair", is none.
    """
    names = [e for e in turn.wanted if e["entity"] == "place"]
    times = [e for e in turn.wanted if e["entity"] == "time"]
    said = [str(t["value"]) for t in times if not any(overlap(t, name) for name in names)]
    span = span_of(said, turn.now, turn.city.country)
    if span is None or span[1] < turn.now.date() or occurrences(event, *span):
        return ""
    return turn.say("event.not_then", when=_dates(turn, *span))


def days_sentence(turn: Turn, event: Event, occurrence: Occurrence) -> str:
    """Say when one time of ``event`` is: as published, by its rule, or as it was in another year.

    Days of another year are told with that year and never as a promise.
    """
    year = str(occurrence.first.year)
    if occurrence.certainty == "last_known" and occurrence.last_known is not None:
        told = turn.say("event.last_known", dates=_dates(turn, *occurrence.last_known), year=year)
    elif occurrence.certainty == "estimated":
        timing = turn.read(event.timing) or _about(turn, occurrence)
        return turn.say("event.estimated", timing=timing, year=year)
    else:
        key = "event.by_rule" if occurrence.certainty == "rule" else "event.published"
        told = turn.say(key, dates=_dates(turn, occurrence.first, occurrence.last))
    hours = turn.schedule(event).day(occurrence.first) if event.opening_hours else None
    if hours is None or not hours.spans:
        return told
    return sentences(turn, told, turn.say("event.hours", hours=formats.spans(hours, turn.language)))


def _span(written: str) -> tuple[date, date]:
    first, _, last = written.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def _dates(turn: Turn, first: date, last: date) -> str:
    # The year is always told: who asks for July may mean the next one.
    never = date.min
    if first == last:
        return formats.as_of(first.isoformat(), turn.language)
    return formats.dates(first, last, never, turn.language)


def _about(turn: Turn, occurrence: Occurrence) -> str:
    months = [formats.month(day, turn.language) for day in (occurrence.first, occurrence.last)]
    if months[0] == months[1]:
        return months[0]
    return turn.say("range.days", first=months[0], last=months[1])
