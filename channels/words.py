"""The channels' own words, and the language that a text shows."""

from __future__ import annotations

import re

from locales import words
from semantics.addresses import ADDRESS
from semantics.languages import DEFAULT_LANGUAGE, LANGUAGES

_KANA = re.compile(r"[\u3041-\u30fa\u30fd-\u30ff\uff66-\uff9f]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-z]{2}")
# What a text begins with shows its language; no more of it is looked at.
_TELLING = 1000


def say(language: str, key: str, /, **values: object) -> str:
    """Return the words of ``key`` in ``language``, with ``values`` put in.

    A language that we do not speak gets English.

    Raises:
        MissingWordsError: The catalogue lacks the key.
    """
    spoken = language if language in LANGUAGES else DEFAULT_LANGUAGE
    return words("channels", spoken, key, **values)


def language_of_text(text: str, *, expected: str | None = None) -> str | None:
    """Return the language that the script of ``text`` shows: ko, ja, zh, else en.

    None when it shows none, as a number or an address does. Chinese characters alone are Japanese
    where the visitor is ``expected`` to write Japanese. Of a long text the beginning counts.
    """
    text = ADDRESS.sub(" ", text[:_TELLING])
    if _HANGUL.search(text):
        return "ko"
    if _KANA.search(text):
        return "ja"
    if _HAN.search(text):
        return "ja" if expected == "ja" else "zh"
    return "en" if _LATIN.search(text) else None


def accepted_language(header: str) -> str | None:
    """Return the first of our languages that an Accept-Language header names, None for none.

    Browsers write the languages in the visitor's order, so the weights behind them are not read.
    """
    tags = (part.split(";")[0].split("-")[0].strip().lower() for part in header.split(","))
    return next((tag for tag in tags if tag in LANGUAGES), None)
