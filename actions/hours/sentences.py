"""Opening hours in words: now, on a day, over the week, on the next holiday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from actions.dialogue.contact_hint import sentences
from actions.dialogue.turn import Turn
from actions.hours.last_admission import admission_over
from actions.wording import formats
from listings.hours import (
    NOWHERE,
    DayHours,
    OpeningStatus,
    is_always_open,
    is_holiday,
    opening_status,
    week_hours,
)
from listings.models import Closure, Place
from listings.queries import closures_of

_CLOSURES_AHEAD = timedelta(days=400)
_LATE_HOURS = timedelta(hours=12)


def status_of(turn: Turn, place: Place, moment: datetime) -> OpeningStatus | None:
    """Return whether ``place`` is open at ``moment``; None when its hours are not known."""
    if not place.opening_hours:
        return None
    today = moment.date()
    closures = closures_of(turn.session, place.id, today, today + _CLOSURES_AHEAD)
    return opening_status(place.opening_hours, moment, country=turn.city.country, closures=closures)


def opening_badge(turn: Turn, place: Place) -> bool | None:
    """Return whether ``place`` is open now; None when that is not known for certain."""
    if _closure_on(turn, place, turn.now.date()) is not None:
        return False
    status = status_of(turn, place, turn.now)
    return status.is_open if status is not None and status.certain else None


def is_confirmed(turn: Turn, place: Place, day: date) -> bool:
    """Say whether it is certain when ``place`` is open on ``day``: the hours tell, or a closure."""
    if _closure_on(turn, place, day) is not None:
        return True
    status = status_of(turn, place, datetime.combine(day, time(12), turn.now.tzinfo))
    return status is not None and status.certain


def now_sentence(turn: Turn, place: Place) -> str:
    """Say whether ``place`` is open now, until when, or when it opens next.

    An empty string when its hours are not known and no closure is.
    """
    now = turn.now
    closure = _closure_on(turn, place, now.date())
    if closure is not None:
        return _closure_sentence(turn, closure)
    status = status_of(turn, place, now)
    if status is None:
        return ""
    if not status.certain:
        return _doubt(turn, place, now.date())
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
    return turn.say("hours.closed_until", time=_opening(turn, status.opens_at, now))


def _doubt(turn: Turn, place: Place, day: date) -> str:
    """Say that the hours of ``day``, and of the holidays in a row with it, are not confirmed."""
    is_one = is_holiday(day, turn.city.country)
    return (holiday_sentence(turn, place, day) if is_one else "") or unconfirmed(turn, day)


def unconfirmed(turn: Turn, day: date) -> str:
    """Say that the hours of ``day`` are not confirmed, and why."""
    key = "holiday" if is_holiday(day, turn.city.country) else "day"
    return turn.say(f"hours.unconfirmed_{key}", day=_day(turn, day))


def week_sentence(turn: Turn, place: Place, first_day: date) -> str:
    """Return the regular hours of the week from ``first_day``, an empty string when unknown."""
    if not place.opening_hours:
        return ""
    if is_always_open(place.opening_hours):
        return turn.say("hours.always")
    days = _regular_week(place, first_day)
    return formats.week(days, turn.language) if days else turn.say("hours.no_day_this_week")


def is_out_of_season(place: Place, first_day: date) -> bool:
    """Say whether the hours are known and tell no opening in the week from ``first_day``."""
    return bool(place.opening_hours) and not _regular_week(place, first_day)


def _regular_week(place: Place, first_day: date) -> list[DayHours]:
    """Return the week's days as they are without holidays, none when it is closed on all."""
    days = week_hours(place.opening_hours or "", first_day, country=NOWHERE)
    return days if any(d.spans for d in days) else []


def day_sentence(turn: Turn, place: Place, day: date) -> str:
    """Say when ``place`` is open on ``day``; an empty string when its hours are not known."""
    said = _day(turn, day)
    closure = _closure_on(turn, place, day)
    if closure is not None:
        return turn.say("hours.day_closure", day=said, reason=_reason(turn, closure))
    if not place.opening_hours:
        return ""
    if not is_confirmed(turn, place, day):
        return unconfirmed(turn, day)
    entry = week_hours(place.opening_hours, day, country=turn.city.country)[0]
    key = "hours.day_open" if entry.spans else "hours.day_closed"
    if entry.is_holiday and not is_always_open(place.opening_hours):
        key = "hours.holiday"
    return turn.say(key, day=said, hours=formats.spans(entry, turn.language))


def holiday_sentence(turn: Turn, place: Place, first_day: date) -> str:
    """Say when ``place`` is open on the next public holiday of the week from ``first_day``.

    Holidays in a row of which the same can be said are told together. An empty string when the
    week has none, or the place is always open, out of season or of unknown hours.
    """
    if not place.opening_hours or is_always_open(place.opening_hours):
        return ""
    if is_out_of_season(place, first_day):
        return ""
    run = list(_first_holidays(turn, place, first_day))
    if not run:
        return ""
    said = formats.days(run[0].day, run[-1].day, turn.now.date(), turn.language)
    if not is_confirmed(turn, place, run[0].day):
        return turn.say("hours.unconfirmed_holiday", day=said)
    return turn.say("hours.holiday", day=said, hours=formats.spans(run[0], turn.language))


def _first_holidays(turn: Turn, place: Place, first_day: date) -> Iterator[DayHours]:
    days = week_hours(place.opening_hours or "", first_day, country=turn.city.country)
    first: DayHours | None = None
    for entry in days:
        alike = first is None or entry.spans == first.spans
        if entry.is_holiday and alike and _closure_on(turn, place, entry.day) is None:
            first = first or entry
            yield entry
        elif first is not None:
            return


def _closure_on(turn: Turn, place: Place, day: date) -> Closure | None:
    return next(iter(closures_of(turn.session, place.id, day, day)), None)


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
