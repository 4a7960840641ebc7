"""What a visitor wants of a plan, as the conversation keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from actions.dialogue.turn import Turn
from actions.interpretation.areas import district_in
from actions.interpretation.suitability import is_with_children
from actions.interpretation.time_resolution import Asked, asked_times

# The usual day of a visitor, where the message says nothing else: minutes from midnight.
_WHOLE_DAY = (9 * 60 + 30, 18 * 60)
_HALF_DAY = 4 * 60
_PARTS = {
    "dawn": (6 * 60, 10 * 60),
    "morning": (9 * 60, 13 * 60),
    "noon": (11 * 60, 15 * 60),
    "afternoon": (13 * 60 + 30, 18 * 60),
    "dusk": (16 * 60, 20 * 60),
    "evening": (18 * 60, 22 * 60),
    "night": (18 * 60, 23 * 60),
}
# A few hours that begin now must end by then.
_LATEST_END = 21 * 60
_LAST_MINUTE = 23 * 60 + 30
# "In one day" or "two days" tells the length of a plan, not its date.
_LENGTH = re.compile(r"offset=(?P<days>\d+)d|day=(?P<number>[1-5])")
_LEAD = 20
_STEP = 30
_MINUTES_PER_SIGHT = 75
MOST_SIGHTS = 5
_FEW = 3


@dataclass(frozen=True)
class Wish:
    """A plan's day and hours (minutes from midnight), and what it should and should not hold.

    ``most`` is how many sights at most. ``dropped`` are places that the visitor put aside,
    ``asked_for`` those named; ``is_moved`` says that it was too late for today.
    """

    day: str
    begin: int
    end: int
    most: int = MOST_SIGHTS
    indoor: bool = False
    children: bool = False
    district: str | None = None
    kinds: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    asked_for: tuple[str, ...] = ()
    is_moved: bool = False

    @property
    def date(self) -> date:
        """The day of the plan."""
        return date.fromisoformat(self.day)

    @classmethod
    def from_slot(cls, value: Any) -> Wish | None:
        """Read what :meth:`to_slot` wrote; None for anything else, as of another version."""
        if not isinstance(value, Mapping) or set(value) != {f.name for f in fields(cls)}:
            return None
        read: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}
        return cls(**read)

    def to_slot(self) -> dict[str, Any]:
        """Return the wish as JSON-able values."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}


def new_wish(turn: Turn) -> Wish:
    """Return what the message asks of a new plan."""
    today = turn.now.date().isoformat()
    return _in_time(turn, changed(turn, Wish(today, *_WHOLE_DAY)))


def changed(turn: Turn, wish: Wish) -> Wish:
    """Return ``wish`` as the message changes it; the same where it says nothing about a plan."""
    said = set(turn.values("wish"))
    wish = _timed(turn, wish, said)
    kinds = tuple(turn.values("category"))
    denied = tuple(str(e["value"]) for e in turn.denied if e["entity"] == "category")
    if not denied and kinds and ("without" in said or turn.value("dropped")):
        denied = kinds
    if denied:
        gone = tuple(k for k in denied if k not in wish.without)
        wish = replace(wish, without=wish.without + gone)
        wish = replace(wish, kinds=tuple(k for k in wish.kinds if k not in wish.without))
    elif kinds:
        left = tuple(k for k in wish.without if k not in kinds)
        wish = replace(wish, kinds=kinds, without=left)
    district = district_in(turn)
    return replace(
        wish,
        district=district or wish.district,
        indoor="indoor" in said or (wish.indoor and "outdoor" not in said),
        children=(is_with_children(turn) and "without" not in said) or wish.children,
        most=min(wish.most, _FEW) if "slow" in said else wish.most,
    )


def _timed(turn: Turn, wish: Wish, said: set[str]) -> Wish:
    begin, end = wish.begin, wish.end
    told = [value for value in turn.values("time") if not _LENGTH.fullmatch(value)]
    asked = asked_times(told, turn.now, turn.city.country)
    day = _day_of(asked, wish)
    if "next-day" in said and day == wish.date:
        day += timedelta(days=1)
    clocks = [_minutes(a.begin) for a in asked if a.begin is not None and a.end is None]
    part = next((a.part for a in asked if a.part in _PARTS), None)
    hours = _hours(turn)
    if "whole" in said and not clocks:
        begin, end = min(begin, _WHOLE_DAY[0]), max(end, _WHOLE_DAY[1])
    if part is not None:
        begin, end = _PARTS[part]
    if len(clocks) > 1 and clocks[1] > clocks[0]:
        begin, end = clocks[0], clocks[1]
    elif clocks and "until" in said:
        end = clocks[0]
    elif clocks:
        begin, end = clocks[0], max(end, clocks[0] + _HALF_DAY)
    if "half" in said and part is None:
        end = begin + _HALF_DAY
    elif hours is not None:
        end = begin + hours * 60
    if "later" in said or "earlier" in said:
        begin += 60 if "later" in said else -60
    end = min(end, _LAST_MINUTE)
    is_same = (begin, end) == (wish.begin, wish.end)
    return replace(
        wish,
        day=day.isoformat(),
        begin=begin,
        end=end,
        most=wish.most if is_same else _most(begin, end),
        is_moved=wish.is_moved and day == wish.date,
    )


def _day_of(asked: list[Asked], wish: Wish) -> date:
    """Return the first day that the message names, else the day of the plan."""
    named = [a.days[0] for a in asked if a.days and (a.begin is None or a.part is not None)]
    named += [a.days[0] for a in asked if a.days]
    return named[0] if named else wish.date


def _in_time(turn: Turn, wish: Wish) -> Wish:
    """Let a plan for today begin from now on, and be for tomorrow where today is nearly over."""
    now = turn.now
    if wish.date != now.date():
        return wish
    passed = now.hour * 60 + now.minute
    if passed <= wish.begin:
        return wish
    soon = -(-(passed + _LEAD) // _STEP) * _STEP
    length = wish.end - wish.begin
    if wish.begin == _WHOLE_DAY[0] and wish.end != _WHOLE_DAY[1] and soon + length <= _LATEST_END:
        return replace(wish, begin=soon, end=soon + length)
    if wish.end - soon >= _HALF_DAY // 2:
        return replace(wish, begin=soon, most=min(wish.most, _most(soon, wish.end)))
    return replace(wish, day=_after(wish), is_moved=True)


def _most(begin: int, end: int) -> int:
    return min(MOST_SIGHTS, max(1, (end - begin) // _MINUTES_PER_SIGHT))


def _after(wish: Wish) -> str:
    return (wish.date + timedelta(days=1)).isoformat()


def is_of_several_days(turn: Turn) -> bool:
    """Say whether the message asks for more than the one day that a plan has."""
    lengths = (_LENGTH.fullmatch(value) for value in turn.values("time"))
    days = [int(m["days"] or m["number"]) for m in lengths if m is not None]
    return "several" in turn.values("wish") or any(n > 1 for n in days)


def _hours(turn: Turn) -> int | None:
    """Return the hours that the visitor has, None where the message does not say."""
    told = turn.value("length") or ""
    return int(told) if told.isdigit() and 1 <= int(told) <= 14 else None


def _minutes(span: timedelta | None) -> int:
    return int((span or timedelta()).total_seconds()) // 60
