"""The hours of one place: now, on a day, over a week, through the year.

A schedule is made once from what the database holds; everything here is a pure function of it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from functools import cached_property, lru_cache

from listings.hours.calendar import NOWHERE, is_holiday, is_makeup_workday
from listings.hours.days import (
    ClosedDays,
    Piece,
    Span,
    closure_on,
    pieces_of,
    spans_of,
)
from listings.hours.parsing import rules_of
from listings.hours.rules import WHOLE_DAY, Rules, State
from listings.hours.selectors import DAY, Calendar

logger = logging.getLogger(__name__)

HORIZON_DAYS = 400
"""How far ahead a change is looked for: a season's pause is shorter than a year."""
LATE = 22 * 60
"""Who closes at this minute of the day or after it is open late."""

OpenSpan = tuple[time, time]


@dataclass(frozen=True)
class OpeningStatus:
    """A place at one moment; times carry the moment's time zone.

    ``certain`` is False where the hours do not tell: see ``OpeningSchedule.now``. ``closes_at`` is
    None unless open, or where it never closes; ``opens_at`` is None while open, or where it does
    not open within the next 400 days. ``opens_at_certain`` is what ``certain`` will be at
    ``opens_at``. ``closure`` is the one-off closure that keeps the place closed. ``opened_at`` is
    set where it has opened and nobody knows until when. ``comment`` is what the hours add.
    """

    is_open: bool
    certain: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    closure: ClosedDays | None = None
    opens_at_certain: bool = True
    opened_at: datetime | None = None
    comment: str = ""


@dataclass(frozen=True)
class DayHours:
    """One day. ``spans`` are (from, until), earliest first, empty when closed.

    ``until`` at or before ``from`` is on the next day; 00:00 to 00:00 is the whole day. What runs
    past midnight belongs to the evening on which it begins. With ``open_end`` the last ``until``
    is not known; 00:00 stands for it, or the least that is known. Hours that are called unknown
    are not among the spans, nor are those by the sun: ``certain`` is False then, as where
    ``OpeningSchedule.now`` says so.
    ``comment`` is what the hours add. On a holiday (``is_holiday``) the spans are what the hours
    say, mentioned there or not.
    """

    day: date
    spans: list[OpenSpan] = field(default_factory=list)
    is_holiday: bool = False
    is_makeup_workday: bool = False
    closed_by: ClosedDays | None = None
    certain: bool = True
    open_end: bool = False
    comment: str = ""

    @property
    def is_late(self) -> bool:
        """Say whether it is open at 22:00 or after."""
        return self.open_end or any(_is_late(first, last) for first, last in self.spans)


@dataclass(frozen=True)
class Phase:
    """Days on end, both included, whose regular week is the same.

    ``week`` are its first days, at most seven, without public holidays.
    """

    first: date
    last: date
    week: tuple[DayHours, ...]

    @property
    def is_closed(self) -> bool:
        """Say whether nothing opens in it."""
        return all(not day.spans and day.certain for day in self.week)


