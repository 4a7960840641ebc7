"""A question that waits until the visitor has said which place is meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.dialogue.state import PENDING
from actions.dialogue.turn import Entity, Turn

# What the answer itself says anew.
_REFERRING = ("place", "ordinal", "reference", "language")


def pending_slot(turn: Turn, *, asks: bool) -> dict[str, Any]:
    """Return the slot that keeps the turn's question while it waits, or that empties it."""
    if not asks:
        return {PENDING: None} if turn.slots.get(PENDING) else {}
    kept = [dict(e) for e in turn.entities if e["entity"] not in _REFERRING]
    return {PENDING: {"intent": turn.intent, "entities": kept, "text": turn.text}}


def pending_of(turn: Turn) -> tuple[str, tuple[Entity, ...]] | None:
    """Return the act that waits and what it spoke of, without places; None where none waits."""
    waiting = turn.slots.get(PENDING)
    if not isinstance(waiting, Mapping) or not waiting.get("intent"):
        return None
    # They stood in another message, so that their places there say nothing about this one.
    old = ({k: v for k, v in e.items() if k not in ("start", "end")} for e in waiting["entities"])
    return str(waiting["intent"]), tuple(old)
