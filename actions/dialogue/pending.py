"""The question that waits for an answer, and the one that was answered last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.dialogue.state import LAST_REQUEST, PENDING
from actions.dialogue.turn import Entity, Turn

# What the answer itself says anew.
_REFERRING = ("place", "ordinal", "reference", "language")
# What stands in another message says nothing by its place there.
_OF_ITS_MESSAGE = ("start", "end", "extractor", "score")


@dataclass(frozen=True)
class Request:
    """A question as it was asked: its act, what it spoke of, its words.

    ``choices`` are the ids of the places that the visitor was asked to choose from, in order.
    """

    intent: str
    entities: tuple[Entity, ...] = ()
    text: str = ""
    choices: tuple[str, ...] = ()

    @classmethod
    def from_slot(cls, value: object) -> Request | None:
        """Read what :meth:`to_slot` wrote; None for an empty slot."""
        if not isinstance(value, Mapping) or not value.get("intent"):
            return None
        return cls(
            str(value["intent"]),
            tuple(value.get("entities") or ()),
            str(value.get("text") or ""),
            tuple(map(str, value.get("choices") or ())),
        )

    def to_slot(self) -> dict[str, Any]:
        """Return the request as JSON-able values."""
        return {
            "intent": self.intent,
            "entities": [dict(e) for e in self.entities],
            "text": self.text,
            "choices": list(self.choices),
        }


def pending_slot(turn: Turn, *, asks: bool, choices: Sequence[str] = ()) -> dict[str, Any]:
    """Return the slot that keeps the turn's question while it waits, or that empties it."""
    if not asks:
        return {PENDING: None} if turn.slots.get(PENDING) else {}
    spoken_of = [e for e in turn.entities if e["entity"] not in _REFERRING]
    request = Request(turn.intent, tuple(map(_kept, spoken_of)), turn.text, tuple(choices))
    return {PENDING: request.to_slot()}


def pending_of(turn: Turn) -> Request | None:
    """Return the question that waits, without its places; None where none waits."""
    return Request.from_slot(turn.slots.get(PENDING))


def last_request_slot(turn: Turn) -> dict[str, Any]:
    """Return the slot that keeps the turn's question, so that a correction can repair it."""
    spoken_of = [e for e in turn.entities if e["entity"] != "language"]
    return {LAST_REQUEST: Request(turn.intent, tuple(map(_kept, spoken_of)), turn.text).to_slot()}


def last_request(turn: Turn) -> Request | None:
    """Return the question that was answered last, None where none was."""
    return Request.from_slot(turn.slots.get(LAST_REQUEST))


def _kept(entity: Entity) -> Entity:
    return {key: value for key, value in entity.items() if key not in _OF_ITS_MESSAGE}
