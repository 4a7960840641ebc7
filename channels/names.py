"""What a place is called."""

from __future__ import annotations

from sqlalchemy.orm import Session

from listings.queries import UnknownPlaceError, get_city, get_place
from listings.texts import local_language, pick


def name_of(session: Session, place_id: str, language: str) -> str | None:
    """Return what a listed place is called in ``language``, None where there is none."""
    try:
        place = get_place(session, place_id)
    except UnknownPlaceError:
        return None
    if place.retired_at is not None:
        return None
    return pick(place.names, language, local_language(get_city(session).country)) or place.id
