"""A plan for a day or a part of it, and its changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import PLAN, SEARCH, SHOWN
from actions.dialogue.turn import Turn
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.references import UnclearError, named_place
from actions.itinerary.candidates import restaurant_for, sights
from actions.itinerary.reply import Stop, plan_reply
from actions.itinerary.route import Sight, best_route, rounded
from actions.itinerary.wish import Wish, changed, new_wish
from actions.topic_action import TopicAction
from actions.wording.reply import Reply, button

_AWAY = frozenset({"remove", "without"})


class ActionPlanVisit(TopicAction):
    """Plans a day from the listings."""

    def name(self) -> str:
        return "action_plan_visit"

    def answer(self, turn: Turn) -> Reply:
        return plan(turn)


class ActionChangePlan(TopicAction):
    """Changes the last plan: a stop, its hours or day, what it should hold."""

    intent = "change_plan"

    def name(self) -> str:
        return "action_change_plan"

    def answer(self, turn: Turn) -> Reply:
        return change_plan(turn)


def plan(turn: Turn) -> Reply:
    """Answer with a new plan."""
    try:
        place = named_place(turn)
    except UnclearError as unclear:
        return unclear.reply
    wish = new_wish(turn)
    if place is not None:
        wish = replace(wish, asked_for=(place.id,))
    return _planned(turn, wish, ())


def change_plan(turn: Turn) -> Reply:
    """Answer with the last plan changed as the message says.

    Where it says nothing that a plan could follow, the answer asks what to change. Without a plan
    it is a new one.
    """
    last = _last_wish(turn)
    if last is None:
        return plan(turn)
    before = _last_places(turn)
    try:
        wish, away = _with_places(turn, last, before)
    except UnclearError as unclear:
        return unclear.reply
    wish = changed(turn, wish)
    said = set(turn.values("wish"))
    if "next-day" in said:
        wish = replace(wish, dropped=(*wish.dropped, *before))
        before = []
    if wish == last:
        if "other" not in said:
            return Reply(turn.say("plan.how"), _changes(turn))
        wish, before = replace(wish, dropped=(*wish.dropped, *before)), []
    if away and "remove" in said:
        wish = replace(wish, most=max(1, len(before) - len(away) - _meals(turn)))
    return _planned(turn, wish, [p for p in before if p not in away])


def _with_places(turn: Turn, wish: Wish, before: Sequence[str]) -> tuple[Wish, list[str]]:
    """Return the wish with the stops that the message names, and those that it puts aside."""
    said = set(turn.values("wish"))
    place, away = named_place(turn), []
    if place is not None and (place.id in before or said & _AWAY):
        away = [place.id]
    elif place is not None:
        wish = replace(wish, asked_for=(*wish.asked_for, place.id))
    for ordinal in turn.values("ordinal"):
        away.append(_stop_at(turn, ordinal, before))
    left = tuple(p for p in wish.asked_for if p not in away)
    return replace(wish, asked_for=left, dropped=(*wish.dropped, *away)), away


def _stop_at(turn: Turn, ordinal: str, before: Sequence[str]) -> str:
    number = int(ordinal) if ordinal.lstrip("-").isdigit() else 0
    index = number - 1 if number > 0 else len(before) + number
    if number == 0 or not 0 <= index < len(before):
        raise UnclearError(Reply(turn.say_count("plan.out_of_range", len(before))))
    return before[index]


def _planned(turn: Turn, wish: Wish, before: Sequence[str]) -> Reply:
    candidates = sights(turn, wish, before)
    visits = rounded(best_route(candidates, wish.begin, wish.end, wish.most))
    if not visits:
        return _nothing(turn, wish)
    stops: list[Stop] = []
    taken: list[str] = []
    last: Sight | None = None
    for visit in visits:
        if visit.sight is not None:
            place, last = listed_place(turn, visit.sight.id), visit.sight
        else:
            place = restaurant_for(turn, wish, visit, last, taken) if last is not None else None
        if place is not None:
            taken.append(place.id)
        stops.append(Stop(place, visit))
    reply = plan_reply(turn, wish, stops)
    slots = {PLAN: {"wish": wish.to_slot(), "places": taken}, SHOWN: taken, SEARCH: None}
    return replace(reply, buttons=(*reply.buttons, *_changes(turn)), slots=slots)


def _nothing(turn: Turn, wish: Wish) -> Reply:
    """Say that nothing fits; the plan before stays."""
    text = turn.say("plan.none", city=turn.city_name())
    return Reply(sentences(turn, text, call_office(turn)), _changes(turn))


def _changes(turn: Turn) -> tuple:
    return (
        button(turn.say("button.plan_half"), "change_plan", wish="half"),
        button(turn.say("button.plan_indoor"), "change_plan", wish="indoor"),
        button(turn.say("button.plan_other"), "change_plan", wish="other"),
    )


def _last_wish(turn: Turn) -> Wish | None:
    kept: Any = turn.slots.get(PLAN)
    return Wish.from_slot(kept.get("wish")) if isinstance(kept, dict) else None


def _last_places(turn: Turn) -> list[str]:
    kept: Any = turn.slots.get(PLAN)
    return [str(p) for p in kept.get("places") or ()] if isinstance(kept, dict) else []


def _meals(turn: Turn) -> int:
    """Return how many stops of the last plan are meals."""
    places = [listed_place(turn, p) for p in _last_places(turn)]
    return sum(p is not None and p.kind == "restaurant" for p in places)
