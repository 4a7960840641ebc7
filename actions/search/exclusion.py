"""What a search leaves out: "without seafood", "not in the centre", "besides the castle"."""

from __future__ import annotations

from collections.abc import Collection

from actions.dialogue.state import Search
from actions.dialogue.turn import Turn
from actions.interpretation.areas import places_on
from actions.search.price_words import PriceWords
from listings.cuisine_families import members_of
from listings.models import Hotel, Place, Restaurant
from listings.sorts import all_categories_of
from listings.themes import has_theme, is_told

_ALLERGEN = "allergen"
# The words of the themes are English.
_LANGUAGE = "en"


class Exclusion:
    """The places that ``search`` leaves out.

    One of which it is not known whether it has a facility is not left out.
    """

    def __init__(self, turn: Turn, search: Search) -> None:
        self._pairs = [pair.partition("=")[::2] for pair in search.excluded]
        self._words = PriceWords(turn, search.topic)
        areas = [value for field, value in self._pairs if field == "district"]
        self._on_streets = {p.id: a for a in areas for p in places_on(turn, a)}

    def covers(self, place: Place) -> bool:
        """Say whether a place has something that is left out.

        What somebody cannot eat is, too, what its name, description or dishes tell of: shrimps
        among the dumplings.
        """
        return any(_serves(place, v) for field, v in self._pairs if field == _ALLERGEN) or any(
            not self._values(place, field).isdisjoint(_kinds_of(field, value))
            for field, value in self._pairs
        )

    def _values(self, place: Place, field: str) -> frozenset[str]:
        found: Collection[str | None] = ()
        if field == "place":
            found = (place.id,)
        elif field == "district":
            found = (place.district_id, self._on_streets.get(place.id))
        elif field == "price":
            found = self._words.of(place)
        elif field == "amenity":
            found = place.amenities if isinstance(place, Hotel) else ()
        elif isinstance(place, Restaurant) and field in ("cuisine", "dish"):
            dishes = (dish for texts in place.signature_dishes.values() for dish in texts)
            found = place.cuisines if field == "cuisine" else tuple(dishes)
        elif field == "category":
            found = all_categories_of(place)
        elif field == "stars":
            value = getattr(place, field, None)
            found = () if value is None else (str(value),)
        return frozenset(value for value in found if value)


def _serves(place: Place, allergen: str) -> bool:
    """Say whether the words of the themes for an allergen tell of it; False for one of none."""
    theme = f"no_{allergen}"
    if not isinstance(place, Restaurant):
        return False
    dishes = ", ".join(place.signature_dishes.get(_LANGUAGE, ()))
    return has_theme(place, theme) or is_told(theme, dishes)


def _kinds_of(field: str, value: str) -> tuple[str, ...]:
    return (value, *members_of(value)) if field == "cuisine" else (value,)
