"""What "these two" and "both" are: the places spoken of last, as if the message named them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.dialogue.lists import lists_shown
from actions.dialogue.turn import Turn
from actions.interpretation.place_lookup import listed_places
from actions.interpretation.recently_named import spoken_of_in_turn, spoken_of_last
from listings.models import Place
from listings.sorts import all_categories_of

BOTH, FIRST_TWO = "both", "first-two"
_FROM, _TO, _COMPARED = "origin", "destination", "compared"
_BETWEEN = frozenset({"distance", "way", "duration"})
_MOST, _PAIR = 5, 2


def with_both(turn: Turn) -> Turn:
    """Return the turn with the places that it calls "both", "these two" or "the first two".

    Between two of which the distance is asked one is where the way begins. The turn as it is
    where it names two itself, or nothing was spoken of.
    """
    said = {BOTH, FIRST_TWO} & set(turn.values("reference"))
    if not said:
        return turn
    others = tuple(e for e in turn.entities if e["entity"] != "reference" or e["value"] not in said)
    named = {str(e["value"]) for e in turn.wanted if e["entity"] == "place"}
    last = _of_sort(turn) or spoken_of_last(turn)
    if FIRST_TWO in said:
        lists = [one.places for one in lists_shown(turn.slots) if len(one.places) > 1]
        last = [*(lists[0] if lists else last)][:2]
    elif len(named) == 1:
        # The other of "which of the two" is the one before it.
        last = [*[i for i in last if i not in named][-1:], *named]
    places = listed_places(turn, last)[:_MOST]
    if len(named) > 1 or len(places) < 2:
        return replace(turn, entities=others)
    meant = [_mention(turn, places, i) for i in range(len(places)) if places[i].id not in named]
    return replace(turn, entities=(*meant, *others))


def _of_sort(turn: Turn) -> list[str]:
    """Return the last two places spoken of that are of the sort named: "both of these churches".

    Empty where the message names no sort, or fewer of it were spoken of.
    """
    sorts = {*turn.values("category"), *turn.values("cuisine")}
    if not sorts:
        return []
    places = listed_places(turn, spoken_of_in_turn(turn))
    found = [p.id for p in places if sorts & set(all_categories_of(p))]
    return found[:_PAIR][::-1] if len(found) >= _PAIR else []


def _mention(turn: Turn, places: list[Place], index: int) -> dict[str, Any]:
    mention: dict[str, Any] = {"entity": "place", "value": places[index].id, "linked": True}
    if len(places) == 2 and _BETWEEN & set(turn.values("attribute")):
        return {**mention, "role": (_FROM, _TO)[index]}
    is_compared = turn.value("comparison") or turn.value("comparative")
    return {**mention, "role": _COMPARED} if is_compared else mention
