"""What a message measures from: "closer to the square", "near the station", "from the beach"."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.turn import Turn
from actions.interpretation.references import place_of_role
from listings.models import Place
from listings.queries import find_attractions, find_services
from listings.queries.nearby import metres_between

# "Closer to the metro" is closer to a station of it.
_METRO, _STATION = "metro", "metro-station"
_ROLES = ("near", "origin", "destination")


def anchors(turn: Turn, *, without: Sequence[Place] = ()) -> list[Place]:
    """Return the place that the message measures from, else all of the kind that it names.

    Of a kind, the nearest to each place counts. An empty list where the message says neither;
    ``without`` are the places that are measured.
    """
    measured = {p.id for p in without}
    named = place_of_role(turn, *_ROLES)
    if named is not None and named.id not in measured:
        return [named]
    office, category = turn.value("office_kind"), turn.value("category")
    if office is None and _METRO in turn.values("travel"):
        office = _STATION
    if office is not None:
        return [p for p in find_services(turn.session, kind=office) if p.id not in measured]
    is_pointed = any(e.get("role") in _ROLES for e in turn.wanted) or not measured
    if category is not None and (is_pointed or len(measured) == 1):
        found = find_attractions(turn.session, category=category)
        return [p for p in found if p.id not in measured]
    return []


def nearest_of(turn: Turn, place: Place, others: Sequence[Place]) -> tuple[float, Place] | None:
    """Return the metres from ``place`` to the nearest of ``others`` and which that is.

    None where the position of the place, or of all others, is not known.
    """
    found = [
        (metres, other)
        for other in others
        if (metres := metres_between(turn.session, place, other)) is not None
    ]
    return min(found, key=lambda pair: pair[0]) if found else None
