"""Cries for help, known by their words, so that numbers to call are told whatever hangs."""

from __future__ import annotations

import functools
import re
import unicodedata

from channels.words import say
from semantics.languages import LANGUAGES
from semantics.lengths import MOST_CHARACTERS

ANSWER_SECONDS = 0.6
"""How long the assistant itself has to answer, before the numbers alone are told."""


def is_emergency(text: str) -> bool:
    """Say whether ``text`` has a word of an emergency in any of the languages."""
    folded = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).casefold().replace("’", "'")
    return any(
        stem in folded and (pattern is None or pattern.search(folded) is not None)
        for stem, pattern in _words()
    )


@functools.cache
def _words() -> list[tuple[str, re.Pattern[str] | None]]:
    """Return what each word begins with, and a pattern for one in Latin letters.

    Such a one stands alone, up to a star; other scripts put nothing between words.
    """
    words = [w for code in LANGUAGES for w in say(code, "emergency.words").split("|")]
    return [(word.rstrip("*"), _pattern(word)) for word in words]


def _pattern(word: str) -> re.Pattern[str] | None:
    if not word.isascii():
        return None
    end = "" if word.endswith("*") else r"\b"
    return re.compile(rf"\b{re.escape(word.rstrip('*'))}{end}")
