"""One stop of a plan for another, in its place, and the stops that a change leaves as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.dialogue.turn import Turn
from actions.interpretation.place_lookup import listed_place, listed_places
from actions.itinerary.candidates import point_of, sights
from actions.itinerary.route import leg_between
from actions.itinerary.verbs import SWAP, says
from actions.itinerary.wish import Wish
from listings.models import Attraction


def order_of(before: Sequence[str], away: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the order that the stops keep: who comes for another takes that one's turn."""
    coming = [p for p in wanted if p not in before]
    order: list[str] = []
    for place in before:
        if place not in away:
            order.append(place)
        elif coming:
            order.append(coming.pop(0))
    return tuple(order)


def other_for(
    turn: Turn, wish: Wish, last: Wish, before: Sequence[str], away: Sequence[str]
) -> tuple[str, ...]:
    """Return the sight of a newly wanted kind that is nearest to the one that it comes for.

    Empty where no stop is swapped for a kind, or none of it is open that day.
    """
    kinds = set(wish.kinds) - set(last.kinds)
    if not (says(turn, SWAP) and len(away) == 1 and kinds):
        return ()
    gone = listed_place(turn, away[0])
    point = point_of(gone) if gone is not None else None
    options = [s for s in sights(turn, wish, before) if s.kind in kinds and s.id not in before]
    nearest = min(options, key=lambda s: leg_between(point, s.point).minutes, default=None)
    return (nearest.id,) if nearest is not None else ()


def same_stops(
    turn: Turn,
    wish: Wish,
    last: Wish,
    before: Sequence[str],
    order: Sequence[str],
    away: Sequence[str],
    wanted: Sequence[str],
) -> list[str]:
    """Return the stops in their order where the change leaves all others as they are, else [].

    That is one stop for another, and other hours that leave time enough.
    """
    is_swap = says(turn, SWAP) or any(e.get("role") == "preferred" for e in turn.wanted)
    if is_swap and away and len(away) == len([p for p in wanted if p not in before]):
        is_sight = all(isinstance(p, Attraction) for p in listed_places(turn, wanted))
        return list(order) if is_sight else []
    timeless = replace(wish, begin=last.begin, end=last.end, is_fixed=last.is_fixed, most=last.most)
    is_no_longer = wish.end - wish.begin <= last.end - last.begin
    is_time_alone = wish != last and timeless == last and not (away or wanted)
    return list(before) if is_time_alone and is_no_longer else []
