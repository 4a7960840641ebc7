"""An allergy outlives the search that it was told in: whoever has one has it at the next meal."""

from __future__ import annotations

from collections.abc import Iterator

from actions.dialogue.state import SEARCH, TOPIC, Search
from actions.dialogue.turn import Turn
from actions.search import query

ALLERGEN = "allergen"
_EATEN = "restaurant"


def with_allergies(turn: Turn, search: Search) -> Search:
    """Return a search for somewhere to eat that leaves out what an earlier one left out for health.

    A cuisine that is asked for now is not left out; any other search stays as it is.
    """
    if search.topic != _EATEN:
        return search
    wished = {f"cuisine={cuisine}" for cuisine in search.cuisine}
    told = [pair for pair in _told(turn) if pair not in wished]
    return query.with_exclusions(search, told) if told else search


def _told(turn: Turn) -> tuple[str, ...]:
    """Return the exclusions of the last search that had an allergy, those made by it; () for none.

    What was said before the conversation began anew is forgotten.
    """
    for search in _searches(turn):
        allergens = [p for p in search.excluded if p.partition("=")[0] == ALLERGEN]
        if allergens:
            cuisines = {f"cuisine={pair.partition('=')[2]}" for pair in allergens}
            return (*(p for p in search.excluded if p in cuisines), *allergens)
    return ()


def _searches(turn: Turn) -> Iterator[Search]:
    """Yield the searches of the conversation, the last one first."""
    last = Search.from_slot(turn.slots.get(SEARCH))
    if last is not None:
        yield last
    for event in reversed(turn.events):
        if event.get("event") != "slot":
            continue
        if event.get("name") == TOPIC and event.get("value") is None:
            return
        search = Search.from_slot(event["value"]) if event.get("name") == SEARCH else None
        if search is not None:
            yield search
