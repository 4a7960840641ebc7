"""Places that are spoken of by the word for their sort: "the cathedral", "the church"."""

from __future__ import annotations

from actions.dialogue.turn import Turn
from listings.models import Place
from listings.models.places import PLACE_KINDS
from listings.queries import find_places


def named_by_kind(turn: Turn) -> list[Place]:
    """Return the listed places of the sort that the message names, those called by its word alone.

    Of seven temples and churches the two that are called a church. An empty list where the message
    names no sort, or the city has none.
    """
    for entity in turn.wanted:
        kinds = [k for k in entity.get("of") or () if k in PLACE_KINDS]
        if entity["entity"] != "category" or "start" not in entity or not kinds:
            continue
        of_sort = [
            place
            for kind in kinds
            for place in find_places(turn.session, kind, category=str(entity["value"]))
        ]
        word = turn.text[entity["start"] : entity["end"]].casefold()
        called = [place for place in of_sort if _is_called(place, word)]
        # "The churches" are those that are called a church.
        called = called or [p for p in of_sort if _is_called(p, word.removesuffix("es"))]
        return called or of_sort
    return []


def _is_called(place: Place, word: str) -> bool:
    names = [*place.names.values(), *(alias for some in place.aliases.values() for alias in some)]
    return any(word in name.casefold() for name in names)
