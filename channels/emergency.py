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
    folded = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).casefold()
    return _words().search(folded) is not None


@functools.cache
def _words() -> re.Pattern[str]:
    """Words in Latin letters stand alone; other scripts put nothing between words."""
    words = [w for code in LANGUAGES for w in say(code, "emergency.words").split("|")]
    return re.compile(
        "|".join(rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in words)
    )
