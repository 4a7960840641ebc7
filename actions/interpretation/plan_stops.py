"""The stops of the last plan, and what a message says of one of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.dialogue.state import FOCUS, PLAN, SEARCH, SHOWN, TOPIC
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.place_lookup import listed_places
from actions.interpretation.target_kind import only_kind
from listings.models import Place
from listings.sorts import all_categories_of
from semantics.intents import SEARCH_OF, intent_of

PLANS = ("plan_visit", "change_plan")
# What is done with a stop of a plan, as the entity ``edit`` tells it.
EDITS = frozenset({"put", "drop", "move", "first", "last", "swap"})
_SORTS = ("category", "cuisine")
_LATIN_PLURAL = re.compile(r"(?:\(s\)|s)$")
_LEAST_LATIN, _LEAST = 3, 2
_HOURS = ("ask_hours", "ask_facts", "ask_details")
_THERE = "there"
_GOALS, _WAYS = ("place", "office_kind"), ("ask_directions", "ask_way", "ask_transport")


def stop_ids(turn: Turn) -> list[str]:
    """Return the ids of the last plan's stops in its order, an empty list without a plan."""
    kept: Any = turn.slots.get(PLAN)
    return [str(p) for p in kept.get("places") or ()] if isinstance(kept, dict) else []


def is_plan_at_hand(turn: Turn) -> bool:
    """Say whether the plan is what is talked about: told last, or asked about since."""
    stops, topic = stop_ids(turn), str(turn.slots.get(TOPIC) or "")
    if not stops:
        return False
    if topic in PLANS:
        return True
    # A list shown since has taken its place.
    return list(turn.slots.get(SHOWN) or ()) == stops and not turn.slots.get(SEARCH)


def called(
    turn: Turn, entity: Entity, places: Sequence[Place], *, as_head: bool = False
) -> list[Place]:
    """Return those of ``places`` in whose name stands what the message says there.

    ``as_head`` wants it to be the last word of a name, which says what the place is.
    """
    if "start" not in entity:
        return []
    said = _folded(turn.text[int(entity["start"]) : int(entity["end"])])
    said = _LATIN_PLURAL.sub("", said) if said.isascii() else said
    if len(said) < (_LEAST_LATIN if said.isascii() else _LEAST):
        return []
    word = rf"\b{re.escape(said)}" if said.isascii() else re.escape(said)
    found = re.compile(rf"{word}$" if as_head else word)
    return [
        p
        for p in places
        if any(
            found.search(_folded(name))
            for name in (*p.names.values(), *(() if as_head else _aliases(p)))
        )
    ]


def stops_meant(turn: Turn, entity: Entity) -> list[Place]:
    """Return the stops of the last plan that a word for a sort means, by name or by their sort."""
    places = listed_places(turn, stop_ids(turn))
    by_name = called(turn, entity, places)
    if len(by_name) == 1:
        return by_name
    sort = str(entity["value"] if entity["entity"] in _SORTS else entity.get("category") or "")
    return [p for p in places if sort in all_categories_of(p)] or by_name


def as_linked(entity: Entity, place: Place) -> Entity:
    """Return the entity as the name of the place that is meant by it."""
    kept = {k: v for k, v in entity.items() if k in ("start", "end", "role", "polarity")}
    return {**kept, "entity": "place", "value": place.id, "linked": True}


def about_stop(turn: Turn) -> Turn:
    """Return a question about one stop of the plan with that stop named, and for the plan's day.

    The turn as it is where no plan is talked about, or the message asks nothing of a stop.
    """
    turn = _from_stop(_around_stop(_around_last(turn)))
    asks = turn.value("attribute") or turn.value("asks") or intent_of(turn.intent).about_place
    if (
        not is_plan_at_hand(turn)
        or not asks
        or EDITS & set(turn.values("edit"))
        or turn.intent in PLANS
    ):
        return turn
    if any(map(turn.values, ("area", "near", "office_kind"))):
        return turn
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    sorts = [
        e
        for e in turn.wanted
        if e["entity"] in _SORTS or (e["entity"] == "place" and not e.get("linked", True))
    ]
    if not named and sorts:
        meant = {id(e): stops_meant(turn, e) for e in sorts}
        entities: list[Entity] = []
        for e in turn.entities:
            entities += [as_linked(e, p) for p in meant.get(id(e), ())] or [e]
        if entities == list(turn.entities):
            return turn
        turn = replace(turn, entities=tuple(entities))
        named = [e for e in turn.wanted if e["entity"] == "place"]
    is_stop = bool(named) and all(str(e["value"]) in stop_ids(turn) for e in named)
    return _on_day(turn) if is_stop or turn.value("ordinal") else turn


def _around_last(turn: Turn) -> Turn:
    """Return the turn with the plan's last stop in focus, where it looks around "there"."""
    is_there = "focus" in turn.values("near") or _THERE in turn.values("reference")
    if turn.slots.get(FOCUS) or not is_there or not is_plan_at_hand(turn):
        return turn
    if turn.intent in PLANS or EDITS & set(turn.values("edit")):
        return turn
    return replace(turn, slots={**turn.slots, FOCUS: stop_ids(turn)[-1]})


def _around_stop(turn: Turn) -> Turn:
    """Return a search that counts a stop of the plan as one near that stop."""
    kind = only_kind(turn)
    if kind is None or not (intent_of(turn.intent).searches or turn.value("near")):
        return turn
    named = _with_counted(turn, "near")
    return named if named is turn else replace(named, intent=SEARCH_OF[kind])


def _from_stop(turn: Turn) -> Turn:
    """Return a way to a place that is named with the stop that it counts as where it begins."""
    goals = [e for e in turn.wanted if e["entity"] in _GOALS and e.get("role") != "origin"]
    is_way = turn.value("travel") is not None or turn.intent in _WAYS
    return _with_counted(turn, "origin") if goals and is_way else turn


def _with_counted(turn: Turn, role: str) -> Turn:
    """Return the turn with the one stop of the plan that it counts named in ``role``.

    The turn itself where it counts none or several, or changes the plan.
    """
    counted = [e for e in turn.wanted if e["entity"] == "ordinal"]
    stops = stop_ids(turn)
    if len(counted) != 1 or EDITS & set(turn.values("edit")) or not is_plan_at_hand(turn):
        return turn
    number = int(str(counted[0]["value"])) if str(counted[0]["value"]).lstrip("-").isdigit() else 0
    index = number - 1 if number > 0 else len(stops) + number
    if number == 0 or not 0 <= index < len(stops):
        return turn
    kept = {k: v for k, v in counted[0].items() if k in ("start", "end")}
    stop = {**kept, "entity": "place", "value": stops[index], "linked": True, "role": role}
    return replace(turn, entities=tuple(stop if e is counted[0] else e for e in turn.entities))


def _on_day(turn: Turn) -> Turn:
    """Return the turn with the plan's day, where it asks for hours and names no day."""
    kept: Any = turn.slots.get(PLAN)
    day = str((kept.get("wish") or {}).get("day") or "")
    is_hours = turn.intent in _HOURS or "hours" in turn.values("attribute")
    if turn.value("time") or not is_hours or day in ("", turn.now.date().isoformat()):
        return turn
    time = {"entity": "time", "value": f"date={day}"}
    return replace(turn, entities=(*turn.entities, time))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _aliases(place: Place) -> list[str]:
    return [alias for some in place.aliases.values() for alias in some]
