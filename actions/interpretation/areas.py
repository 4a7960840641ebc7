"""Where a message looks: districts of the city, streets, and areas that are none of them."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.turn import Turn
from listings.models import Place
from listings.queries import list_districts, list_streets, on_street
from semantics.streets import street_of


def districts_in(turn: Turn) -> tuple[str, ...]:
    """Return the districts that the message asks for, of which any will do; empty for none."""
    return tuple(area for area in _areas(turn) if street_of(area) is None)


def district_in(turn: Turn) -> str | None:
    """Return the first district that the message asks for, None when it names none of this city."""
    return next(iter(districts_in(turn)), None)


def street_in(turn: Turn) -> str | None:
    """Return the area of the first street that the message looks at, None when it names none."""
    return next((area for area in _areas(turn) if street_of(area) is not None), None)


def unknown_area(turn: Turn) -> str | None:
    """Return the words for a part of the world that is none of the city's districts, or None."""
    for entity in turn.wanted:
        if entity["entity"] == "area" and entity.get("linked") is False:
            return str(entity["value"])
    return None


def area_name(turn: Turn, area: str) -> str:
    """Return the name of a district or a street in the visitor's language."""
    street = street_of(area)
    if street is not None:
        names = list_streets(turn.session).get(street, {})
        return turn.pick({language: own[0] for language, own in names.items()}) or street
    for district in list_districts(turn.session):
        if district.id == area:
            return turn.pick(district.names) or area
    return area


def places_on(turn: Turn, area: str) -> list[Place]:
    """Return the places on a street, by their addresses and names; [] for any other area."""
    street = street_of(area)
    if street is None:
        return []
    names = list_streets(turn.session).get(street, {"": (street,)})
    return on_street(turn.session, names)


def is_in(turn: Turn, place: Place, areas: Sequence[str]) -> bool:
    """Say whether a place lies in one of ``areas``: districts or streets."""
    if place.district_id in areas:
        return True
    return any(place.id == other.id for area in areas for other in places_on(turn, area))


def _areas(turn: Turn) -> tuple[str, ...]:
    named = [e for e in turn.wanted if e["entity"] == "area" and e.get("linked", True)]
    return tuple(dict.fromkeys(str(e["value"]) for e in named))
