"""Choosing a text's language, and its sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from babel.languages import get_official_languages

T = TypeVar("T")

_SENTENCE_END = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+(?!\d)")

_LONGEST_EMERGENCY_NUMBER = 4


def pick(texts: Mapping[str, T], language: str, local_language: str) -> T | None:
    """Return the text in the visitor's language, else the local one, else English, else any.

    An empty text counts as missing; with no text at all the answer is None.
    """
    for wanted in (language, local_language, "en"):
        if texts.get(wanted):
            return texts[wanted]
    return next((text for text in texts.values() if text), None)


@cache
def local_language(country: str) -> str:
    """Return the code of the language that most people in a country read, such as ``pt`` for PT.

    The languages are Unicode CLDR's official ones; a country it does not know gives ``en``.
    """
    languages = get_official_languages(country.upper(), de_facto=True)
    return languages[0].split("_")[0] if languages else "en"


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text in any of the languages, in order; "No. 1" ends none."""
    return [s for s in map(str.strip, _SENTENCE_END.split(text)) if s]


def is_emergency_number(phone: str | None) -> bool:
    """Say whether a phone number is an emergency line's: those are short everywhere, as 112."""
    digits = "".join(c for c in phone or "" if c.isdigit())
    return 0 < len(digits) <= _LONGEST_EMERGENCY_NUMBER
