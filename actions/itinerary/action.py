"""A plan for a day or a part of it, and its changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS, PLAN, SEARCH, SHOWN
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.named_places import named_place, places_named
from actions.interpretation.place_lookup import listed_place, listed_places
from actions.interpretation.plan_stops import stop_ids
from actions.interpretation.running_answer import given_up
from actions.interpretation.unclear import UnclearError
from actions.itinerary.breaks import break_of
from actions.itinerary.candidates import is_left_out, meal_name
from actions.itinerary.day import day_in_order, day_of
from actions.itinerary.exchange import order_of, other_for, same_stops
from actions.itinerary.hours_wished import WITH_DINNER, adds_something, in_time, next_day
from actions.itinerary.reading import changed, new_wish
from actions.itinerary.reply import Stop, plan_reply
from actions.itinerary.spots import meal_spots
from actions.itinerary.things import with_things
from actions.itinerary.verbs import FIRST, IN, LAST, MOVE, OUT, SWAP, objects_of, says, verb_of
from actions.itinerary.wish import MOST_SIGHTS, Wish
from actions.topic_action import TopicAction
from actions.wording.reply import Reply, button
from listings.models import Attraction, Restaurant

_AWAY = frozenset({"remove", "without"})


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
    turn = with_things(turn, ())
    spots, turn = meal_spots(turn)
    try:
        named = _named(turn, ())
    except UnclearError as unclear:
        return unclear.reply
    wish = replace(new_wish(turn), asked_for=named.wanted, dropped=named.away, spots=spots)
    if "tour" in turn.values("trip") and named.wanted:
        # Who asks whether these can be done in a day asks for no others.
        wish = replace(wish, most=len({*named.wanted, *wish.kinds}), only=True)
    return _planned(turn, wish, ())


def change_plan(turn: Turn) -> Reply:
    """Answer with the last plan changed as the message says.

    Where it says nothing that a plan could follow, the answer asks what to change; asked for its
    hours it tells the plan again. Without a plan it is a new one.
    """
    last = _last_wish(turn)
    if last is None:
        return plan(turn)
    # That it was too late for today has been said.
    last = replace(last, is_moved=False)
    before = stop_ids(turn)
    if _asks_hours(turn):
        told = _planned(turn, last, before, before)
        return Reply(str((told.custom or {}).get("title") or told.text), _changes(turn))
    if _asks_again(turn):
        return _planned(turn, last, before, before, before)
    turn = with_things(turn, before, last.dropped)
    spots, turn = meal_spots(turn)
    try:
        named = _named(turn, before)
        away = [*named.away, *(_stop_at(turn, o, before) for o in _ordinals(turn))]
        away += _pointed_out(turn, before) if not away and not named.wanted else []
    except UnclearError as unclear:
        return unclear.reply
    kept = tuple(p for p in (*last.asked_for, *named.wanted) if p not in away)
    wish = replace(
        last,
        asked_for=tuple(dict.fromkeys(kept)),
        dropped=tuple(p for p in (*last.dropped, *away) if p not in named.wanted),
    )
    wish = in_time(turn, changed(turn, replace(wish, spots=spots or wish.spots)))
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
    unmoved = _not_in_plan(turn)
    if unmoved:
        return Reply(turn.say("plan.not_in_it", what=unmoved), _changes(turn))
    removes = "remove" in said or says(turn, OUT)
    if away and removes and not named.wanted:
        wish = _without_eating(turn, wish, before, away)
    left = sum(isinstance(p, Attraction) for p in listed_places(turn, before) if p.id not in away)
    added = [p for p in (*named.wanted, *wish.kinds) if p not in (*before, *last.kinds)]
    if away and removes and not says(turn, IN) and not named.wanted:
        wish = replace(wish, most=max(1, left))
    elif adds_something(turn) and (wish.begin, wish.end) != (last.begin, last.end):
        # The day is longer for what is put in, and not for others.
        seen = [p for p in listed_places(turn, added) if isinstance(p, Attraction)]
        coming_kinds = sum(kind in added for kind in wish.kinds)
        most = left + len(seen) + coming_kinds
        wish = replace(wish, most=min(MOST_SIGHTS, max(1, most)))
    elif wish.begin != last.begin and wish.end - wish.begin <= last.end - last.begin:
        wish = replace(wish, most=max(1, min(wish.most, left)))
    elif added and any(says(turn, verb) for verb in (IN, FIRST, LAST)):
        wish = replace(wish, most=min(MOST_SIGHTS, max(wish.most, left + len(added))))
    coming = named.wanted or other_for(turn, wish, last, before, away)
    moved = {pair.partition("=")[0] for pair in wish.at if pair not in last.at}
    moved |= {p for p in (wish.first, wish.last) if p not in (None, last.first, last.last)}
    order = [p for p in order_of(before, away, coming) if p not in moved]
    left_over = [p for p in before if p not in away]
    exact = same_stops(turn, wish, last, before, order, away, coming)
    reply = _planned(turn, wish, left_over, order, exact)
    if wish == last and reply.slots.get(SHOWN) == before and not turn.value("attribute"):
        reply = replace(reply, text=f"{turn.say('plan.same')}\n{reply.text}")
    return reply


def _asks_again(turn: Turn) -> bool:
    """Say whether the message only wants to see the plan as it is."""
    if "again" not in turn.values("wish") or turn.denied or given_up(turn):
        return False
    things = ("place", "ordinal", "category", "cuisine", "meal", "break", "time", "edit", "length")
    return not any(map(turn.values, things))


def _asks_hours(turn: Turn) -> bool:
    """Say whether the message only asks when the plan begins or ends."""
    says_when = bool(turn.values("time")) or "next-day" in (
        *turn.values("wish"),
        *turn.values("trip"),
    )
    return turn.ranking[:1] == ("ask_hours",) and not says_when and not turn.value("edit")


def _pointed_out(turn: Turn, before: Sequence[str]) -> list[str]:
    """Return the stop spoken of last, where the message puts "it" away or wants another for it."""
    focus = str(turn.slots.get(FOCUS) or "")
    things = ("category", "cuisine", "meal", "time", "break")
    is_alone = not any(e["entity"] in things for e in turn.entities)
    is_away = says(turn, SWAP) or (says(turn, OUT) and not says(turn, IN))
    return [focus] if is_away and is_alone and focus in before else []


def _not_in_plan(turn: Turn) -> str:
    """Return what is to be moved and is no stop, as the message says it; "" where it is one."""
    if any(e["entity"] == "place" for e in turn.wanted):
        return ""
    sorts = [e for e in turn.wanted if e["entity"] in ("category", "cuisine") and "start" in e]
    gone = objects_of(turn, MOVE, sorts)
    return turn.text[int(gone[0]["start"]) : int(gone[0]["end"])] if gone else ""


def _without_eating(turn: Turn, wish: Wish, before: Sequence[str], away: Sequence[str]) -> Wish:
    """Return the wish without the meals and breaks whose places are taken out of the plan."""
    for place in listed_places(turn, away):
        if not isinstance(place, Restaurant):
            continue
        name = break_of(place)
        if name in wish.breaks:
            wish = replace(wish, breaks=tuple(b for b in wish.breaks if b != name))
            continue
        is_last = before[-1:] == [place.id] and wish.end >= WITH_DINNER
        meal = "dinner" if is_last else "lunch"
        wish = replace(wish, no_meals=tuple(sorted({*wish.no_meals, meal})))
    return wish


def _ordinals(turn: Turn) -> list[str]:
    return [str(e["value"]) for e in turn.entities if e["entity"] == "ordinal"]


def _says_something(turn: Turn) -> bool:
    """Say whether the message speaks of the plan: what already holds is told again."""
    return any(map(turn.values, ("wish", "trip", "meal", "attribute", "time", "edit")))


def _named(turn: Turn, before: Sequence[str]) -> _Named:
    """Return the places that the message wants in the plan or out of it.

    Raises:
        UnclearError: It names one that is not known, or several alike.
    """
    taken = [e for e in turn.wanted if e["entity"] == "place" and verb_of(turn, e) == OUT]
    aside = {str(e["value"]) for e in (*given_up(turn), *taken)}
    wanted = [p.id for p in places_named(turn) if p.id not in aside]
    put_aside = (*turn.denied, *given_up(turn), *taken)
    denied = [str(e["value"]) for e in put_aside if e["entity"] == "place"]
    # "The museum is not in it, put the museum in": the last word counts.
    denied = [p for p in denied if listed_place(turn, p) is not None and p not in wanted]
    if ("include" in turn.values("trip") or says(turn, IN)) and not wanted:
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
    is_in = "include" in turn.values("trip") or says(turn, IN)
    if said & _AWAY and not denied and not is_in:
        out = [p for p in wanted if p in before or "remove" in said]
        return _Named(tuple(p for p in wanted if p not in out), tuple(out))
    return _Named(tuple(wanted), tuple(dict.fromkeys(denied)))


def _wanted_again(entity: Entity, missed: Sequence[Entity]) -> Entity:
    if not any(entity is e for e in missed):
        return entity
    return {key: value for key, value in entity.items() if key not in ("polarity", "role")}


def _stop_at(turn: Turn, ordinal: str, before: Sequence[str]) -> str:
    number = int(ordinal) if ordinal.lstrip("-").isdigit() else 0
    index = number - 1 if number > 0 else len(before) + number
    if number == 0 or not 0 <= index < len(before):
        raise UnclearError(Reply(turn.say_count("plan.out_of_range", len(before))))
    return before[index]


def _planned(
    turn: Turn,
    wish: Wish,
    before: Sequence[str],
    order: Sequence[str] = (),
    exact: Sequence[str] = (),
) -> Reply:
    """Return the best plan; that of the ``exact`` stops where they are given and there is time."""
    wish, unfit = _without_unfit(turn, wish)
    visits = day_in_order(turn, wish, exact) if exact else []
    visits = visits or day_of(turn, wish, before, order)
    rides = not visits and wish.on_foot
    if rides:
        visits = day_of(turn, replace(wish, on_foot=False), before, order)
    if not visits:
        return _nothing(turn, wish)
    stops = [
        Stop(
            listed_place(turn, v.sight.id) if v.sight is not None else None,
            v,
            v.sight.meal if v.sight is not None else meal_name(v),
        )
        for v in visits
    ]
    places = [s.place.id for s in stops if s.place is not None]
    reply = plan_reply(
        turn, replace(wish, on_foot=wish.on_foot and not rides), stops, before, unfit
    )
    if rides:
        reply = replace(reply, text=f"{turn.say('plan.no_walk')}\n{reply.text}")
    named_now = [p.id for p in places_named(turn) if p.id in places]
    slots = {
        PLAN: {"wish": wish.to_slot(), "places": places},
        SHOWN: places,
        SEARCH: None,
        FOCUS: named_now[0] if len(named_now) == 1 else None,
    }
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
