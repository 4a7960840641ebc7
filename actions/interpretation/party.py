"""Who comes along: "two adults and a child"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from actions.dialogue.turn import Turn


def party_in(turn: Turn) -> Mapping[str, int]:
    """Return how many of each audience the message names, in its order; empty for none.

    People of whom it says no more ("for four people") are taken for adults.
    """
    found: Counter[str] = Counter()
    for value in turn.values("party"):
        audience, _, count = value.partition(":")
        found[audience] += int(count) if count.isdigit() else 1
    if not found:
        people = turn.value("people") or ""
        if people.isdigit():
            found["adult"] = int(people)
    return {audience: count for audience, count in found.items() if count > 0}
