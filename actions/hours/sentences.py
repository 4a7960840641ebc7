"""Opening hours in words: now, on a day, over the week, on the next holiday."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from actions.dialogue.contact_hint import sentences
from actions.dialogue.turn import Turn
from actions.hours.last_admission import admission_over
from actions.wording import formats
from listings.hours import DayHours, OpeningSchedule, Phase, is_holiday
from listings.models import Closure, Place

_DAY = timedelta(days=1)
_LATE_HOURS = timedelta(hours=12)


def opening_badge(turn: Turn, place: Place) -> bool | None:
    """Return whether ``place`` is open now; None when that is not known for certain."""
    return turn.schedule(place).open_at(turn.now)


def now_sentence(turn: Turn, place: Place) -> str:
    """Say whether ``place`` is open now, until when, or when it opens next.

    An empty string when its hours are not known and no closure is.
    """
    now = turn.now
    schedule = turn.schedule(place)
    closure = schedule.closure(now.date())
    if isinstance(closure, Closure):
        return _closure_sentence(turn, closure)
    status = schedule.now(now)
    if status is None:
        return ""
    if status.opened_at is not None:
        return opened_sentence(turn, status.opened_at)
    if not status.certain:
        return _doubt(turn, place, now.date())
    if out := season_sentence(turn, place, now.date()):
        return out
    if status.is_open:
        if status.closes_at is None:
            return turn.say("hours.open_now")
        until = _closing(turn, status.closes_at, now)
        if admission := admission_over(turn, place, now, status.closes_at):
            return turn.say("hours.open_without_admission", time=until, admission=admission)
        return turn.say("hours.open_until", time=until)
    if status.opens_at is None:
        return turn.say("hours.closed_now")
    if not status.opens_at_certain:
        doubt = _doubt(turn, place, status.opens_at.date())
        return sentences(turn, turn.say("hours.closed_now"), doubt)
    key = "hours.closed_until"
    if status.opens_at.date() != now.date():
        key = "hours.closed_until_day"
    return turn.say(key, time=_opening(turn, status.opens_at, now))


def opened_sentence(turn: Turn, opened_at: datetime) -> str:
    """Say since when a place is open of which nobody knows until when."""
    return turn.say("hours.opened_at", time=formats.clock(opened_at, turn.language))


def season_sentence(turn: Turn, place: Place, day: date) -> str:
    """Say when the next season is; an empty string in season, or where there are none."""
    season = turn.schedule(place).season(day)
    if season is None or season[0] <= day:
        return ""
    today = turn.now.date()
    key = "hours.out_of_season" if day == today else "hours.out_of_season_then"
    said = formats.dates(*season, today, turn.language)
    return turn.say(key, season=said)


def month_sentence(turn: Turn, place: Place, first_day: date, *, is_season: bool = False) -> str:
    """Say the regular hours of the rest of a month from ``first_day`` on, as a whole.

    With ``is_season`` they are those of the season of which it is the middle month.
    """
    month, first, last = formats.month(first_day, turn.language), first_day, _month_end(first_day)
    if is_season:
        begin, end = first_day.replace(day=1) - _DAY, _month_end(last + _DAY)
        first, last = max(begin.replace(day=1), turn.now.date()), end
        names = (formats.MONTHS[day.month - 1] for day in (begin, end))
        month = formats.season("-".join(names), turn.language)
    phases = turn.schedule(place).phases(first, (last - first).days + 1)
    if all(phase.is_closed for phase in phases):
        closed = turn.say("hours.month_closed", month=month)
        return sentences(turn, closed, season_sentence(turn, place, first))
    return turn.say("hours.in_month", month=month, hours=_phases(turn, phases))


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _phases(turn: Turn, phases: Sequence[Phase]) -> str:
    """Return the hours of each phase, with its dates where there are several."""
    told = [formats.week(phase.week, turn.language) for phase in phases]
    if len(set(told)) == 1:
        return told[0]
    dated = [
        turn.say(
            "hours.season_hours",
            season=formats.dates(phase.first, phase.last, turn.now.date(), turn.language),
            hours=hours,
        )
        for phase, hours in zip(phases, told, strict=True)
        if not phase.is_closed
    ]
    return turn.say("hours.separator").join(dated)


def _doubt(turn: Turn, place: Place, day: date) -> str:
    """Say that the hours of ``day``, and of the holidays in a row with it, are not confirmed."""
    is_one = is_holiday(day, turn.city.country)
    return (holiday_sentence(turn, place, day) if is_one else "") or unconfirmed(turn, place, day)


def unconfirmed(turn: Turn, place: Place, day: date) -> str:
    """Say that the hours of ``day`` are not confirmed, and why; a comment stands for them."""
    comment = turn.schedule(place).day(day).comment
    if comment:
        return turn.say("hours.comment", day=_day(turn, day), comment=comment)
    key = "holiday" if is_holiday(day, turn.city.country) else "day"
    return turn.say(f"hours.unconfirmed_{key}", day=_day(turn, day))


def week_sentence(turn: Turn, place: Place, first_day: date) -> str:
    """Return the regular hours of the week from ``first_day``, an empty string when unknown.

    Out of season they are those of the next season.
    """
    schedule = turn.schedule(place)
    if not schedule.is_known:
        return ""
    if schedule.is_always_open:
        return turn.say("hours.always")
    days = _regular_week(schedule, first_day)
    if days:
        return formats.week(days, turn.language)
    season = schedule.season(first_day)
    if season is None:
        return formats.week(schedule.regular.week(first_day), turn.language)
    first, last = season
    return _phases(turn, schedule.phases(first, (last - first).days + 1))


def is_out_of_season(schedule: OpeningSchedule, first_day: date) -> bool:
    """Say whether the hours are known and tell no opening in the week from ``first_day``."""
    return schedule.is_known and not _regular_week(schedule, first_day)


def _regular_week(schedule: OpeningSchedule, first_day: date) -> list[DayHours]:
    """Return the week's days as they are without holidays, none when it is closed on all."""
    days = schedule.regular.week(first_day)
    return days if any(d.spans or not d.certain for d in days) else []


