"""What lies around a place or a street, what lies in or on it first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from actions.dialogue.turn import Turn
from actions.interpretation.areas import area_name, places_on
from listings.models import Place, PlaceKind
from listings.queries import get_place, inside, nearby
from listings.queries.nearby import Point, position_of
from listings.remembering import kept
from semantics.streets import street_of

_WIDE = ("attraction", "station")


def name_of(turn: Turn, near: str) -> str:
    """Return the name of ``near``, the id of a place or the area of a street."""
    return area_name(turn, near) if street_of(near) else turn.name(get_place(turn.session, near))


def metres_around(
    turn: Turn, near: str, kinds: Collection[PlaceKind], radius_m: float
) -> dict[str, int]:
    """Return the metres to the places around ``near``, by their ids.

    What lies on the street, or in the place by its address, is at 0 metres, whether its position
    is known or not; from a street they are counted from the nearest known place on it.
    """
    key = (metres_around, near, tuple(kinds), radius_m)
    return kept(turn.session, key, lambda: _measured(turn, near, kinds, radius_m))


def _measured(
    turn: Turn, near: str, kinds: Collection[PlaceKind], radius_m: float
) -> dict[str, int]:
    if street_of(near) is None:
        centre = get_place(turn.session, near)
        found = {p.id: m for p, m in nearby(turn.session, centre, kind=kinds, radius_m=radius_m)}
        within = inside(turn.session, centre)
        # Of a building all is there; a quarter is large, and what it has, stands somewhere in it.
        is_building = centre.kind not in _WIDE
        return {**found, **{i: 0 for i in within if is_building or i not in found}}
    members = places_on(turn, near)
    found = {}
    for point in points_of(turn, members):
        for place, metres in nearby(turn.session, point, kind=kinds, radius_m=radius_m):
            found[place.id] = min(metres, found.get(place.id, metres))
    return {**found, **{p.id: 0 for p in members}}


def points_of(turn: Turn, places: Collection[Place]) -> list[Point]:
    """Return the positions of the places that have one, each once."""
    found = (position_of(turn.session, p) for p in places)
    return list(dict.fromkeys(p for p in found if p is not None))


def districts_around(turn: Turn, near: str) -> tuple[str, ...]:
    """Return the districts in which a place or the places on a street lie, most of them first."""
    places = places_on(turn, near) if street_of(near) else [get_place(turn.session, near)]
    counted = Counter(p.district_id for p in places if p.district_id)
    return tuple(district for district, _ in counted.most_common())


def is_located(turn: Turn, near: str) -> bool:
    """Say whether the position of a place is known, or of one on a street."""
    places = places_on(turn, near) if street_of(near) else [get_place(turn.session, near)]
    return bool(points_of(turn, places))


def middle_of(turn: Turn, street: str) -> Point | None:
    """Return the middle of the known places on a street, None where none has a position."""
    points = points_of(turn, places_on(turn, street))
    if not points:
        return None
    north, east = zip(*points, strict=True)
    return sum(north) / len(points), sum(east) / len(points)
