"""Whether a message has any word that was ever met: "snerf bligga" has none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from nlu.text.word_counts import Familiarity

# A character that no visitor types (Unicode's private use area).
_MARK = "\ue002"
_WORD = re.compile(r"[a-z]+|[\uac00-\ud7a3]+|[\u3040-\u30ff\u4e00-\u9fff]+")
# Where words are inflected or not parted by white space, most pairs of characters must be new.
_NEW_PAIRS = 0.75


def pieces(text: str) -> frozenset[str]:
    """Return what the words of a folded text are known by: themselves, or pairs of characters."""
    return frozenset(piece for word in _words(text) for piece in word)


def familiar_with(texts: Iterable[str]) -> Familiarity:
    """Return how familiar the pieces of folded texts are."""
    return Familiarity.of(pieces(text) for text in texts)


def marked(text: str, familiar: Familiarity, own: frozenset[str] = frozenset()) -> str:
    """Return a folded text with a mark behind it where no word of it was met.

    ``own`` are the pieces of the text itself where it is one of those that were counted. A text
    without words, of digits or masked names, gets no mark.
    """
    words = _words(text)
    is_strange = bool(words) and all(_is_new(word, familiar, own) for word in words)
    return f"{text} {_MARK}" if is_strange else text


def _words(text: str) -> list[list[str]]:
    """Return the pieces of each word: a Latin word is its own, others are pairs of characters."""
    return [
        [word] if word.isascii() or len(word) == 1 else [a + b for a, b in pairwise(word)]
        for word in _WORD.findall(text)
    ]


def _is_new(word: list[str], familiar: Familiarity, own: frozenset[str]) -> bool:
    new = familiar.grades(word, own).count("0")
    return new >= _NEW_PAIRS * len(word)
