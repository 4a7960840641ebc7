"""Stops and meals that the visitor wants at a time of their own, or first, or last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.dialogue.state import PLAN
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.clauses import is_one_clause
from actions.itinerary.hours_wished import adds_something, clock_of, part_of
from actions.itinerary.verbs import FIRST, LAST, MOVE, objects_of, says
from actions.itinerary.wish import Wish

_MEALS = ("lunch", "dinner")
_CHANGE = "change_plan"
# How far from an hour that is named a meal may begin, and a visit end.
_ABOUT, _VISIT = 20, 4 * 60
# So many characters between a meal and its hour, as in "lunch at around one".
_BESIDE = 14


def with_moves(turn: Turn, wish: Wish) -> Wish:
    """Return the wish with the stops that the message moves, and those it puts first or last.

    The hours of the plan stay as they are; so does the wish where nothing is moved.
    """
    places = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    first, last = (objects_of(turn, verb, places) for verb in (FIRST, LAST))
    if first:
        wish = replace(wish, first=str(first[0]["value"]))
    if last and says(turn, LAST):
        wish = replace(wish, last=str(last[-1]["value"]))
    times = _times_told(turn)
    is_running = turn.intent == _CHANGE and bool(turn.slots.get(PLAN))
    moved = objects_of(turn, MOVE, places)
    if not moved and is_running and adds_something(turn):
        # "A night market in the evening": the time is that of what is put in.
        part = times if times is not None and not _has_clock(turn) else None
        moved, times = (places, part) if part is not None else ([], None)
    if not moved or times is None:
        return wish
    ids = {str(e["value"]) for e in moved}
    kept = tuple(pair for pair in wish.at if pair.partition("=")[0] not in ids)
    return replace(wish, at=(*kept, *(f"{i}={times[0]}-{times[1]}" for i in sorted(ids))))


def _has_clock(turn: Turn) -> bool:
    return any(clock_of(e) is not None for e in turn.wanted if e["entity"] == "time")


def meal_times(turn: Turn, wish: Wish) -> Wish:
    """Return the wish with the hours that stand beside a meal: "lunch at one"."""
    told = {}
    for time in hours_of_meals(turn):
        meal = _meal_of(turn, time)
        clock = clock_of(time)
        if meal is not None and clock is not None:
            told[meal] = f"{meal}={clock - _ABOUT}-{clock + _ABOUT}"
    if not told:
        return wish
    kept = tuple(pair for pair in wish.at if pair.partition("=")[0] not in told)
    return replace(wish, at=(*kept, *told.values()))


def hours_of_meals(turn: Turn) -> list[Entity]:
    """Return the times of the message that are those of a meal and not of the plan."""
    times = [e for e in turn.wanted if e["entity"] == "time" and "start" in e]
    return [e for e in times if clock_of(e) is not None and _meal_of(turn, e) is not None]


def _meal_of(turn: Turn, time: Entity) -> str | None:
    if time.get("role") in ("start", "finish"):
        return None
    for meal in turn.wanted:
        if meal["entity"] != "meal" or meal["value"] not in _MEALS or "start" not in meal:
            continue
        gap = max(int(time["start"]) - int(meal["end"]), int(meal["start"]) - int(time["end"]))
        if 0 <= gap <= _BESIDE and is_one_clause(turn.text, time, meal):
            return str(meal["value"])
    return None


def _times_told(turn: Turn) -> tuple[int, int] | None:
    times: Sequence[Entity] = [e for e in turn.wanted if e["entity"] == "time"]
    for time in times:
        clock, part = clock_of(time), part_of(time)
        if clock is not None:
            return clock - _ABOUT, clock + _VISIT
        if part is not None:
            return part
    return None
