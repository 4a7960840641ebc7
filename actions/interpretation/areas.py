"""The city's districts in a message, and areas that are none of them."""

from __future__ import annotations

from actions.dialogue.turn import Turn
from listings.queries import list_districts


def district_in(turn: Turn) -> str | None:
    """Return the district that the message names, None when it names none of this city."""
    for entity in turn.entities:
        if entity["entity"] == "area" and entity.get("linked", True):
            return str(entity["value"])
    return None


def unknown_area(turn: Turn) -> str | None:
    """Return the words for a part of the world that is none of the city's districts, or None."""
    for entity in turn.entities:
        if entity["entity"] == "area" and entity.get("linked") is False:
            return str(entity["value"])
    return None


def district_name(turn: Turn, district_id: str) -> str:
    """Return a district's name in the visitor's language."""
    for district in list_districts(turn.session):
        if district.id == district_id:
            return turn.pick(district.names) or district_id
    return district_id
