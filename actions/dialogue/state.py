"""What a conversation remembers: the place in focus, the last list and the search behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from semantics.intents import Kind

FOCUS, SHOWN, SEARCH = "focus_place", "shown_places", "search"
MISUNDERSTANDINGS = "misunderstandings"
PLAN, POSITION = "plan", "position"
# Where the visitor is and stays, as they said.
WHEREABOUTS = "whereabouts"
# The last question about prices: its places, the tickets that it named, for whom.
TICKETS = "tickets"
# What a form has been told so far, and Rasa's loop that is open as long as that is something.
ENQUIRY, CORRECTION = "enquiry", "correction"
FORMS: Mapping[str, str] = {ENQUIRY: "enquiry_form", CORRECTION: "correction_form"}
FEEDBACK, FEEDBACK_ASKED = "feedback", "feedback_asked"
# The place last spoken of, by kind; the intent last answered.
RECENT, TOPIC = "recent_places", "topic"
# Where the way told last begins and ends.
TRIP = "trip_told"
# The article told last.
ARTICLE = "recent_article"
# The act that was answered last and the rule that decided it, for staff and stories to see.
ANSWERED = "answered"
# The question that waits until the visitor has said which place is meant.
PENDING = "pending"
# The last question for facilities, shops or events, as the entities that say it; the notices told.
SERVICE, NOTICES = "service", "notices"
# The last lists, newest first, and the question answered last: what a correction repairs.
LISTS_SHOWN, LAST_REQUEST = "lists_shown", "last_request"
SLOTS = (
    *("language", FOCUS, SHOWN, SEARCH, RECENT, TOPIC, MISUNDERSTANDINGS, PLAN, POSITION),
    *(WHEREABOUTS, PENDING, SERVICE, NOTICES, TICKETS, LISTS_SHOWN, LAST_REQUEST, ARTICLE, TRIP),
    *(ENQUIRY, CORRECTION, FEEDBACK),
)
NOTHING: Mapping[str, Any] = dict.fromkeys(
    (
        *(FOCUS, SHOWN, SEARCH, RECENT, TOPIC, PLAN, PENDING, SERVICE, TICKETS),
        *(LISTS_SHOWN, LAST_REQUEST, ARTICLE, TRIP, WHEREABOUTS),
    )
)


Topic = Kind
# The filters of a search, the first to be given up first. What is left out is never given up.
_ORDER = (
    "told",
    "open",
    "duration",
    "amenities",
    "suits",
    "rating",
    "price",
    "stars",
    "near",
    "district",
    "category",
    "dish",
    "cuisine",
)
LISTS = (
    *("district", "category", "cuisine", "dish", "amenities", "suits", "told", "excluded"),
    "relaxed",
)
Order = Literal["cheapest", "dearest", "best", "nearest"]


@dataclass(frozen=True)
class Search:
    """A search for places, as it can be continued, narrowed and said back.

    ``topic`` is attraction, hotel or restaurant; ``offset`` counts the places already shown. The
    others are filters, None or empty where the visitor named none. Of several districts,
    categories, cuisines or dishes one is enough, amenities must all be there; ``near`` is the id of
    a place, ``suits`` are what :mod:`actions.interpretation.suitability` knows, ``open`` is a time
    as :mod:`semantics.time_terms` writes it, ``duration`` are the minutes that a visit takes and
    ``told`` is a word of the description. ``excluded`` are "field=value" pairs of which no place
    may have any; an ``allergen`` is the visitor's word for what no data know. ``order`` is None for
    the usual one. ``relaxed`` are the names of filters that the last list was shown without, since
    nothing had them all. ``own_sort`` says that the word for the kind itself is meant as a sort of
    it ("a hotel, no guesthouse").
    """

    topic: Topic
    district: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    cuisine: tuple[str, ...] = ()
    dish: tuple[str, ...] = ()
    stars: str | None = None
    price: str | None = None
    rating: str | None = None
    duration: str | None = None
    amenities: tuple[str, ...] = ()
    suits: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    near: str | None = None
    open: str | None = None
    excluded: tuple[str, ...] = ()
    order: Order | None = None
    relaxed: tuple[str, ...] = ()
    own_sort: bool = False
    offset: int = 0

    @classmethod
    def from_slot(cls, value: Mapping[str, Any] | None) -> Search | None:
        """Read what :meth:`to_slot` wrote; None for an empty slot or one of another version."""
        if not value or set(value) != {f.name for f in fields(cls)}:
            return None
        return cls(**{**value, **{name: tuple(value[name]) for name in LISTS}})

    def to_slot(self) -> dict[str, Any]:
        """Return the search as JSON-able values."""
        return {**asdict(self), **{name: list(getattr(self, name)) for name in LISTS}}

    def filters(self) -> dict[str, Any]:
        """Return the filters that are set, the first to be given up first."""
        found = {name: getattr(self, name) for name in _ORDER if getattr(self, name)}
        return {k: v for k, v in found.items() if k != "category" or self.sorts()}

    def sorts(self) -> tuple[str, ...]:
        """Return the categories without the word for the kind itself, a sort of it in some cities.

        Who says "a hotel" may mean any place to stay; those of that sort come first. Where it is
        known to be meant as a sort, it is one.
        """
        return tuple(c for c in self.category if c != self.topic or self.own_sort)


def after_list(place_ids: Sequence[str], search: Search | None) -> dict[str, Any]:
    """Return the slots after a list was shown.

    A list of one puts that place in focus. After one of several none is, but for the place around
    which was searched: "it" is said of none of them.
    """
    slots: dict[str, Any] = {
        SHOWN: list(place_ids),
        SEARCH: search.to_slot() if search is not None else None,
    }
    if len(place_ids) == 1:
        slots[FOCUS] = place_ids[0]
    elif search is None or search.near is None:
        slots[FOCUS] = None
    return slots
