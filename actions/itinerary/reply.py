"""A plan in words, and as a payload that a widget can draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from actions.dialogue.turn import Turn
from actions.interpretation.place_lookup import listed_place
from actions.itinerary.candidates import point_of, windows_on
from actions.itinerary.notices import notice, traits_told
from actions.itinerary.route import Leg, Visit, leg_between
from actions.itinerary.wish import Wish
from actions.place_facts.cards import card, category
from actions.place_facts.maps import map_of_plan
from actions.wording import formats
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line
from listings.models import Place

_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Stop:
    """A stop of a plan; a meal for which no restaurant is close by has no place.

    ``meal`` is "lunch" or "dinner", None for a sight.
    """

    place: Place | None
    visit: Visit
    meal: str | None = None


def plan_reply(
    turn: Turn,
    wish: Wish,
    stops: Sequence[Stop],
    before: Sequence[str] = (),
    unfit: Sequence[str] = (),
) -> Reply:
    """Return the plan: a line for each stop and each way, then what is not sure, then the source.

    A button for each stop asks for its details. ``before`` are the stops of the plan that it
    changes, ``unfit`` places asked for earlier that are ruled out now.
    """
    places = [s.place for s in stops if s.place is not None]
    heading = _heading(turn, wish, stops)
    meals = {s.meal for s in stops if s.meal is not None}
    said = notice(turn, wish, places, meals, before, unfit)
    lines = [x for x in (said, heading) if x]
    number = 0
    for stop in stops:
        number += stop.place is not None
        lines += _stop_lines(turn, stop, number)
    lines += _way_back(turn, wish, stops)
    unsure = [p for p in places if windows_on(turn, p, wish.date) is None]
    if unsure:
        lines.append(turn.say("plan.unconfirmed", places=_with_phones(turn, unsure)))
    source = source_line(places, turn.language, turn.sources)
    lines += [turn.say("plan.estimate"), turn.say("plan.tips"), source]
    custom = {
        "type": "plan",
        "language": turn.language,
        "day": wish.day,
        "title": heading,
        "stops": [_drawn(turn, s, is_sure=s.place not in unsure) for s in stops],
        "note": turn.say("plan.estimate"),
        "source": source,
        "drawing": map_of_plan(turn, places),
    }
    buttons = tuple(button(turn.name(p), "ask_details", place=p.id) for p in places)
    return Reply("\n".join(lines), buttons, custom)


def _heading(turn: Turn, wish: Wish, stops: Sequence[Stop]) -> str:
    heading = turn.say(
        "plan.heading",
        day=formats.day(wish.date, turn.now.date(), turn.language),
        first=_clock(turn, stops[0].visit.arrive),
        last=_clock(turn, stops[-1].visit.leave),
    )
    places = [s.place for s in stops if s.place is not None]
    return " · ".join([heading, *traits_told(turn, wish, places)])


def _way_back(turn: Turn, wish: Wish, stops: Sequence[Stop]) -> list[str]:
    """Return the way to where the plan must end and when it gets there; nothing without one."""
    finish = listed_place(turn, wish.finish) if wish.finish else None
    last = next((s for s in reversed(stops) if s.place is not None), None)
    if finish is None or last is None or last.place is None:
        return []
    leg = leg_between(point_of(last.place), point_of(finish))
    arrive = _clock(turn, stops[-1].visit.leave + leg.minutes)
    return [_way(turn, leg), turn.say("plan.back", time=arrive, place=turn.title(finish))]


def _stop_lines(turn: Turn, stop: Stop, number: int) -> list[str]:
    visit = stop.visit
    times = {"first": _clock(turn, visit.arrive), "last": _clock(turn, visit.leave)}
    if stop.place is None:
        return [turn.say("plan.free_meal", **times)]
    lines = [_way(turn, visit.leg)] if visit.leg is not None else []
    kind = category(turn, stop.place)
    name = turn.title(stop.place)
    key = "plan.stop" if stop.meal is None else "plan.meal"
    told = turn.say(key, number=number, place=f"{name} – {kind}" if kind else name, **times)
    return [*lines, told]


def _way(turn: Turn, leg: Leg) -> str:
    if leg.metres is None:
        return turn.say("plan.way_unknown")
    distance = formats.distance(leg.metres, turn.language)
    key = "plan.walk" if leg.on_foot else "plan.ride"
    return turn.say(key, distance=distance, minutes=leg.minutes)


def _with_phones(turn: Turn, places: Sequence[Place]) -> str:
    told = [
        turn.say("plan.with_phone", name=turn.name(p), phone=p.phone) if p.phone else turn.name(p)
        for p in places
    ]
    return formats.row(told, turn.language)


def _clock(turn: Turn, minutes: int) -> str:
    hour, minute = divmod(minutes % _DAY_MINUTES, 60)
    return formats.clock(time(hour, minute), turn.language)


def _drawn(turn: Turn, stop: Stop, *, is_sure: bool) -> dict[str, Any]:
    """Return a stop as JSON-able values; ``card`` is None for a meal without a restaurant."""
    visit, leg = stop.visit, stop.visit.leg
    return {
        "arrive": _clock(turn, visit.arrive),
        "leave": _clock(turn, visit.leave),
        "meal": stop.meal is not None,
        "confirmed": is_sure,
        "way": _way(turn, leg) if leg is not None else None,
        "card": card(turn, stop.place) if stop.place is not None else None,
    }
