"""The day and the hours of a plan, as a message tells them.

A time of day belongs to the plan's day, whatever the clock says now. Without a part of the day an
hour is one at which people are on their way: "at ten" is in the morning, "until three" is after
the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from actions.dialogue.state import PLAN
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.target_kind import overlap
from actions.interpretation.time_resolution import asked_times, day_named
from actions.itinerary.wish import MOST_SIGHTS, Wish

# The usual day of a visitor, where the message says nothing else: minutes from midnight.
WHOLE_DAY = (9 * 60 + 30, 18 * 60)
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
# A few hours that begin now must end by then; a plan with a dinner ends at that hour.
_LATEST_END, WITH_DINNER, WITH_LUNCH = 21 * 60, 20 * 60, 14 * 60 + 30
_LAST_MINUTE = 23 * 60 + 30
_FIRST_HOUR = 7 * 60
_NOON = 12 * 60
# "In one day" or "two days" tells the length of a plan, not its date.
_LENGTH = re.compile(r"offset=(?P<days>\d+)d|day=(?P<number>[1-5])")
_CLOCK = re.compile(r"(?:^|;)(?P<kind>clock|oclock)=(?P<hour>\d+):(?P<minute>\d+)")
_PART = re.compile(r"(?:^|;)part=(?P<part>[a-z]+)|(?:^|;)(?P<tonight>tonight)")
_LEAD, _STEP = 20, 30
# Who names an hour that is so long past means another day.
_LONG_PAST = 120
_MINUTES_PER_SIGHT = 75
_LATER, _EARLIER = 60, -60
_CHANGE, _PUT = "change_plan", "put"
_SEVERAL = 2


@dataclass(frozen=True)
class _Clock:
    minute: int
    is_open: bool  # Whether it may be of the morning or of the evening.
    is_end: bool


def timed(turn: Turn, wish: Wish, aside: Sequence[Entity] = ()) -> Wish:
    """Return the wish with the day and the hours that the message tells.

    ``aside`` are the times of the message that are of a meal or a stop.
    """
    said = set(turn.values("wish"))
    meals = [e for e in turn.entities if e["entity"] == "meal"]
    told = [
        e
        for e in turn.wanted
        if e["entity"] == "time" and e not in aside and not any(overlap(e, m) for m in meals)
    ]
    values = [str(e["value"]) for e in told if not _LENGTH.fullmatch(str(e["value"]))]
    days = _days(turn, values)
    day = days[0] if days else wish.date
    is_next = "next-day" in said or "next-day" in turn.values("trip")
    if is_next and not days:
        day += timedelta(days=1)
    elif is_next:
        # "From Sunday noon to the afternoon of the next day."
        days.append(day + timedelta(days=1))
    ending = _ending(told)
    told = [e for e in told if _is_of(turn, e, day)]
    begin, end, is_fixed = _hours_told(turn, wish, said, told)
    is_same = (begin, end) == (wish.begin, wish.end)
    later = [d for d in days if d > day]
    return replace(
        wish,
        day=day.isoformat(),
        begin=begin,
        end=end,
        is_fixed=is_fixed,
        most=wish.most if is_same else most_sights(begin, end),
        later=f"{later[0].isoformat()} {ending}".strip() if later else wish.later,
        is_moved=wish.is_moved and day == wish.date,
    )


def adds_something(turn: Turn) -> bool:
    """Say whether the message puts a thing into the plan, and takes or moves nothing."""
    edits = set(turn.values("edit"))
    is_in = _PUT in edits or "include" in turn.values("trip")
    things = ("place", "category", "cuisine", "break")
    is_thing = any(e["entity"] in things for e in turn.wanted)
    return is_in and is_thing and not edits & {"move", "drop", "swap"}


def clock_of(time: Entity) -> int | None:
    """Return the minute that a time of day names, None for one that names none."""
    match = _CLOCK.search(str(time["value"]))
    if match is None:
        return None
    minute = int(match["hour"]) * 60 + int(match["minute"])
    return _morning(_Clock(minute, match["kind"] == "oclock", is_end=False))


def part_of(time: Entity) -> tuple[int, int] | None:
    """Return the minutes of the part of the day that a time names, None for one that names none."""
    part = _part([str(time["value"])])
    return _PARTS[part] if part is not None else None


def in_time(turn: Turn, wish: Wish) -> Wish:
    """Let a plan for today begin from now on, and be for tomorrow where today is nearly over."""
    now = turn.now
    if wish.date != now.date():
        return wish
    passed = now.hour * 60 + now.minute
    if passed <= wish.begin:
        return wish
    soon = -(-(passed + _LEAD) // _STEP) * _STEP
    length = wish.end - wish.begin
    starts = {WHOLE_DAY[0], *(first for first, _ in _PARTS.values())}
    if wish.begin not in starts and passed - wish.begin > _LONG_PAST:
        return replace(wish, day=(wish.date + timedelta(days=1)).isoformat(), is_moved=True)
    is_usual = wish.begin == WHOLE_DAY[0] and not wish.is_fixed
    if is_usual and wish.end != WHOLE_DAY[1] and soon + length <= _LATEST_END:
        return replace(wish, begin=soon, end=soon + length)
    if wish.end - soon >= _HALF_DAY // 2:
        return replace(wish, begin=soon, most=min(wish.most, most_sights(soon, wish.end)))
    tomorrow = wish.date + timedelta(days=1)
    return replace(wish, day=tomorrow.isoformat(), is_moved=True)


def next_day(wish: Wish) -> Wish:
    """Return the wish for the day after, with the hours of the usual day or those told for it."""
    begin, end = WHOLE_DAY
    if wish.later is not None:
        day, _, ending = wish.later.partition(" ")
        if day == wish.day and ending.isdigit():
            begin, end = min(begin, int(ending) - _HALF_DAY), int(ending)
    return replace(wish, begin=begin, end=end, is_fixed=False, most=most_sights(begin, end))


def most_sights(begin: int, end: int) -> int:
    """Return how many sights such hours may hold."""
    return min(MOST_SIGHTS, max(1, (end - begin) // _MINUTES_PER_SIGHT))


def is_of_several_days(turn: Turn) -> bool:
    """Say whether the message asks for more than the one day that a plan has."""
    lengths = (_LENGTH.fullmatch(value) for value in turn.values("time"))
    days = [int(m["days"] or m["number"]) for m in lengths if m is not None]
    return "several" in turn.values("wish") or any(n > 1 for n in days)


def _days(turn: Turn, values: Sequence[str]) -> list[date]:
    """Return the days that the message names, each once, in its order; none that is over."""
    named = [value for value in values if day_named(value)]
    asked = asked_times(named, turn.now, turn.city.country)
    today = turn.now.date()
    return list(dict.fromkeys(a.days[0] for a in asked if a.days and a.days[-1] >= today))


def _hours_told(
    turn: Turn, wish: Wish, said: set[str], told: Sequence[Entity]
) -> tuple[int, int, bool]:
    begin, end, is_fixed = wish.begin, wish.end, wish.is_fixed
    is_running = turn.intent == _CHANGE and bool(turn.slots.get(PLAN))
    has_finish = any(e.get("role") == "finish" and e["entity"] != "time" for e in turn.wanted)
    has_finish = has_finish and not any(e.get("role") == "start" for e in turn.wanted)
    clocks = _clocks(told, said, has_finish=has_finish)
    part = _part([str(e["value"]) for e in told])
    length = _length(turn)
    if "whole" in said and not clocks:
        begin, end = min(begin, WHOLE_DAY[0]), max(end, WHOLE_DAY[1])
    if part is not None and is_running and adds_something(turn):
        # "And a café in the afternoon" keeps the morning.
        begin, end = min(begin, _PARTS[part][0]), max(end, _PARTS[part][1])
    elif part is not None and _is_of_a_stop(turn, told):
        # "The pier, then the museum, in the evening the market": the day is longer, not shorter.
        begin, end = _from_first_to_last(wish, told)
    elif part is not None:
        begin, end = _PARTS[part]
    firsts = [c for c in clocks if not c.is_end]
    lasts = [c for c in clocks if c.is_end]
    if len(firsts) > 1 and not lasts:
        firsts, lasts = firsts[:1], firsts[1:2]
    if firsts:
        begin = _morning(firsts[0])
        if is_running and not (is_fixed or lasts or part):
            # The same day, earlier or later.
            end = min(_LAST_MINUTE, end + begin - wish.begin)
        elif not is_fixed:
            end = min(_LAST_MINUTE, max(end, begin + _HALF_DAY))
    if lasts:
        end, is_fixed = _after(lasts[-1], begin if firsts else WHOLE_DAY[0] - _HALF_DAY), True
        if end <= begin and not firsts:
            begin = max(_FIRST_HOUR, end - _HALF_DAY)
    elif "half" in said and part is None and "easy" not in turn.values("trip"):
        end = begin + _HALF_DAY
    elif length is not None:
        end = begin + length * 60
    if not firsts and ("later" in said or "earlier" in said):
        begin += _LATER if "later" in said else _EARLIER
    return begin, min(end, _LAST_MINUTE), is_fixed


def _is_of_a_stop(turn: Turn, told: Sequence[Entity]) -> bool:
    """Say whether the parts of the day are those of stops: several, or one behind other stops."""
    parts = [e for e in told if part_of(e) is not None and "start" in e]
    stops = [e for e in turn.wanted if e["entity"] in ("place", "category") and "start" in e]
    if len({str(e["value"]) for e in stops}) < _SEVERAL or not parts:
        return False
    return len(parts) > 1 or min(int(e["start"]) for e in stops) < int(parts[0]["start"])


def _from_first_to_last(wish: Wish, told: Sequence[Entity]) -> tuple[int, int]:
    spans = [span for span in map(part_of, told) if span is not None]
    return min(wish.begin, *(b for b, _ in spans)), max(wish.end, *(e for _, e in spans))


def _is_of(turn: Turn, entity: Entity, day: date) -> bool:
    """Say whether a time is of the plan's day: it names that one, or none."""
    days = _days(turn, [str(entity["value"])])
    return not days or days[0] == day


