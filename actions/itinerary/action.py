"""A plan for a day or a part of it, and its changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import PLAN, SEARCH, SHOWN
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.named_places import named_place, places_named
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.running_answer import given_up
from actions.interpretation.unclear import UnclearError
from actions.itinerary.candidates import is_left_out, meal_name, point_of, restaurant_for, sights
from actions.itinerary.hours_wished import in_time, next_day
from actions.itinerary.reading import changed, new_wish
from actions.itinerary.reply import Stop, plan_reply
from actions.itinerary.route import DINNER, LUNCH, Frame, Sight, best_route, rounded
from actions.itinerary.wish import MOST_SIGHTS, Wish
from actions.topic_action import TopicAction
from actions.wording.reply import Reply, button
from listings.models import Attraction

_AWAY = frozenset({"remove", "without"})
_MEALS = {"lunch": LUNCH, "dinner": DINNER}


class ActionPlanVisit(TopicAction):
    """Plans a day from the listings."""

    intent = "plan_visit"

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


@dataclass(frozen=True)
class _Named:
    """The ids of the places that a message wants in the plan, and of those that it wants out."""

    wanted: tuple[str, ...]
    away: tuple[str, ...]


def plan(turn: Turn) -> Reply:
    """Answer with a new plan."""
    try:
        named = _named(turn, ())
    except UnclearError as unclear:
        return unclear.reply
    wish = replace(new_wish(turn), asked_for=named.wanted, dropped=named.away)
    return _planned(turn, wish, ())


def change_plan(turn: Turn) -> Reply:
    """Answer with the last plan changed as the message says.

    Where it says nothing that a plan could follow, the answer asks what to change; asked for its
    hours it tells the plan again. Without a plan it is a new one.
    """
    last = _last_wish(turn)
    if last is None:
        return plan(turn)
    before = _last_places(turn)
    try:
        named = _named(turn, before)
        away = [*named.away, *(_stop_at(turn, o, before) for o in _ordinals(turn))]
    except UnclearError as unclear:
        return unclear.reply
    kept = tuple(p for p in (*last.asked_for, *named.wanted) if p not in away)
    wish = replace(
        last,
        asked_for=tuple(dict.fromkeys(kept)),
        dropped=tuple(p for p in (*last.dropped, *away) if p not in named.wanted),
    )
    wish = in_time(turn, changed(turn, wish))
    said = set(turn.values("wish"))
    if wish.day != last.day and ("next-day" in said or "next-day" in turn.values("trip")):
        wish = replace(next_day(wish), dropped=(*wish.dropped, *before), asked_for=())
        before = []
    if wish == last:
        if not _says_something(turn):
            return Reply(turn.say("plan.how"), _changes(turn))
        if "other" in said:
            gone = [p for p in before if p not in wish.asked_for]
            wish, before = replace(wish, dropped=(*wish.dropped, *gone)), []
    removes = "remove" in said or "drop" in turn.values("trip")
    if away and removes and not named.wanted:
        wish = replace(wish, most=max(1, len(before) - len(away) - _meals(turn)))
    order = _order(before, away, named.wanted)
    return _planned(turn, wish, [p for p in before if p not in away], order)


def _ordinals(turn: Turn) -> list[str]:
    return [str(e["value"]) for e in turn.entities if e["entity"] == "ordinal"]


def _says_something(turn: Turn) -> bool:
    """Say whether the message speaks of the plan: what already holds is told again."""
    return any(map(turn.values, ("wish", "trip", "meal", "attribute", "time")))


def _named(turn: Turn, before: Sequence[str]) -> _Named:
    """Return the places that the message wants in the plan or out of it.

    Raises:
        UnclearError: It names one that is not known, or several alike.
    """
    aside = {str(e["value"]) for e in given_up(turn)}
    wanted = [p.id for p in places_named(turn) if p.id not in aside]
    put_aside = (*turn.denied, *given_up(turn))
    denied = [str(e["value"]) for e in put_aside if e["entity"] == "place"]
    # "The museum is not in it, put the museum in": the last word counts.
    denied = [p for p in denied if listed_place(turn, p) is not None and p not in wanted]
    if "include" in turn.values("trip") and not wanted:
        # "There is no castle in it, add that": it is missed, not unwanted.
        missed = [e for e in turn.denied if e["entity"] == "place" and e["value"] not in before]
        if missed:
            there = replace(turn, entities=tuple(_wanted_again(e, missed) for e in turn.entities))
            place = named_place(there)
            return _Named((place.id,) if isinstance(place, Attraction) else (), ())
    said = set(turn.values("wish"))
    has_ends = any(e.get("role") in ("start", "finish") for e in turn.wanted)
    if not wanted and not denied and not has_ends:
        place = named_place(turn)
        wanted = [place.id] if isinstance(place, Attraction) else []
    if said & _AWAY and not denied and "include" not in turn.values("trip"):
        out = [p for p in wanted if p in before or "remove" in said]
        return _Named(tuple(p for p in wanted if p not in out), tuple(out))
    return _Named(tuple(wanted), tuple(dict.fromkeys(denied)))


def _wanted_again(entity: Entity, missed: Sequence[Entity]) -> Entity:
    if not any(entity is e for e in missed):
        return entity
    return {key: value for key, value in entity.items() if key not in ("polarity", "role")}


def _order(before: Sequence[str], away: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the order that the stops keep: who comes for another takes that one's turn."""
    coming = [p for p in wanted if p not in before]
    order: list[str] = []
    for place in before:
        if place not in away:
            order.append(place)
        elif coming:
            order.append(coming.pop(0))
    return tuple(order)


