"""The answer to "is it open then?" in words: the moment, the days, the next opening."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actions.dialogue.contact_hint import sentences
from actions.dialogue.turn import Turn
from actions.hours.last_admission import admission_over
from actions.hours.sentences import (
    day_sentence,
    month_sentence,
    opened_sentence,
    season_sentence,
    unconfirmed,
)
from actions.hours.verdicts import State, Verdict, verdicts
from actions.interpretation.time_resolution import Asked, asked_times, is_unclear
from actions.wording import formats
from listings.hours import is_holiday
from listings.models import Place

_SMALL_HOURS = 6
# A day by a name that no calendar has.
_DAY_NAME = "day_name"
_MOST_ALONE = 2
_MOST_ASKED = 3


@dataclass(frozen=True)
class Answer:
    """What to say about the times asked for, line by line, and the first day of them.

    ``is_sure`` is False where the hours of one of them are not confirmed.
    """

    told: tuple[str, ...]
    first_day: date
    is_sure: bool


def times_asked(turn: Turn) -> list[Asked]:
    """Return the times that the message asks about, none where it asks about now or today."""
    found = asked_times(turn.values("time"), turn.now, turn.city.country)
    return [asked for asked in found if not asked.is_now][:_MOST_ASKED]


def is_day_unclear(turn: Turn) -> bool:
    """Say whether the message names a day that is not understood or that no calendar has."""
    return turn.value(_DAY_NAME) is not None or is_unclear(
        turn.values("time"), turn.now, turn.city.country
    )


def asked_answer(turn: Turn, place: Place, asked: list[Asked]) -> Answer:
    """Say whether ``place`` is open at each of the times, and when it opens next.

    Without hours only one-off closures are told; ``told`` may be empty then.
    """
    told: list[str] = []
    is_sure = True
    for time_asked in asked:
        found = verdicts(turn.schedule(place), time_asked, turn.now)
        if len(asked) == 1:
            told.append(yes_or_no(turn, [verdict.state for verdict in found]))
        is_sure = is_sure and all(verdict.state != "unconfirmed" for verdict in found)
        if not turn.schedule(place).is_known:
            told += [day_sentence(turn, place, verdict.day) for verdict in found[:_MOST_ALONE]]
        elif len(found) > _MOST_ALONE:
            told += _over_days(turn, place, time_asked, found)
        elif all(v.state == "unconfirmed" and v.moment is None for v in found):
            told += _doubts(turn, place, found)
        else:
            told += [text for verdict in found for text in _told(turn, place, verdict)]
    if is_day_unclear(turn):
        told.append(turn.say("hours.which_day"))
    told = [text for text in dict.fromkeys(told) if text]
    return Answer(tuple(told), asked[0].days[0], is_sure)


def yes_or_no(turn: Turn, states: Sequence[State]) -> str:
    """Answer "is it open?" or "is it closed?" with yes or no.

    An empty string where neither was asked or the states differ or are not confirmed.
    """
    asks = turn.value("asks")
    if asks not in ("open", "closed") or len(set(states)) != 1 or states[0] == "unconfirmed":
        return ""
    return turn.say(f"hours.yes_{asks}" if states[0] == asks else f"hours.no_{asks}")


def _told(turn: Turn, place: Place, verdict: Verdict) -> list[str]:
    """Return the answer for one day or moment and, where it is closed, the next opening."""
    if verdict.entry.closed_by is not None or (verdict.moment, verdict.part) == (None, None):
        out = season_sentence(turn, place, verdict.day) if not verdict.entry.closed_by else ""
        return [day_sentence(turn, place, verdict.day), out or _next(turn, verdict)]
    if verdict.opened_at is not None:
        return [opened_sentence(turn, verdict.opened_at)]
    if verdict.state == "unconfirmed":
        return [unconfirmed(turn, place, verdict.moment.date() if verdict.moment else verdict.day)]
    when = _when(turn, verdict)
    hours = formats.spans(verdict.entry, turn.language)
    if verdict.state == "closed":
        that_day = turn.say("hours.that_day", hours=hours) if verdict.entry.spans else ""
        closed = turn.say("hours.at_closed", when=when)
        return [sentences(turn, closed, that_day), _next(turn, verdict)]
    if verdict.moment is None:
        return [turn.say("hours.part_open", when=when, hours=hours)]
    if verdict.closes_at is None:
        return [turn.say("hours.at_open_always", when=when)]
    until = _closing(turn, verdict.closes_at, verdict.moment)
    if admission := admission_over(turn, place, verdict.moment, verdict.closes_at):
        told = turn.say("hours.at_open_no_admission", when=when, time=until, admission=admission)
        return [told]
    return [turn.say("hours.at_open", when=when, time=until)]


def _over_days(turn: Turn, place: Place, asked: Asked, found: list[Verdict]) -> list[str]:
    """Say the hours of a run of days, and for which of them they are not confirmed.

    A month's hours are told as a whole, without its holidays.
    """
    first, last = asked.days[0], asked.days[-1]
    if asked.is_month:
        return [month_sentence(turn, place, first, is_season=asked.is_season)]
    hours = formats.week([verdict.entry for verdict in found], turn.language)
    said = formats.days(first, last, turn.now.date(), turn.language)
    return [turn.say("hours.day_open", day=said, hours=hours), *_doubts(turn, place, found)]


def _doubts(turn: Turn, place: Place, found: list[Verdict]) -> list[str]:
    """Say for which of the days the hours are not confirmed, holidays in a row together."""
    told = []
    days = [verdict.day for verdict in found if verdict.state == "unconfirmed"]
    for is_off, run in itertools.groupby(days, lambda day: is_holiday(day, turn.city.country)):
        alike = list(run)
        if is_off:
            said = formats.days(alike[0], alike[-1], turn.now.date(), turn.language)
            told.append(turn.say("hours.unconfirmed_holiday", day=said))
        else:
            told += [unconfirmed(turn, place, day) for day in alike]
    return told


def _next(turn: Turn, verdict: Verdict) -> str:
    opening = verdict.opens_at
    if opening is None or verdict.state != "closed":
        return ""
    same_day = verdict.moment is not None and opening.date() == verdict.moment.date()
    clock = formats.clock(opening, turn.language)
    key = "hours.opens_next_at" if same_day else "hours.opens_next"
    if not verdict.opens_at_certain:
        key = "hours.opens_next_unconfirmed"
    return turn.say(key, time=clock if same_day else _dated(turn, opening))


def _when(turn: Turn, verdict: Verdict) -> str:
    if verdict.moment is not None:
        return _dated(turn, verdict.moment)
    day = formats.day(verdict.day, turn.now.date(), turn.language)
    return turn.say("hours.day_and_part", day=day, part=turn.say(f"hours.part_{verdict.part}"))


def _closing(turn: Turn, closing: datetime, moment: datetime) -> str:
    """Return when a place closes, with the day where it is not the night after ``moment``."""
    days = (closing.date() - moment.date()).days
    if days == 0 or (days == 1 and closing.hour <= _SMALL_HOURS):
        return formats.closing(closing, turn.language)
    return _dated(turn, closing)


def _dated(turn: Turn, moment: datetime) -> str:
    day = formats.day(moment.date(), turn.now.date(), turn.language)
    return turn.say("hours.day_and_time", day=day, time=formats.clock(moment, turn.language))
