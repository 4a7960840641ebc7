"""The structured twin of a place: a card that a widget can draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from actions.dialogue.turn import Turn
from actions.hours.sentences import opening_badge
from actions.wording import formats
from actions.wording.map_links import map_link
from actions.wording.sources import source_line
from listings.kinds import categories_of, kind_of
from listings.map_apps import map_app, way_link
from listings.models import Hotel, Place, Restaurant
from listings.queries import picture_path

_MOST_WORDS = 2


def places_payload(turn: Turn, places: Sequence[Place]) -> dict[str, Any]:
    """Return the payload of a list of places, in its order."""
    return {"type": "places", "language": turn.language, "cards": [card(turn, p) for p in places]}


def card(turn: Turn, place: Place) -> dict[str, Any]:
    """Return what can be drawn of a place; what is not known is None."""
    return {
        "id": place.id,
        "kind": place.kind,
        "name": turn.name(place),
        "local_name": turn.local_name(place),
        "category": category(turn, place),
        "district": turn.pick(place.district.names) if place.district else None,
        "summary": turn.read(place.summary),
        "address": turn.pick(place.address),
        "local_address": place.address.get(turn.local),
        "phone": place.phone,
        "website": place.website,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "map": map_link(place, turn.local),
        "map_app": map_app(turn.city),
        "directions": way_to(turn, place),
        "stars": place.stars if isinstance(place, Hotel) else None,
        "price": price(turn, place),
        "open": opening_badge(turn, place),
        **_picture(turn, place),
        "source": source_line([place], turn.language, turn.sources),
    }


def _picture(turn: Turn, place: Place) -> dict[str, Any]:
    """Return a place's first picture with whose it is; without one, the drawing of its sort."""
    sort = next(iter(categories_of(place)), "")
    art = f"art/{place.kind}/{quote(sort, safe='')}.svg" if sort else f"art/{place.kind}.svg"
    shown: dict[str, Any] = {"image": None, "art": art}
    for picture in turn.pictures.get(place.id, ())[:1]:
        shown = {
            "image": picture_path(picture, "small"),
            "image_large": picture_path(picture, "large"),
            "image_alt": turn.read(picture.alt),
            "image_credit": turn.say("picture.credit", who=picture.credit, licence=picture.licence),
            "art": None,
        }
    return shown


def way_to(turn: Turn, place: Place, origin: Place | None = None) -> str | None:
    """Return a link that opens the way to ``place`` in the city's map application."""
    name = place.names.get(turn.local) or turn.name(place)
    return way_link(map_app(turn.city), place, name, origin)


def category(turn: Turn, place: Place) -> str | None:
    """Return the words for what sort of its kind a place is, None where it has none."""
    vocabulary = kind_of(place).vocabulary
    if vocabulary is None:
        return None
    words = [turn.word(vocabulary, value) for value in categories_of(place)[:_MOST_WORDS]]
    return formats.row(words, turn.language) or None


def price(turn: Turn, place: Place) -> str | None:
    """Return what a room or a meal costs at least, None where that is not known."""
    if isinstance(place, Hotel) and place.price_from is not None:
        amount = formats.price(place.price_from, turn.city.currency, turn.language)
        return turn.say("price.room_from", price=amount)
    if isinstance(place, Restaurant) and place.price_per_person is not None:
        amount = formats.price(place.price_per_person, turn.city.currency, turn.language)
        return turn.say("price.per_person", price=amount)
    return None