def _clocks(told: Sequence[Entity], said: set[str], *, has_finish: bool) -> list[_Clock]:
    """Return the times of day in the message's order; the only one is when to be at a finish."""
    found = []
    for entity in told:
        match = _CLOCK.search(str(entity["value"]))
        if match is None:
            continue
        minute = int(match["hour"]) * 60 + int(match["minute"])
        is_end = entity.get("role") == "finish"
        found.append(_Clock(minute, match["kind"] == "oclock", is_end))
    if len(found) == 1 and ("until" in said or has_finish):
        return [replace(found[0], is_end=True)]
    return found


def _ending(told: Sequence[Entity]) -> str:
    """Return the minute at which the last day ends, an empty string where that is not told."""
    last = str(told[-1]["value"]) if told else ""
    clock, part = _CLOCK.search(last), _PART.search(last)
    if clock is not None:
        return str(_after(_Clock(int(clock["hour"]) * 60, clock["kind"] == "oclock", True), 0))
    if part is not None and part["part"] == "noon":
        return str(_NOON)
    return str(_PARTS[part["part"]][1]) if part is not None and part["part"] in _PARTS else ""


def _morning(clock: _Clock) -> int:
    if not clock.is_open:
        return clock.minute
    hour = clock.minute % _NOON
    return hour if hour >= _FIRST_HOUR else hour + _NOON


def _after(clock: _Clock, begin: int) -> int:
    """Return the first such time after ``begin``."""
    if not clock.is_open:
        return clock.minute
    early = clock.minute % _NOON
    return early if early > begin and early >= _FIRST_HOUR else early + _NOON


def _part(values: Sequence[str]) -> str | None:
    for value in values:
        match = _PART.search(value)
        if match is not None and _CLOCK.search(value) is None:
            part = "evening" if match["tonight"] else match["part"]
            return part if part in _PARTS else None
    return None


def _length(turn: Turn) -> int | None:
    """Return the hours that the visitor has, None where the message does not say."""
    told = turn.value("length") or ""
    return int(told) if told.isdigit() and 1 <= int(told) <= 14 else None