def _stop_at(turn: Turn, ordinal: str, before: Sequence[str]) -> str:
    number = int(ordinal) if ordinal.lstrip("-").isdigit() else 0
    index = number - 1 if number > 0 else len(before) + number
    if number == 0 or not 0 <= index < len(before):
        raise UnclearError(Reply(turn.say_count("plan.out_of_range", len(before))))
    return before[index]


def _planned(turn: Turn, wish: Wish, before: Sequence[str], order: Sequence[str] = ()) -> Reply:
    wish, unfit = _without_unfit(turn, wish)
    candidates = sights(turn, wish, before)
    most = max(wish.most, min(MOST_SIGHTS, len(wish.asked_for)))
    visits = rounded(best_route(candidates, wish.begin, wish.end, most, _frame(turn, wish, order)))
    if not visits:
        return _nothing(turn, wish)
    stops: list[Stop] = []
    taken: list[str] = []
    last: Sight | None = None
    for visit in visits:
        if visit.sight is not None:
            place, last = listed_place(turn, visit.sight.id), visit.sight
        else:
            near = last or next(v.sight for v in visits if v.sight is not None)
            place = restaurant_for(turn, wish, visit, near, taken)
        if place is not None:
            taken.append(place.id)
        stops.append(Stop(place, visit, meal_name(visit) if visit.sight is None else None))
    reply = plan_reply(turn, wish, stops, before, unfit)
    slots = {PLAN: {"wish": wish.to_slot(), "places": taken}, SHOWN: taken, SEARCH: None}
    return replace(reply, buttons=(*reply.buttons, *_changes(turn)), slots=slots)


def _without_unfit(turn: Turn, wish: Wish) -> tuple[Wish, list[str]]:
    """Return the wish without the places that an earlier message named and this one rules out."""
    named = {p.id for p in places_named(turn)}
    unfit = []
    for place_id in wish.asked_for:
        place = listed_place(turn, place_id)
        if place_id in named or not isinstance(place, Attraction):
            continue
        if is_left_out(turn, place, wish):
            unfit.append(place_id)
    left = tuple(p for p in wish.asked_for if p not in unfit)
    return replace(wish, asked_for=left), unfit


def _frame(turn: Turn, wish: Wish, order: Sequence[str]) -> Frame:
    ends = [listed_place(turn, p) if p else None for p in (wish.start, wish.finish)]
    start, finish = (point_of(p) if p is not None else None for p in ends)
    meals = tuple(times for name, times in _MEALS.items() if name not in wish.no_meals)
    asked = {str(e["value"]) for e in turn.wanted if e["entity"] == "meal"} | set(wish.sea_meals)
    wanted = tuple(times for name, times in _MEALS.items() if name in asked and times in meals)
    return Frame(meals, wanted, start, finish, wish.easy, tuple(order))


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
