"""Places in the order of their distance from where the visitor looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from actions.dialogue.turn import Turn
from actions.interpretation.areas import area_name, street_in
from actions.interpretation.services import place_spoken_of, spot_of
from actions.interpretation.visitor_position import position_of as visitor_position
from actions.search.surroundings import middle_of
from listings.models import Place
from listings.queries.nearby import Point, distance_m, position_of

P = TypeVar("P", bound=Place)


@dataclass(frozen=True)
class Centre:
    """Where the visitor looks: a place, a street, or the visitor's own position."""

    point: Point
    place: Place | None
    street: str | None = None

    def name(self, turn: Turn) -> str:
        """Return what the centre is called in a sentence."""
        if self.street is not None:
            return area_name(turn, self.street)
        return turn.name(self.place) if self.place is not None else turn.say("nearby.you")


def centre_of(turn: Turn) -> Centre | None:
    """Return where the message looks: around the place that it names, the visitor, or the focus.

    None where nothing says where, or where the position of that place is not known.

    Raises:
        UnclearError: The message names several places alike, or one that is not listed.
    """
    street = street_in(turn)
    if street is not None:
        middle = middle_of(turn, street)
        return Centre(middle, None, street) if middle is not None else None
    named = spot_of(turn)
    if named is None and "me" not in turn.values("near") and not _is_elsewhere(turn):
        named = place_spoken_of(turn) if visitor_position(turn) is None else None
    if named is not None:
        point = position_of(turn.session, named)
        return Centre(point, named) if point is not None else None
    own = visitor_position(turn)
    return Centre(own.point, None) if own is not None else None


def nearest_first(
    turn: Turn, places: Sequence[P], centre: Centre | None
) -> list[tuple[P, int | None]]:
    """Return (place, metres) with the nearest first; those without a position last, in order.

    Without a centre no distance is known and the order stays. What lies inside the centre itself
    is at 0 metres.
    """
    measured = [(place, _metres(turn, place, centre)) for place in places]
    if centre is None:
        return measured
    return sorted(measured, key=lambda pair: (pair[1] is None, pair[1] or 0))


def _metres(turn: Turn, place: Place, centre: Centre | None) -> int | None:
    if centre is None:
        return None
    inside = getattr(place, "inside_place_id", None)
    if centre.place is not None and inside == centre.place.id:
        return 0
    point = position_of(turn.session, place)
    return None if point is None else round(distance_m(centre.point, point))


def _is_elsewhere(turn: Turn) -> bool:
    """Say whether the message looks in a district or in the whole city, not around the focus."""
    return any(map(turn.values, ("area", "city")))
