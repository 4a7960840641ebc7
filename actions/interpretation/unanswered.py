"""What a message asks of a place that none of its answers has told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.attributes import attributes_asked
from actions.interpretation.place_lookup import listed_place

# What the answer to an act tells of a place, where it does not tell everything that was asked.
_TOLD_BY = {
    "ask_ticket": {"price", "duration"},
    "ask_hours": {"hours", "last_admission"},
    "ask_office_hours": {"hours"},
    "ask_address": {"address", "way"},
    "ask_contact": {"phone", "email", "website", "address"},
    "ask_directions": {"way", "address", "distance", "duration"},
    "ask_way": {"way", "address", "distance", "duration"},
}
# When an event is on is told with where.
_WHEN = ("ask_hours", "ask_office_hours")
_WAYS = ("ask_directions", "ask_way")
# What is asked of a way, and not of the place where it ends.
_RIDES = frozenset({"taxi", "fare", "metro", "bus", "tariff", "last", "first", "time"})
_OF_RIDES = frozenset({"price", "hours"})
_FACTS, _HOURS = "ask_facts", "hours"
# Roles of a place of which nothing is asked.
_ASIDE = ("origin", "near", "at", "stay", "start", "finish", "instead_of", "home")
_POINTING = ("place", "ordinal", "reference", "office_kind")
# What can only be asked of the place itself, in the one sentence that its column has.
_ASKED = frozenset({"phone", "email", "website", "address", "hours", "price", "rating", "way"})


def left_over(turn: Turn, answered: Sequence[Turn]) -> Turn | None:
    """Return a turn for what the message asks of a place and no answer told, None for nothing.

    ``turn`` is the whole message with the slots that the answers left, ``answered`` what was
    answered. An act of which it is not known what it tells is taken to tell everything.
    """
    acts = [one.intent for one in answered]
    if not acts or any(act not in (*_TOLD_BY, _FACTS) for act in acts):
        return None
    told = {name for one in answered for name in _told(one)}
    if any(one.intent in _WHEN and _is_of_event(one) for one in answered):
        told.add("address")
    if any(act in _WAYS for act in acts) and _RIDES & set(turn.values("travel")):
        told |= _OF_RIDES
    asked = set(attributes_asked(turn)) | ({_HOURS} if turn.value("asks") else set())
    lacking = (asked & _ASKED) - told
    place = _subject(turn) if lacking else None
    if place is None:
        return None
    kept = tuple(
        e
        for e in turn.entities
        if e["entity"] not in (*_POINTING, "attribute", "amenity", "property", "asks", "time")
    )
    if _HOURS in lacking:
        kept += tuple(e for e in turn.entities if e["entity"] in ("asks", "time"))
    facts: tuple[Entity, ...] = tuple({"entity": "attribute", "value": a} for a in sorted(lacking))
    return replace(turn, intent=_FACTS, entities=(place, *facts, *kept))


def _told(turn: Turn) -> set[str]:
    return set(attributes_asked(turn)) if turn.intent == _FACTS else _TOLD_BY[turn.intent]


def _is_of_event(turn: Turn) -> bool:
    subject = _subject(turn)
    place = listed_place(turn, str(subject["value"])) if subject is not None else None
    return place is not None and place.kind == "event"


def _subject(turn: Turn) -> Entity | None:
    """Return the one place of which something is asked: the one named, else the one in focus."""
    named = {
        str(e["value"])
        for e in turn.wanted
        if e["entity"] == "place" and e.get("linked", True) and e.get("role") not in _ASIDE
    }
    subject = next(iter(named)) if len(named) == 1 else str(turn.slots.get(FOCUS) or "")
    if len(named) > 1 and subject not in named:
        return None
    is_listed = subject and listed_place(turn, subject) is not None
    return {"entity": "place", "value": subject, "linked": True} if is_listed else None
