"""Plurals and derived forms of English words: "colleges" of "college", "boating" of "boat".

A city's own vocabulary often has a word in one form alone.
"""

from __future__ import annotations

import re

_WORDS = re.compile(r"[a-z]+(?: [a-z]+)*")
_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"
# A shorter word gives forms that are other words.
_MIN_LETTERS = 3


def english_forms(name: str) -> list[str]:
    """Return the other forms of a folded English name; empty for what is no English word.

    The plural of its last word; of a plural the singular; of one word also what one does there.
    """
    if not _WORDS.fullmatch(name) or len(name) < _MIN_LETTERS:
        return []
    singular = _singular(name)
    forms = [singular, _plural(singular)]
    if " " not in name:
        forms.append(_doing(singular))
    return [form for form in dict.fromkeys(forms) if form != name]


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_HISSING) else f"{word}s"


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > len("pies"):
        return f"{word[:-3]}y"
    if word.endswith("es") and word[:-2].endswith(_HISSING):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _doing(word: str) -> str:
    return f"{word[:-1]}ing" if word.endswith("e") else f"{word}ing"
