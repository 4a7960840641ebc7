"""Whom or what a sight is to suit: children, or weather to stay indoors."""

from __future__ import annotations

from actions.dialogue.turn import Turn

CHILDREN, INDOOR = "children", "indoor"
_YOUNG = frozenset({"child", "infant", "youth", "family"})


def is_with_children(turn: Turn) -> bool:
    """Say whether the message tells that children come along."""
    return bool(_YOUNG & set(turn.values("audience"))) or CHILDREN in turn.values("wish")


def suits_asked(turn: Turn) -> tuple[str, ...]:
    """Return what the sights asked for are to suit; nothing where the message does not say."""
    asked = {CHILDREN: is_with_children(turn), INDOOR: INDOOR in turn.values("wish")}
    return tuple(name for name, is_asked in asked.items() if is_asked)