@dataclass(frozen=True)
class OpeningSchedule:
    """A place's hours as OpenStreetMap writes them, its country and its one-off closures.

    ``hours`` None are not known. Hours that cannot be read count as not known, with a line in the
    log: ``listings check`` refuses them, but staff may have changed the database by hand.
    """

    hours: str | None
    country: str
    closures: Sequence[ClosedDays] = ()

    @cached_property
    def _rules(self) -> Rules | None:
        if not self.hours:
            return None
        try:
            return rules_of(self.hours)
        except ValueError as error:
            logger.warning("hours are taken as not known: %s", error)
            return None

    @property
    def is_known(self) -> bool:
        """Say whether there are hours that can be read."""
        return self._rules is not None

    @property
    def is_always_open(self) -> bool:
        """Say whether the place never closes, not even on holidays."""
        return self._rules is not None and self._rules.is_always_open

    @property
    def regular(self) -> OpeningSchedule:
        """The schedule without public holidays and closures."""
        return OpeningSchedule(self.hours, NOWHERE)

    def closure(self, day: date) -> ClosedDays | None:
        """Return the one-off closure on the day, None when there is none."""
        return closure_on(day, self.closures)

    def now(self, moment: datetime) -> OpeningStatus | None:
        """Say whether the place is open at ``moment``, until when, and when it opens next.

        ``moment`` is in the place's own time zone; a place closes at the very minute named. The
        answer is not certain, and the caller must say so, where the hours call it unknown, have an
        open end that has begun, or depend on school holidays or the sun; on a public holiday that
        no rule is for (``24/7`` means every day); and on a make-up working day for which the hours
        say closed, though the days before it are open. A closure is certain. None where the hours
        are not known and no closure is.

        Raises:
            ValueError: ``moment`` has no time zone.
        """
        zone = moment.tzinfo
        if zone is None:
            raise ValueError(f"{moment!r} has no time zone")
        local = moment.replace(tzinfo=None)
        closure = self.closure(local.date())
        if self._rules is None:
            return None if closure is None else OpeningStatus(False, True, closure=closure)
        spans = self._from(self._rules, local)
        now = next(spans)
        certain = self._is_told(now, local.date())
        if now.state is State.OPEN:
            closes_at = _end(spans, now, zone)
            return OpeningStatus(True, certain, closes_at=closes_at, comment=now.comment)
        opening = _next_opening(spans, now)
        return OpeningStatus(
            False,
            certain,
            opens_at=None if opening is None else opening.start.replace(tzinfo=zone),
            closure=closure,
            opens_at_certain=opening is None or self.is_certain(opening.day),
            opened_at=self._opened_at(now, zone),
            comment=now.comment,
        )

    def open_at(self, moment: datetime) -> bool | None:
        """Say whether the place is open at ``moment``, None where that is not certain."""
        local = moment.replace(tzinfo=None)
        if self.closure(local.date()) is None and self._rules is None:
            return None
        if self._rules is None:
            return False
        now = next(self._from(self._rules, local))
        return now.state is State.OPEN if self._is_told(now, local.date()) else None

    def closing(self, day: date) -> OpenSpan | None:
        """Return the last opening of the day as (from, until); None when closed or not known."""
        entry = self.day(day)
        return entry.spans[-1] if entry.spans and not entry.open_end else None

    def open_late(self, day: date) -> bool | None:
        """Say whether it is open at 22:00 or later on the day, None where that is not certain."""
        entry = self.day(day)
        return entry.is_late if entry.certain else None

    def open_24h(self, day: date) -> bool | None:
        """Say whether it is open round the clock on the day, None where that is not certain."""
        entry = self.day(day)
        return (time(), time()) in entry.spans if entry.certain else None

    def day(self, day: date) -> DayHours:
        """Return one day; where the hours are not known it has no spans and is not certain."""
        closure = self.closure(day)
        if self._rules is None or closure is not None:
            own = []
        else:
            own = pieces_of(self._rules, day, Calendar(self.country))
        spans = [
            (_time(p.start), _time(p.end)) for p in own if p.state is State.OPEN and not p.by_sun
        ]
        open_end = any(p.after_end for p in own)
        if own and own[-1].after_end and not _goes_on(own):
            spans.append((_time(own[-1].start), time()))
        asks = any(p.state is State.UNKNOWN and not p.after_end for p in own)
        comments = dict.fromkeys(p.comment for p in own if p.comment)
        return DayHours(
            day,
            spans,
            is_holiday(day, self.country),
            is_makeup_workday(day, self.country),
            closure,
            certain=closure is not None or (not asks and self.is_certain(day)),
            open_end=open_end,
            comment=", ".join(comments),
        )

    def week(self, first_day: date) -> list[DayHours]:
        """Return seven days from ``first_day`` on."""
        return [self.day(first_day + n * DAY) for n in range(7)]

    def is_certain(self, day: date) -> bool:
        """Say whether it is certain what the hours are that begin on the day; see ``now``."""
        rules = self._rules
        if closure_on(day, self.closures) is not None:
            return True
        if rules is None:
            return False
        if rules.is_always_open:
            return True
        calendar = Calendar(self.country)
        own = pieces_of(rules, day, calendar)
        if any(piece.by_sun for piece in own):
            return False
        if rules.asks_school and own != pieces_of(rules, day, calendar._replace(school=True)):
            return False
        if is_holiday(day, self.country):
            return any(rule.days.names(day, calendar) for rule in rules.rules)
        if is_makeup_workday(day, self.country) and not _opens(own):
            before = (pieces_of(rules, day - n * DAY, calendar) for n in range(1, 6))
            return not any(map(_opens, before))
        return True

    def phases(self, first_day: date, days: int = 366) -> list[Phase]:
        """Return the periods of the regular year from ``first_day`` on, in order, without gaps.

        One begins where another set of dated rules does. The first may have begun earlier, the
        last may go on. Hours that are not known give an empty list.
        """
        if self._rules is None:
            return []
        regular = self.regular
        found: list[tuple[date, date, tuple[bool, ...]]] = []
        for day in (first_day + n * DAY for n in range(days)):
            mark = tuple(rule.days.covers(day) for rule in self._rules.rules)
            if found and found[-1][2] == mark:
                found[-1] = (found[-1][0], day, mark)
            else:
                found.append((day, day, mark))
        return [Phase(first, last, _days(regular, first, last)) for first, last, _ in found]

    def season(self, day: date) -> tuple[date, date] | None:
        """Return the season that holds the day, else the next one: its first and last day.

        None where the place opens all year round, not within a year, or its hours are not known.
        """
        if self._rules is None or not self._rules.is_dated:
            return None
        return _season(self.regular, day)

    def _from(self, rules: Rules, local: datetime) -> Iterator[Span]:
        """Yield the span that holds ``local``, then those after it, up to the horizon."""
        for ahead in range(HORIZON_DAYS):
            day = local.date() + ahead * DAY
            for span in spans_of(rules, day, self.country, self.closures):
                if span.end > local:
                    yield span

    def _is_told(self, now: Span, day: date) -> bool:
        """Say whether the state of a span on the day is certain."""
        if self.closure(day) is not None:
            return True
        return now.state is not State.UNKNOWN and self.is_certain(now.day)

    def _opened_at(self, now: Span, zone: tzinfo) -> datetime | None:
        if not now.after_end:
            return None
        entry = self.day(now.day)
        start = entry.spans[-1][0] if entry.spans else now.start.time()
        return datetime.combine(now.day, start, zone)


