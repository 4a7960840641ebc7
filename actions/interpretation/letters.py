"""How much a message says beside what was found in it."""

from __future__ import annotations

from actions.dialogue.turn import Turn

LETTERS_OF_CJK = 3
"""A letter of Chinese, Japanese or Korean stands for so many of another script."""


def letters_beside(turn: Turn, of_cjk: int = LETTERS_OF_CJK) -> int:
    """Return how many letters and digits stand beside the entities of a message, 0 for none.

    One of Chinese, Japanese or Korean counts ``of_cjk``.
    """
    covered = {i for e in turn.entities for i in range(e.get("start", 0), e.get("end", 0))}
    letters = [c for i, c in enumerate(turn.text) if c.isalnum() and i not in covered]
    return sum(1 if c.isascii() else of_cjk for c in letters)
