"""Messages in a language that the assistant does not speak.

Romanised Chinese and Japanese, names and typing errors look foreign to a language identifier, too.
So it is asked only where the message's own words are strange, and believed only about languages
that visitors write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pycld2

from nlu.text.scripts import script_of

# ISO 639 code of a language that is told by its script alone, where the identifier cannot say.
UNDETERMINED = "und"
_SUPPORTED = ("en", "zh", "zh-Hant", "ja", "ko")
_MIN_WORDS = 2
# The least share of the words in Latin letters that messages in our four languages never use.
_MIN_UNKNOWN = 0.5
# The least share of the text, in percent, that is in the language found.
_MIN_PERCENT = 60


def other_language(text: str, words: Sequence[bool], among: Sequence[str]) -> str | None:
    """Return the ISO 639 code of the language of ``text`` where it is none of ours, else None.

    Args:
        text: The message without the names of places.
        words: For each of its words in Latin letters, whether our training data use it.
        among: The codes of the languages in Latin letters that are looked for.
    """
    scripts = Counter(script_of(c) for c in text)
    letters = sum(count for script, count in scripts.items() if script != "none")
    if scripts["other"] * 2 > letters:
        found = _identified(text)
        return UNDETERMINED if found is None or found in _SUPPORTED else found
    unknown = len(words) - sum(words)
    if unknown < max(_MIN_WORDS, _MIN_UNKNOWN * len(words)) or scripts["latin"] * 2 <= letters:
        return None
    found = _identified(text)
    return found if found in among else None


def _identified(text: str) -> str | None:
    """Return the language that most of ``text`` is in, None where the identifier cannot tell."""
    try:
        _, _, details = pycld2.detect(text, bestEffort=True)
    except pycld2.error:  # invalid UTF-8: half a surrogate pair, a control character
        return None
    _, code, percent, _ = details[0]
    return str(code) if code != "un" and percent >= _MIN_PERCENT else None
