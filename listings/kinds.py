"""The kinds of place, a row each: what import, export, queries and dialogue need to know of one.

A new kind of listing is a model, a table of the city folder and a row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from listings.models import (
    Attraction,
    Event,
    Facility,
    Hotel,
    Office,
    Place,
    PlaceKind,
    Restaurant,
    Shop,
    Station,
    VocabularyKind,
)


@dataclass(frozen=True)
class Kind:
    """One kind of place.

    ``category`` is the attribute that says what sort of its kind a place is, one value or a list,
    and ``vocabulary`` where the words for its values stand: None where there are no sorts.
    ``words`` are further attributes whose values are words of a vocabulary. ``price`` is the
    attribute with a price, None where prices stand elsewhere or there are none. ``filters`` are
    what may be asked for besides district and position, ``orders`` the orders that a list may have,
    its own first, and ``facts`` the attributes that a detailed answer tells, in their order.
    ``is_destination`` says whether "what is near" means it too.
    """

    name: PlaceKind
    model: type[Place]
    file: str
    category: str | None = None
    vocabulary: VocabularyKind | None = None
    words: tuple[tuple[str, VocabularyKind], ...] = ()
    price: str | None = None
    filters: tuple[str, ...] = ()
    orders: tuple[str, ...] = ("nearest",)
    facts: tuple[str, ...] = ()
    is_destination: bool = True

    def words_of(self) -> tuple[tuple[str, VocabularyKind], ...]:
        """Return (attribute, vocabulary) for every attribute whose values are words."""
        own = ((self.category, self.vocabulary),) if self.category and self.vocabulary else ()
        return own + self.words


_CONTACT = ("station", "address", "phone", "website")

_ROWS = (
    Kind(
        "attraction",
        Attraction,
        "attractions.csv",
        "category",
        "category",
        filters=("category", "max_price", "free", "min_rating", "min_rating_a", "open"),
        orders=("best", "cheapest", "nearest"),
        facts=("summary", "rating_a", "rating", "opening_hours", "visit_duration", *_CONTACT),
    ),
    Kind(
        "hotel",
        Hotel,
        "hotels.csv",
        "category",
        "category",
        words=(("amenities", "amenity"),),
        price="price_from",
        filters=("category", "stars", "min_price", "max_price", "min_rating", "amenities"),
        orders=("best", "cheapest", "nearest"),
        facts=("summary", "stars", "rating", "price_from", "amenities", *_CONTACT),
    ),
    Kind(
        "restaurant",
        Restaurant,
        "dining.csv",
        "cuisines",
        "cuisine",
        price="price_per_person",
        filters=("cuisine", "price_level", "min_price", "max_price", "min_rating", "open"),
        orders=("best", "cheapest", "nearest"),
        facts=(
            "summary",
            "rating",
            "price_per_person",
            "signature_dishes",
            "opening_hours",
            *_CONTACT,
        ),
    ),
    Kind(
        "office",
        Office,
        "offices.csv",
        "office_kind",
        "office-kind",
        filters=("category", "open"),
        facts=("summary", "opening_hours", "languages", *_CONTACT),
    ),
    Kind(
        "facility",
        Facility,
        "facilities.csv",
        "facility_kind",
        "facility-kind",
        filters=("category", "open"),
        facts=("summary", "opening_hours", "fee", "languages", *_CONTACT),
        is_destination=False,
    ),
    Kind(
        "shop",
        Shop,
        "shops.csv",
        "shop_kind",
        "shop-kind",
        filters=("category", "open"),
        facts=("summary", "known_for", "opening_hours", *_CONTACT),
    ),
    Kind(
        "event",
        Event,
        "events.csv",
        "event_kind",
        "event-kind",
        filters=("category", "days"),
        orders=("soonest", "nearest"),
        facts=("summary", "timing", "opening_hours", *_CONTACT),
        is_destination=False,
    ),
    Kind("station", Station, "metro_stations.csv", facts=_CONTACT, is_destination=False),
)

KINDS: Mapping[PlaceKind, Kind] = MappingProxyType({row.name: row for row in _ROWS})
"""Every kind of place by its name, in the order of the table."""


def kind_of(place: Place) -> Kind:
    """Return the row of a place's kind."""
    return KINDS[place.kind]


def categories_of(place: Place) -> tuple[str, ...]:
    """Return what sort of its kind a place is: its category, cuisines or kind; () where unknown."""
    attribute = kind_of(place).category
    value = getattr(place, attribute) if attribute else None
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)
