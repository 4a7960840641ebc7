"""Places by their ids, as far as they are listed today, and a line that tells one from another."""

from __future__ import annotations

from collections.abc import Iterable

from actions.dialogue.turn import Turn
from listings.models import Place
from listings.queries import UnknownPlaceError, get_place


def listed_place(turn: Turn, place_id: str) -> Place | None:
    """Return a place that is listed today; None for an unknown or retired one, and for no id."""
    if not place_id:
        return None
    try:
        place = get_place(turn.session, place_id)
    except UnknownPlaceError:
        return None
    return place if place.retired_at is None else None


def listed_places(turn: Turn, place_ids: Iterable[str]) -> list[Place]:
    """Return the places of these ids that are listed today, in order."""
    return [p for p in (listed_place(turn, i) for i in place_ids) if p is not None]


def one_line(turn: Turn, place: Place) -> str:
    """Return a place's name and where it is, as far as that is known."""
    where = turn.pick(place.district.names) if place.district else turn.pick(place.address)
    return " · ".join(part for part in (turn.title(place), where) if part)
