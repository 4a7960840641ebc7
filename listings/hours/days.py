"""What a place is through one day, by its rules and its one-off closures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Protocol

from listings.hours.rules import WHOLE_DAY, Join, Rule, Rules, State, TimeSpan
from listings.hours.selectors import DAY, Calendar

_EVENING = 17 * 60
_MORNING = 5 * 60
"""An evening whose end is not known may go on to here."""


class ClosedDays(Protocol):
    """A one-off closure from ``first_day`` to ``last_day``, both included."""

    @property
    def first_day(self) -> date:
        """The first closed day."""

    @property
    def last_day(self) -> date:
        """The last closed day."""


class Piece(NamedTuple):
    """A stretch of a day in minutes from its midnight, above 1440 in the night after it.

    ``after_end`` is the time after an open end: the place was open, and may be.
    """

    start: int
    end: int
    state: State
    comment: str = ""
    after_end: bool = False
    by_sun: bool = False


class Span(NamedTuple):
    """A stretch of one state, in local time without a zone; ``end`` is not part of it.

    ``day`` is the day whose hours these are: of a night, the day on which it began.
    """

    start: datetime
    end: datetime
    state: State
    day: date
    comment: str = ""
    after_end: bool = False


def closure_on(day: date, closures: Sequence[ClosedDays]) -> ClosedDays | None:
    """Return the first closure that covers the day, None when it is an ordinary day."""
    return next((c for c in closures if c.first_day <= day <= c.last_day), None)


def pieces_of(rules: Rules, day: date, calendar: Calendar) -> list[Piece]:
    """Return the hours that begin on the day, open or unknown, earliest first, without overlap.

    Hours of one state that follow on each other are one piece.

    By the specification a later rule stands in place of earlier ones for the whole day, but for
    one after a comma, which is added, one after ``||``, which fills what is left, and times that
    are called closed, which are cut out.
    """
    found: list[Piece] = []
    for rule in rules.rules:
        if not rule.days.matches(day, calendar):
            continue
        own = _pieces(rule)
        if rule.join is Join.ELSE:
            taken = found
            found = [*taken, *_without(own, taken)]
        elif rule.join is Join.INSTEAD and not _is_cut(rule):
            found = []
            for piece in own:
                found = [*_without(found, [piece]), piece]
        else:
            found = [*_without(found, own), *own]
        found = [piece for piece in found if piece.state is not State.CLOSED]
    return _joined(sorted(found))


def spans_of(
    rules: Rules, day: date, country: str, closures: Sequence[ClosedDays] = ()
) -> list[Span]:
    """Return the states from midnight to midnight, without gaps, earliest first.

    What began the evening before and runs past midnight is in it, whatever the rules say of this
    day, but for hours of this day that are called closed. On a closed day nothing begins.
    """
    calendar = Calendar(country)
    own = [] if closure_on(day, closures) else pieces_of(rules, day, calendar)
    night = [] if closure_on(day - DAY, closures) else pieces_of(rules, day - DAY, calendar)
    carried = [
        piece._replace(start=max(0, piece.start - WHOLE_DAY), end=piece.end - WHOLE_DAY)
        for piece in night
        if piece.end > WHOLE_DAY
    ]
    cuts = [p for rule in rules.rules if _cuts(rule, day, calendar) for p in _pieces(rule)]
    carried = _without(carried, [*own, *cuts])
    dated = [(piece, day - DAY) for piece in carried] + [(piece, day) for piece in own]
    return list(_filled(sorted(dated), day))


def _filled(dated: Iterable[tuple[Piece, date]], day: date) -> Iterable[Span]:
    midnight = datetime.combine(day, time())
    at = 0

    def moment(minute: int) -> datetime:
        return midnight + timedelta(minutes=minute)

    for piece, of in dated:
        if piece.start >= WHOLE_DAY:
            break
        if piece.start > at:
            yield Span(moment(at), moment(piece.start), State.CLOSED, day)
        at = min(piece.end, WHOLE_DAY)
        yield Span(moment(piece.start), moment(at), piece.state, of, piece.comment, piece.after_end)
    if at < WHOLE_DAY:
        yield Span(moment(at), moment(WHOLE_DAY), State.CLOSED, day)


def _is_cut(rule: Rule) -> bool:
    return rule.state is State.CLOSED and not rule.is_whole_day


def _cuts(rule: Rule, day: date, calendar: Calendar) -> bool:
    return _is_cut(rule) and rule.days.matches(day, calendar)


def _pieces(rule: Rule) -> list[Piece]:
    found: list[Piece] = []
    for span in rule.spans or (TimeSpan(0, WHOLE_DAY),):
        end = span.end
        if span.open_end:
            is_bare = span.end == WHOLE_DAY
            end = span.start if is_bare else span.end
            late = span.start >= _EVENING or span.end > WHOLE_DAY
            until = max(span.end, WHOLE_DAY) + (_MORNING if late else 0)
            after = Piece(end, until, State.UNKNOWN, rule.comment, after_end=True)
            found = _without(found, [after])
            found.append(after._replace(by_sun=span.by_sun))
        if end > span.start:
            piece = Piece(span.start, end, rule.state, rule.comment, by_sun=span.by_sun)
            found = [*_without(found, [piece]), piece]
    return found


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the sorted ``pieces`` with those that follow on each other and are alike as one.

    None becomes longer than a day: two clock times could not say so.
    """
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if (
            last is not None
            and last.end == piece.start
            and last[2:] == piece[2:]
            and piece.end - last.start <= WHOLE_DAY
        ):
            found[-1] = last._replace(end=piece.end)
        else:
            found.append(piece)
    return found


def _without(pieces: Iterable[Piece], cuts: Iterable[Piece]) -> list[Piece]:
    """Return what is left of ``pieces`` outside of ``cuts``."""
    left = list(pieces)
    for cut in cuts:
        parts: list[Piece] = []
        for piece in left:
            if piece.end <= cut.start or cut.end <= piece.start:
                parts.append(piece)
                continue
            if piece.start < cut.start:
                parts.append(piece._replace(end=cut.start))
            if cut.end < piece.end:
                parts.append(piece._replace(start=cut.end))
        left = parts
    return left
