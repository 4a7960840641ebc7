"""A plan in words, and as a payload that a widget can draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from actions.dialogue.contact_hint import sentences
from actions.dialogue.turn import Turn
from actions.interpretation.areas import district_name, unknown_area
from actions.itinerary.candidates import windows_on
from actions.itinerary.route import Leg, Visit
from actions.itinerary.wish import Wish, is_of_several_days
from actions.place_facts.cards import card, category
from actions.wording import formats
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line
from listings.models import Place

_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Stop:
    """A stop of a plan; a meal for which no restaurant is close by has no place."""

    place: Place | None
    visit: Visit


def plan_reply(turn: Turn, wish: Wish, stops: Sequence[Stop]) -> Reply:
    """Return the plan: a line for each stop and each way, then what is not sure, then the source.

    A button for each stop asks for its details.
    """
    places = [s.place for s in stops if s.place is not None]
    lines = [_heading(turn, wish, stops)]
    number = 0
    for stop in stops:
        number += stop.place is not None
        lines += _stop_lines(turn, stop, number)
    unsure = [p for p in places if windows_on(turn, p, wish.date) is None]
    if unsure:
        lines.append(turn.say("plan.unconfirmed", places=_with_phones(turn, unsure)))
    source = source_line(places, turn.language)
    lines += [turn.say("plan.estimate"), turn.say("plan.tips"), source]
    custom = {
        "type": "plan",
        "language": turn.language,
        "day": wish.day,
        "title": lines[0],
        "stops": [_drawn(turn, s, is_sure=s.place not in unsure) for s in stops],
        "note": turn.say("plan.estimate"),
        "source": source,
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
    traits = []
    if wish.district:
        traits.append(district_name(turn, wish.district))
    traits += [turn.word("category", k) for k in wish.kinds]
    if wish.indoor:
        traits.append(turn.say("plan.indoor"))
    if wish.children:
        traits.append(turn.say("plan.children"))
    traits += [turn.say("plan.without", what=turn.word("category", k)) for k in wish.without]
    told = " · ".join([heading, *traits])
    return "\n".join(x for x in (_notice(turn, wish), told) if x)


def _notice(turn: Turn, wish: Wish) -> str:
    """Say what of the message the plan does not follow; an empty string where it follows all."""
    said = []
    area = unknown_area(turn)
    if area and not wish.district:
        said.append(turn.say("area.unknown", area=area, city=turn.city_name()))
    if wish.is_moved:
        said.append(turn.say("plan.moved"))
    if is_of_several_days(turn):
        said.append(turn.say("plan.one_day"))
    return sentences(turn, *said)


def _stop_lines(turn: Turn, stop: Stop, number: int) -> list[str]:
    visit = stop.visit
    times = {"first": _clock(turn, visit.arrive), "last": _clock(turn, visit.leave)}
    if stop.place is None:
        return [turn.say("plan.free_meal", **times)]
    lines = [_way(turn, visit.leg)] if visit.leg is not None else []
    kind = category(turn, stop.place)
    name = turn.title(stop.place)
    key = "plan.meal" if visit.sight is None else "plan.stop"
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
        "meal": visit.sight is None,
        "confirmed": is_sure,
        "way": _way(turn, leg) if leg is not None else None,
        "card": card(turn, stop.place) if stop.place is not None else None,
    }