def day_sentence(turn: Turn, place: Place, day: date) -> str:
    """Say when ``place`` is open on ``day``; an empty string when its hours are not known."""
    said = _day(turn, day)
    schedule = turn.schedule(place)
    entry = schedule.day(day)
    if isinstance(entry.closed_by, Closure):
        return turn.say("hours.day_closure", day=said, reason=_reason(turn, entry.closed_by))
    if not schedule.is_known:
        return ""
    if not entry.certain:
        return unconfirmed(turn, place, day)
    key = "hours.day_open" if entry.spans else "hours.day_closed"
    if entry.is_holiday and not schedule.is_always_open:
        key = "hours.holiday"
    return turn.say(key, day=said, hours=formats.spans(entry, turn.language))


def holiday_sentence(turn: Turn, place: Place, first_day: date) -> str:
    """Say when ``place`` is open on the next public holiday of the week from ``first_day``.

    Holidays in a row of which the same can be said are told together. An empty string when the
    week has none, or the place is always open, out of season or of unknown hours.
    """
    schedule = turn.schedule(place)
    if not schedule.is_known or schedule.is_always_open or is_out_of_season(schedule, first_day):
        return ""
    run = list(_first_holidays(schedule, first_day))
    if not run:
        return ""
    said = formats.days(run[0].day, run[-1].day, turn.now.date(), turn.language)
    if not run[0].certain:
        return turn.say("hours.unconfirmed_holiday", day=said)
    return turn.say("hours.holiday", day=said, hours=formats.spans(run[0], turn.language))


def _first_holidays(schedule: OpeningSchedule, first_day: date) -> Iterator[DayHours]:
    first: DayHours | None = None
    for entry in schedule.week(first_day):
        alike = first is None or entry.spans == first.spans
        if entry.is_holiday and alike and entry.closed_by is None:
            first = first or entry
            yield entry
        elif first is not None:
            return


def _closure_sentence(turn: Turn, closure: Closure) -> str:
    return turn.say(
        "hours.closure", reason=_reason(turn, closure), day=_day(turn, closure.last_day)
    )


def _reason(turn: Turn, closure: Closure) -> str:
    return turn.read(closure.reason) or turn.say("hours.no_reason")


def _day(turn: Turn, day: date) -> str:
    return formats.day(day, turn.now.date(), turn.language)


def _closing(turn: Turn, moment: datetime, now: datetime) -> str:
    """Return the time at which a place closes, with the day where it is not the coming night."""
    if moment - now < _LATE_HOURS or moment.date() == now.date():
        return formats.closing(moment, turn.language)
    return _opening(turn, moment, now)


def _opening(turn: Turn, moment: datetime, now: datetime) -> str:
    clock = formats.clock(moment, turn.language)
    if moment.date() == now.date():
        return clock
    return turn.say("hours.day_and_time", day=_day(turn, moment.date()), time=clock)
