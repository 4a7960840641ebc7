"""Which words of a message stand in one clause."""

from __future__ import annotations

import re

from actions.dialogue.turn import Entity

CLAUSE_END = re.compile(r"[,.;!?\u3001\u3002\uff0c\uff01\uff1f]")


def is_one_clause(text: str, one: Entity, other: Entity) -> bool:
    """Say whether no clause of ``text`` ends between two entities that have a place in it."""
    first, second = sorted((one, other), key=lambda e: int(e["start"]))
    return not CLAUSE_END.search(text[int(first["end"]) : int(second["start"])])
