"""Folding: the form of a text in which two spellings of one name are equal."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import zhconv

_TABLE = str(Path(zhconv.__file__).with_name("zhcdict.json"))


@dataclass(frozen=True)
class Folded:
    """A folded text and, for each of its characters, where it stood in the original.

    ``starts[i]`` and ``ends[i]`` bound the piece of the original that became ``text[i]``.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original behind ``text[start:end]`` (``start < end``)."""
        return self.starts[start], self.ends[end - 1]


@functools.lru_cache(maxsize=65_536)
def _fold_cluster(cluster: str) -> str:
    """Fold one character with its combining marks."""
    compatible = unicodedata.normalize("NFKC", cluster).casefold()
    simplified = "".join(_simplified(c) if "\u3400" <= c <= "\u9fff" else c for c in compatible)
    if not simplified.isascii():
        # Accents fall away from Latin letters; Japanese voicing marks and Hangul must stay.
        simplified = "".join(_without_accent(c) for c in simplified)
    return simplified


def _simplified(character: str) -> str:
    # Reads the table once; left to itself, the library never closes the file.
    zhconv.loaddict(_TABLE)
    return str(zhconv.convert(character, "zh-hans"))


def _without_accent(character: str) -> str:
    decomposed = unicodedata.normalize("NFD", character)
    return decomposed[0] if decomposed[0].isascii() and decomposed[0].isalpha() else character


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in "\uff9e\uff9f"


# A message is folded by several components, its pieces by the classifier.
@functools.lru_cache(maxsize=1024)
def fold(text: str, *, compact: bool = False) -> Folded:
    """Fold ``text``: NFKC, lower case, Traditional read as Simplified, accents off Latin letters.

    With ``compact``, everything but letters and digits is dropped as well, so that "Lao Shan",
    "lao-shan" and "laoshan" are one. An empty text gives an empty result.
    """
    if text.isascii() and not compact:
        # Nothing to compose or to read otherwise, and half of all messages are like this.
        length = len(text)
        return Folded(text.lower(), tuple(range(length)), tuple(range(1, length + 1)))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and _is_mark(text[end]):
            end += 1
        for character in _fold_cluster(text[position:end]):
            if compact and not character.isalnum():
                continue
            pieces.append(character)
            starts.append(position)
            ends.append(end)
        position = end
    return Folded("".join(pieces), tuple(starts), tuple(ends))


def fold_text(text: str) -> str:
    """Return ``text`` folded, with each run of white space as one space."""
    return " ".join(fold(text).text.split())


def compact_text(text: str) -> str:
    """Return the letters and digits of ``text``, folded."""
    return fold(text, compact=True).text


def traditional(text: str) -> str:
    """Return ``text`` with its Simplified characters written as Traditional ones."""
    zhconv.loaddict(_TABLE)
    return str(zhconv.convert(text, "zh-hant"))
