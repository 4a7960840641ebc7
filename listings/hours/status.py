"""Open now? Until when? When next?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from opening_hours import State

from listings.hours.calendar import is_holiday, is_makeup_workday
from listings.hours.days import DAY, ClosedDays, Span, closure_on, spans_of
from listings.hours.parsing import depends_on_more, is_always_open, mentions_holidays

HORIZON_DAYS = 400
"""How far ahead a change is looked for: a season's pause is shorter than a year."""


@dataclass(frozen=True)
class OpeningStatus:
    """A place at one moment; times carry the moment's time zone.

    ``certain`` is False where the hours do not tell: see ``opening_status``. ``closes_at`` is None
    unless open, or where it never closes; ``opens_at`` is None while open, or where it does not
    open within the next 400 days. ``opens_at_certain`` is what ``certain`` will be at ``opens_at``.
    ``closure`` is the one-off closure that keeps the place closed.
    """

    is_open: bool
    certain: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    closure: ClosedDays | None = None
    opens_at_certain: bool = True


def opening_status(
    hours: str, moment: datetime, *, country: str, closures: Sequence[ClosedDays] = ()
) -> OpeningStatus:
    """Say whether a place is open at ``moment``, until when, and when it opens next.

    ``moment`` is in the place's own time zone; a place closes at the very minute named. The answer
    is not certain, and the caller must say so, where ``hours`` call it unknown or depend on school
    holidays or the sun; on a public holiday that ``hours`` do not mention (``24/7`` means every
    day); and on a make-up working day for which ``hours`` say closed, though the days before it
    are open. A closure is certain.

    Raises:
        ValueError: ``moment`` has no time zone, or ``hours`` cannot be read.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    local = moment.replace(tzinfo=None)
    spans = _from(hours, local, country, closures)
    now = next(spans)
    closure = closure_on(local.date(), closures)
    certain = closure is not None or (
        now.state is not State.UNKNOWN and _is_certain(hours, local.date(), country)
    )
    if now.state is State.OPEN:
        return OpeningStatus(True, certain, closes_at=_end(spans, now, moment.tzinfo))
    opening = next((span.start for span in spans if span.state is State.OPEN), None)
    return OpeningStatus(
        False,
        certain,
        opens_at=None if opening is None else opening.replace(tzinfo=moment.tzinfo),
        closure=closure,
        opens_at_certain=opening is None or _is_certain(hours, opening.date(), country),
    )


def _from(
    hours: str, local: datetime, country: str, closures: Sequence[ClosedDays]
) -> Iterator[Span]:
    """Yield the span that holds ``local``, then those after it, up to the horizon."""
    for ahead in range(HORIZON_DAYS):
        for span in spans_of(hours, local.date() + ahead * DAY, country, closures):
            if span.end > local:
                yield span


def _end(spans: Iterator[Span], now: Span, zone: tzinfo) -> datetime | None:
    for span in spans:
        if span.state is not State.OPEN:
            return span.start.replace(tzinfo=zone)
    return None


def _is_certain(hours: str, day: date, country: str) -> bool:
    if is_always_open(hours):
        return True
    if depends_on_more(hours):
        return False
    if is_holiday(day, country):
        return mentions_holidays(hours)
    if is_makeup_workday(day, country):
        return _opens_on(hours, day, country) or not any(
            _opens_on(hours, day - n * DAY, country) for n in range(1, 6)
        )
    return True


def _opens_on(hours: str, day: date, country: str) -> bool:
    return any(span.state is State.OPEN for span in spans_of(hours, day, country))
