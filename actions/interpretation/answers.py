"""A message as the answer to our own question: which of these places, which place at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.dialogue.pending import Request, pending_of
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.description import described
from actions.interpretation.letters import letters_beside
from actions.interpretation.place_lookup import listed_places
from actions.interpretation.properties import properties_asked
from actions.interpretation.target_kind import kinds_sought
from listings.models import Place
from listings.sorts import all_categories_of
from semantics.intents import intent_of

# What a message that only names a place is taken for.
MAY_ANSWER = (
    *("nlu_fallback", "out_of_scope", "ask_details", "select_item", "follow_up", "find_office"),
    *("deny", "affirm", "chitchat", "refine", "show_local", "find_attraction", "report_error"),
)
UNCLEAR = ("nlu_fallback", "out_of_scope", "chitchat", "affirm")
# From here on what is out of scope is no search, whatever dish or country it names.
_SURE = 0.9
_POINTING = ("place", "ordinal", "reference")
_SHORT = 12
_SORTS = ("category", "cuisine")
# So much is said beside a place that is only pointed at, where it is a question of its own.
_OWN_LETTERS, _OWN_LETTERS_OF_QUESTION = 16, 8
_QUESTION_MARKS = frozenset("?？")
# What says in an answer which of the places is meant, and nothing more.
_CHOOSING = (*_POINTING, "country", "area", "office_kind", "category", "cuisine", "kind", "wish")


def is_surely_none(turn: Turn) -> bool:
    """Say whether the message is surely nothing that the office can help with."""
    return turn.intent == "out_of_scope" and turn.confidence >= _SURE


def as_answer(turn: Turn) -> Turn | None:
    """Return the waiting question with the place that the message names; None where it names none.

    Where the message asks something of its own about that place ("the second, what is its
    number?"), that is asked of it in place of what waits.
    """
    waiting = pending_of(turn)
    if waiting is None or any(map(turn.values, ("allergy", "comparison"))):
        # Who says what makes them ill, or compares, has chosen nothing.
        return None
    if _asks_its_own(turn):
        return None
    chosen = _chosen(turn, waiting)
    if chosen is not None:
        place: Entity = {"entity": "place", "value": chosen.id, "linked": True}
        own = tuple(e for e in turn.entities if e["entity"] not in _CHOOSING)
        if turn.value("attribute") or turn.value("contact"):
            return replace(turn, entities=(*own, place))
        return _asked_again(turn, waiting, (*own, place))
    if turn.value("attribute") or turn.intent not in MAY_ANSWER:
        return None
    pointed = any(map(turn.value, _POINTING))
    if not pointed or (turn.value("time") and turn.intent not in UNCLEAR):
        return None
    return _asked_again(turn, waiting, turn.entities)


def _asks_its_own(turn: Turn) -> bool:
    """Say whether a message that only points at a place asks a question of its own.

    "What is around this hotel?" or "does it have a pool there?" tells no place for what waits.
    """
    named = [e for e in turn.wanted if e["entity"] == "place"]
    own = intent_of(turn.intent).searches
    around = [e for e in named if e.get("role") == "near"]
    if own is not None and around and kinds_sought(turn) == {own} and not _may_be(turn, own):
        # "A hotel near the beach, under 500" is no answer to "which beach?".
        return True
    if turn.value("ordinal") or any(e.get("linked", True) for e in named):
        return False
    is_near = turn.value("near") is not None or any(e.get("role") == "near" for e in turn.wanted)
    if is_near and kinds_sought(turn) and (named or turn.value("reference")):
        return True
    if turn.value("dropped") is not None:
        return True
    if not (named or turn.value("reference")) or turn.value("attribute"):
        return False
    if properties_asked(turn) or turn.value("amenity"):
        return True
    is_question = any(mark in turn.text for mark in _QUESTION_MARKS)
    return letters_beside(turn) > (_OWN_LETTERS_OF_QUESTION if is_question else _OWN_LETTERS)


def _may_be(turn: Turn, kind: str) -> bool:
    """Say whether one of the places that our question offers is of this kind."""
    waiting = pending_of(turn)
    offered = listed_places(turn, waiting.choices) if waiting is not None else []
    return not offered or any(place.kind == kind for place in offered)


def _asked_again(turn: Turn, waiting: Request, entities: Sequence[Entity]) -> Turn:
    said = {e["entity"] for e in entities}
    old = (e for e in waiting.entities if e["entity"] not in said)
    # Its own words first: where its entities stand is told by them.
    text = f"{turn.text} {waiting.text}".strip()
    return replace(turn, intent=waiting.intent, text=text, entities=(*entities, *old))


def _chosen(turn: Turn, waiting: Request) -> Place | None:
    """Return the one of the offered places that the message chooses, None where it does not."""
    places = listed_places(turn, waiting.choices)
    if not places:
        return None
    ordinal = turn.value("ordinal")
    if ordinal is not None:
        return _counted(places, ordinal)
    named = {
        str(id_)
        for e in turn.wanted
        if e["entity"] == "place" and e.get("linked", True)
        for id_ in (e["value"], *(e.get("candidates") or ()))
    }
    fitting = [p for p in places if p.id in named]
    if not fitting and (named or _asks_otherwise(turn, places)):
        return None
    only_answers = turn.intent in MAY_ANSWER and not turn.value("attribute")
    fitting = fitting or described(turn, places, turn.text if only_answers else None)
    return fitting[0] if len(fitting) == 1 else None


def _counted(places: Sequence[Place], ordinal: str) -> Place | None:
    number = int(ordinal) if ordinal.lstrip("-").isdigit() else 0
    index = number - 1 if number > 0 else len(places) + number
    return places[index] if number and 0 <= index < len(places) else None


def _asks_otherwise(turn: Turn, places: Sequence[Place]) -> bool:
    """Say whether the message asks for something that none of the places answers."""
    own = intent_of(turn.intent).searches
    if own is not None and own in kinds_sought(turn) and any(map(turn.values, _SORTS)):
        # A search of another kind, or of a sort that none of them is.
        kinds = {*turn.values("cuisine"), *turn.values("category")}
        return not any(p.kind == own and kinds & set(all_categories_of(p)) for p in places)
    if turn.intent in MAY_ANSWER or intent_of(turn.intent).about_place:
        return False
    # So few words ask for nothing else.
    return len(turn.text) > _SHORT
