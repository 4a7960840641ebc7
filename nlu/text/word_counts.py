"""How often a piece of writing was met outside of names: what nobody has met is likely a name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

# Met in this many utterances or more, a piece is familiar; more says no more.
_OFTEN = 3
_FILE = "familiar.json"


class Familiarity:
    """In how many utterances each piece stood outside of names.

    What a piece is, a word or a pair of characters, is the caller's business.
    """

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts

    @classmethod
    def of(cls, utterances: Iterable[Iterable[str]]) -> Familiarity:
        """Count the pieces of each utterance; one that stands twice in it counts once."""
        return cls(Counter(piece for pieces in utterances for piece in set(pieces)))

    def grades(self, pieces: Sequence[str], own: frozenset[str] = frozenset()) -> list[str]:
        """Return how familiar each piece is, from "0" for never met to "3".

        ``own`` are the pieces of the same utterance that were counted, none for a new one: an
        utterance that is learnt from is not familiar with itself.
        """
        return [str(min(self._counts[piece] - (piece in own), _OFTEN)) for piece in pieces]

    def save(self, folder: Path) -> None:
        """Write the counts into ``folder``, those that tell one grade from another."""
        kept = {piece: min(n, _OFTEN) for piece, n in sorted(self._counts.items())}
        (folder / _FILE).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Familiarity:
        """Read what :meth:`save` wrote."""
        return cls(Counter(json.loads((folder / _FILE).read_text(encoding="utf-8"))))
