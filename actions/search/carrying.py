"""What a search takes over from what was spoken of: "in the same area", "the same price range"."""

from __future__ import annotations

from typing import Any

from actions.dialogue.lists import lists_shown
from actions.dialogue.state import FOCUS, RECENT, SEARCH, SHOWN, TOPIC, Search
from actions.dialogue.turn import Turn
from actions.interpretation.areas import district_in, street_in
from actions.interpretation.named_places import places_named
from actions.interpretation.place_lookup import listed_place, listed_places
from actions.interpretation.target_kind import only_kind
from actions.search.price_words import WORDS, PriceWords
from listings.models import Place
from semantics.intents import intent_of

_THERE = "there"


def kept_from(turn: Turn) -> dict[str, Any]:
    """Return the filters that the message takes over, by their names; empty where it takes none.

    They are those of the place that it compares with ("as the restaurant"), else of the search that
    was just answered, else of the place in focus. "Near there" is the area of the last list where
    no place is in focus, or one of which nobody knows where exactly it is.
    """
    same = set(turn.values("same"))
    if _is_near_focus(turn):
        same -= {"area"}
    if not same and not _is_there(turn):
        return {}
    place = _compared_with(turn)
    last = Search.from_slot(turn.slots.get(SEARCH))
    kept: dict[str, Any] = {}
    is_area = "area" in same or not turn.values("same")
    if is_area and not (district_in(turn) or street_in(turn)):
        kept = _area(turn, place, last)
    if "price" in same:
        price = _price(turn, place, last)
        kept = {**kept, "price": price} if price else kept
    return kept


def _is_near_focus(turn: Turn) -> bool:
    """Say whether "near there" is near the place in focus, of which one knows where it is."""
    focus = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    is_elsewhere = any(map(turn.values, ("place", "ordinal", "area"))) or {
        *turn.values("reference")
    } - {_THERE}
    is_near = "focus" in turn.values("near") and not is_elsewhere
    return is_near and focus is not None and focus.latitude is not None


def _is_there(turn: Turn) -> bool:
    """Say whether "near there" is where the last list was: near no place that can be measured."""
    pointed = any(map(turn.values, ("place", "ordinal", "area")))
    pointed = pointed or bool({*turn.values("reference")} - {_THERE})
    if "focus" not in turn.values("near") or pointed:
        return False
    focus = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    if focus is not None:
        return focus.latitude is None and focus.district_id is not None
    last = Search.from_slot(turn.slots.get(SEARCH))
    return last is not None and bool(last.district or last.near)


def _compared_with(turn: Turn) -> Place | None:
    """Return the place that something is to be the same as, None where the message tells none."""
    named = places_named(turn)
    if named:
        return named[0]
    kind = turn.value("reference")
    if kind is None:
        return None
    recent = (turn.slots.get(RECENT) or {}).get(kind)
    lists = [one.places for one in lists_shown(turn.slots) if one.kind == kind]
    shown = [turn.slots.get(SHOWN) or (), *lists]
    found = [p for ids in shown for p in listed_places(turn, map(str, ids)) if p.kind == kind]
    place = listed_place(turn, str(recent)) if recent else None
    return place or (found[0] if found else None)


def _area(turn: Turn, place: Place | None, last: Search | None) -> dict[str, Any]:
    focus = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    of_last = _of_search(last) if last is not None else {}
    if place is None and _was_searched(turn) and of_last:
        return of_last
    base = place or focus
    found = (_of_place(base) if base is not None else {}) or of_last
    return found or _of_other_kind(turn, last)


def _of_other_kind(turn: Turn, last: Search | None) -> dict[str, Any]:
    """Return the district of what was spoken of before the kind that is looked for now.

    That is the place of the last list of another kind that was told of, else the one district in
    which all of that list are; nothing where they are in several.
    """
    kind = only_kind(turn) or (last.topic if last is not None else None)
    other = next((one for one in lists_shown(turn.slots) if one.kind not in ("", kind)), None)
    if other is None:
        return {}
    told = str((turn.slots.get(RECENT) or {}).get(other.kind) or "")
    ids = [told] if told in other.places else list(other.places)
    districts = {p.district_id for p in listed_places(turn, ids)}
    only = next(iter(districts)) if len(districts) == 1 else None
    return {"district": (only,)} if only else {}


def _was_searched(turn: Turn) -> bool:
    topic = str(turn.slots.get(TOPIC) or "")
    return bool(intent_of(topic).searches) or topic in ("refine", "more_results")


def _of_search(search: Search) -> dict[str, Any]:
    if search.district and "district" not in search.relaxed:
        return {"district": search.district}
    return {"near": search.near} if search.near and "near" not in search.relaxed else {}


def _of_place(place: Place) -> dict[str, Any]:
    if place.district_id:
        return {"district": (place.district_id,)}
    return {"near": place.id} if place.latitude is not None else {}


def _price(turn: Turn, place: Place | None, last: Search | None) -> str | None:
    if place is None and not _was_searched(turn):
        place = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    if last is not None and last.price and (place is None or place.kind == last.topic):
        return last.price
    if place is None or place.kind not in ("hotel", "restaurant"):
        return None
    fitting = PriceWords(turn, "hotel" if place.kind == "hotel" else "restaurant").of(place)
    return next((word for word in WORDS if word in fitting), None)
