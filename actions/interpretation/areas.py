"""The city's districts in a message, and areas that are none of them."""

from __future__ import annotations

from actions.dialogue.turn import Turn
from listings.queries import list_districts


def districts_in(turn: Turn) -> tuple[str, ...]:
    """Return the districts that the message asks for, of which any will do; empty for none."""
    named = [e for e in turn.wanted if e["entity"] == "area" and e.get("linked", True)]
    return tuple(dict.fromkeys(str(e["value"]) for e in named))


def district_in(turn: Turn) -> str | None:
    """Return the first district that the message asks for, None when it names none of this city."""
    return next(iter(districts_in(turn)), None)


def unknown_area(turn: Turn) -> str | None:
    """Return the words for a part of the world that is none of the city's districts, or None."""
    for entity in turn.wanted:
        if entity["entity"] == "area" and entity.get("linked") is False:
            return str(entity["value"])
    return None


def district_name(turn: Turn, district_id: str) -> str:
    """Return a district's name in the visitor's language."""
    for district in list_districts(turn.session):
        if district.id == district_id:
            return turn.pick(district.names) or district_id
    return district_id
