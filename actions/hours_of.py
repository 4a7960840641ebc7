"""Opening hours in words: now, on a day, over the week."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from actions import formats
from actions.turn import Turn
from listings.hours import OpeningStatus, is_always_open, opening_status, week_hours
from listings.models import Place
from listings.queries import closures_of


def status_of(turn: Turn, place: Place, moment: datetime) -> OpeningStatus | None:
    """Return whether ``place`` is open at ``moment``; None when its hours are not known."""
    if not place.opening_hours:
        return None
    closures = closures_of(turn.session, place.id, moment.date(), moment.date() + timedelta(days=14))
    return opening_status(
        place.opening_hours, moment, country=turn.city.country, closures=closures
    )


def opening_badge(turn: Turn, place: Place) -> bool | None:
    """Return whether ``place`` is open now; None when that is not known for certain."""
    status = status_of(turn, place, turn.now)
    return status.is_open if status is not None and status.certain else None


def now_sentence(turn: Turn, place: Place) -> str:
    """Say whether ``place`` is open now, until when, or when it opens next.

    An empty string when its hours are not known.
    """
    now = turn.now
    status = status_of(turn, place, now)
    if status is None:
        return ""
    if status.closure is not None:
        reason = turn.pick(status.closure.reason)
        return turn.say(
            "hours.closure",
            reason=reason or turn.say("hours.no_reason"),
            day=formats.day(status.closure.last_day, turn.language),
        )
    if not status.certain:
        return turn.say("hours.unconfirmed_holiday")
    if status.is_open:
        if status.closes_at is None:
            return turn.say("hours.open_now")
        return turn.say("hours.open_until", time=_when(turn, status.closes_at, now))
    if status.opens_at is None:
        return turn.say("hours.closed_now")
    return turn.say("hours.closed_until", time=_when(turn, status.opens_at, now))


def week_sentence(turn: Turn, place: Place, first_day: date) -> str:
    """Return the regular hours of the week from ``first_day``, an empty string when unknown."""
    if not place.opening_hours:
        return ""
    if is_always_open(place.opening_hours):
        return turn.say("hours.always")
    days = week_hours(place.opening_hours, first_day, country=turn.city.country)
    if not any(d.spans for d in days):
        return turn.say("hours.no_day_this_week")
    return formats.week(days, turn.language)


def day_sentence(turn: Turn, place: Place, day: date) -> str:
    """Say when ``place`` is open on ``day``."""
    if not place.opening_hours:
        return ""
    closures = closures_of(turn.session, place.id, day, day)
    entry = week_hours(
        place.opening_hours, day, country=turn.city.country, closures=closures
    )[0]
    said = formats.day(day, turn.language)
    if entry.closed_by is not None:
        reason = turn.pick(entry.closed_by.reason) or turn.say("hours.no_reason")
        return turn.say("hours.day_closure", day=said, reason=reason)
    key = "hours.day_open" if entry.spans else "hours.day_closed"
    text = turn.say(key, day=said, hours=formats.spans(entry, turn.language))
    if entry.is_holiday and "PH" not in place.opening_hours:
        text = f"{text} {turn.say('hours.unconfirmed_holiday')}"
    return text


def _when(turn: Turn, moment: datetime, now: datetime) -> str:
    clock = formats.clock(moment, turn.language)
    if moment.date() == now.date():
        return clock
    return turn.say("hours.day_and_time", day=formats.day(moment.date(), turn.language), time=clock)
