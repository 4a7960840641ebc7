"""The places that a message names: by their names, or as the one office of a kind."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from actions.dialogue.lists import lists_shown
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Entity, Turn
from actions.dialogue.whereabouts import SAID
from actions.interpretation.countries import countries_in
from actions.interpretation.offices import office_meant, office_of_number, offices_of
from actions.interpretation.place_lookup import listed_place, listed_places, one_line
from actions.interpretation.target_kind import kinds_sought
from actions.interpretation.unclear import UnclearError, no_office, which_of
from actions.interpretation.unknown_names import not_known, spoken_of
from listings.models import Place
from listings.queries import UnknownPlaceError, get_place

# A word that the statistical extractor took for a place's name with less certainty is let go.
_MIN_CONFIDENCE = 0.5
# How much a name must have in common with what was said, and by how much more than another's.
_ALIKE, _APART = 0.75, 0.2
# Roles of places that only say where something else is.
_ONLY_WHERE = ("near", "origin", "start", "finish")


def named_place(turn: Turn) -> Place | None:
    """Return the place that the message itself names, None when it names none.

    Raises:
        UnclearError: It names several alike, or one that the database does not have.
    """
    unknown: Entity | None = None
    for entity in turn.wanted:
        if entity["entity"] != "place" or (entity.get(SAID) and _names_another(turn, entity)):
            continue
        candidates = _distinct(turn, listed_places(turn, entity.get("candidates") or ()))
        listed = set(next((one.places for one in lists_shown(turn.slots)), ()))
        candidates = [p for p in candidates if p.id in listed] or _called(turn, entity, candidates)
        if len(candidates) > 1:
            raise UnclearError(which_of(turn, candidates))
        linked = listed_place(turn, str(entity["value"])) if entity.get("linked", True) else None
        place = candidates[0] if candidates else linked
        if place is not None and _is_locator(turn, entity, place):
            continue
        if place is not None:
            return place
        if _is_common(turn, entity):
            continue
        meant = spoken_of(turn, entity)
        if len(meant) > 1:
            raise UnclearError(which_of(turn, meant, question="select.several"))
        if meant:
            return meant[0]
        if entity.get("confidence_entity", 1.0) >= _MIN_CONFIDENCE:
            unknown = unknown or entity
    office = office_of_number(turn) or _office_of_kind(turn)
    if office is not None:
        return office
    if unknown is not None:
        raise UnclearError(not_known(turn, _as_named(turn, unknown), unknown))
    return None


def _names_another(turn: Turn, entity: Entity) -> bool:
    """Say whether the message names another place than where the visitor says to be."""
    return any(
        e["entity"] == "place" and e is not entity and not e.get(SAID) and e.get("linked", True)
        for e in turn.wanted
    )


def _distinct(turn: Turn, places: Sequence[Place]) -> list[Place]:
    """Return the places that a visitor can tell apart, of those alike the first."""
    return list({one_line(turn, p): p for p in reversed(places)}.values())[::-1]


def _called(turn: Turn, entity: Entity, places: list[Place]) -> list[Place]:
    """Return the one of the places whose own name is by far most like what was said.

    Two that share an alias have names of their own. Else their namesake.
    """
    said = turn.text[entity["start"] : entity["end"]] if "start" in entity else ""
    alike = sorted(places, key=lambda p: -_likeness(said, turn.name(p)))
    if said and len(alike) > 1:
        best, next_best = (_likeness(said, turn.name(p)) for p in alike[:2])
        if best >= _ALIKE and best - next_best >= _APART:
            return alike[:1]
    return _namesake(turn, places)


def _likeness(said: str, name: str) -> float:
    """Return from 0 to 1 how much two names have in common, Korean by its letters."""
    return SequenceMatcher(None, _letters(said), _letters(name), autojunk=False).ratio()


def _letters(name: str) -> str:
    return unicodedata.normalize("NFKD", name).casefold().replace(" ", "")


def _namesake(turn: Turn, places: list[Place]) -> list[Place]:
    """Return the one sight of the places, where no other kind is named: others are called after it.

    All of them where there is none, or several.
    """
    sights = [p for p in places if p.kind == "attraction"]
    is_alone = len(sights) == 1 and not kinds_sought(turn) - {"attraction"}
    return sights if is_alone else places


def _is_locator(turn: Turn, entity: Entity, place: Place) -> bool:
    """Say whether a sight only tells where the hotel or restaurant right behind it is."""
    if place.kind != "attraction" or "start" not in entity:
        return False
    for other in turn.wanted:
        if other["entity"] != "place" or other.get("start", -1) < entity["end"]:
            continue
        between = turn.text[entity["end"] : other["start"]]
        following = listed_place(turn, str(other["value"])) if not between.strip() else None
        if following is not None and following.kind in ("hotel", "restaurant"):
            return True
    return False


def places_named(turn: Turn) -> list[Place]:
    """Return all places that the message itself names for sure, in order, each once.

    Empty where it names none, or one that the database does not have; those of a role that says
    only where (from, near) are left out, and those of a name that several bear alike.
    """
    found = [
        _sole_of(turn, e) if e.get("candidates") else listed_place(turn, str(e["value"]))
        for e in turn.wanted
        if e["entity"] == "place" and e.get("linked", True) and e.get("role") not in _ONLY_WHERE
    ]
    return list({p.id: p for p in found if p is not None}.values())


def _sole_of(turn: Turn, entity: Entity) -> Place | None:
    places = _distinct(turn, listed_places(turn, entity["candidates"]))
    meant = _called(turn, entity, places)
    return meant[0] if len(meant) == 1 else None


def _is_common(turn: Turn, entity: Entity) -> bool:
    """Say whether what was taken for a name only points at a place, or is the word for its kind."""
    if "start" not in entity:
        return False
    start, end = entity["start"], entity["end"]
    return any(
        e["start"] < end and start < e["end"]
        if e["entity"] == "reference"
        else e["entity"] == "kind" and e["start"] <= start and end <= e["end"]
        for e in turn.entities
        if "start" in e
    )


def offices_meant(turn: Turn) -> Place | None:
    """Return None unless the message names a kind of office of which there is not just one.

    Raises:
        UnclearError: There are several, and the reply asks which, or none, and the reply says so.
            The way to the place in focus may start from one of them ("how do I get there from the
            station"), which needs no answer.
    """
    kind = turn.value("office_kind")
    if kind is None or (turn.intent == "ask_directions" and turn.slots.get(FOCUS)):
        return None
    offices = offices_of(turn, kind)
    if not offices:
        raise UnclearError(no_office(turn, kind))
    if len(offices) > 1:
        raise UnclearError(which_of(turn, offices, question="place.which_office"))
    return None


def _as_named(turn: Turn, entity: Entity) -> str:
    """Return the name that the visitor used, else the name of the place that the id belongs to."""
    if "start" in entity and turn.text[entity["start"] : entity["end"]]:
        return turn.text[entity["start"] : entity["end"]]
    try:
        return turn.name(get_place(turn.session, str(entity["value"])))
    except UnknownPlaceError:
        return str(entity["value"])


def _office_of_kind(turn: Turn) -> Place | None:
    """Return the one office of the kind that the message names ("the visitor centre")."""
    kind = turn.value("office_kind") or _kind_of_unknown(turn)
    if kind is None:
        return None
    office = office_meant(turn, kind)
    if office is None and not turn.value("office_kind"):
        raise UnclearError(no_office(turn, kind))
    return office


def _kind_of_unknown(turn: Turn) -> str | None:
    """Return the kind of office that an unknown name with a country says: "American consulate"."""
    if not countries_in(turn):
        return None
    unknown = (e for e in turn.wanted if e["entity"] == "place" and not e.get("linked", True))
    return next((str(e["office_kind"]) for e in unknown if e.get("office_kind")), None)