@lru_cache(maxsize=512)
def _season(regular: OpeningSchedule, day: date) -> tuple[date, date] | None:
    phases = regular.phases(day - HORIZON_DAYS * DAY, 2 * HORIZON_DAYS + 366)
    if not any(phase.is_closed for phase in phases):
        return None
    runs: list[tuple[date, date]] = []
    for phase in phases:
        if phase.is_closed:
            continue
        if runs and runs[-1][1] + DAY == phase.first:
            runs[-1] = (runs[-1][0], phase.last)
        else:
            runs.append((phase.first, phase.last))
    return next((run for run in runs if run[1] >= day), None)


def _next_opening(spans: Iterator[Span], now: Span) -> Span | None:
    """Return the next span that is known to open, one with an open end too."""
    before = now
    for span in spans:
        begins = span.after_end and not before.after_end and before.state is not State.OPEN
        if span.state is State.OPEN or begins:
            return span
        before = span
    return None


def _end(spans: Iterator[Span], now: Span, zone: tzinfo) -> datetime | None:
    for span in spans:
        if span.state is not State.OPEN:
            return span.start.replace(tzinfo=zone)
    return None


def _days(schedule: OpeningSchedule, first: date, last: date) -> tuple[DayHours, ...]:
    count = min(7, (last - first).days + 1)
    return tuple(schedule.day(first + n * DAY) for n in range(count))


def _opens(pieces: Sequence[Piece]) -> bool:
    return any(piece.state is State.OPEN or piece.after_end for piece in pieces)


def _goes_on(pieces: Sequence[Piece]) -> bool:
    """Say whether the last piece follows on an open one."""
    return any(p.state is State.OPEN and p.end == pieces[-1].start for p in pieces)


def _is_late(first: time, last: time) -> bool:
    return last <= first or last.hour * 60 + last.minute >= LATE


def _time(minute: int) -> time:
    hour, minute = divmod(minute % WHOLE_DAY, 60)
    return time(hour, minute)
