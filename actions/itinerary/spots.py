"""Where the visitor wants to eat: "lunch of dumplings at the market", "dinner near the pier"."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.turn import Entity, Turn
from actions.interpretation.clauses import is_one_clause
from actions.interpretation.place_lookup import listed_place

_FOOD = ("cuisine", "dish")
_MEAL, _PLACE, _NEAR, _TABLE = "meal", "place", "near", "restaurant"


def meal_spots(turn: Turn) -> tuple[tuple[str, ...], Turn]:
    """Return pairs "meal=place" of the message, and the turn without those places as stops.

    A place is where one eats when the message says so of it ("near"), or when it stands in one
    clause with the meal and with what is eaten. A restaurant is the table itself.
    """
    pairs: dict[str, str] = {}
    gone: list[Entity] = []
    for place in turn.wanted:
        meal = _meal_at(turn, place)
        if meal is not None and meal not in pairs:
            pairs[meal] = str(place["value"])
            gone.append(place)
    if not gone:
        return (), turn
    kept = tuple(e for e in turn.entities if not any(e is g for g in gone))
    return tuple(f"{meal}={place}" for meal, place in pairs.items()), replace(turn, entities=kept)


def _meal_at(turn: Turn, place: Entity) -> str | None:
    if place["entity"] != _PLACE or not place.get("linked", True) or "start" not in place:
        return None
    listed = listed_place(turn, str(place["value"]))
    if listed is None or listed.kind == _TABLE:
        return None
    beside = [e for e in turn.wanted if "start" in e and is_one_clause(turn.text, e, place)]
    meals = [str(e["value"]) for e in beside if e["entity"] == _MEAL]
    eats = any(e["entity"] in _FOOD for e in beside)
    is_there = place.get("role") == _NEAR or eats
    return meals[0] if len(set(meals)) == 1 and is_there else None
