"""The words of replies that carry facts."""

from __future__ import annotations

import functools

from babel import Locale

from locales import count_words, words

_NAME = "replies"


@functools.cache
def locale_of(language: str) -> Locale:
    """Return Babel's locale of ``language``."""
    return Locale.parse(language)


def say(language: str, key: str, /, **values: object) -> str:
    """Return the words of ``key`` in ``language``, with ``values`` put in.

    Raises:
        MissingWordsError: The catalogue lacks the key.
    """
    return words(_NAME, language, key, **values)


def say_count(language: str, key: str, count: int, /, **values: object) -> str:
    """Return the words of ``key`` that fit ``count``, in ``language``; ``{count}`` is put in.

    Raises:
        MissingWordsError: The catalogue lacks the key.
    """
    return count_words(_NAME, language, key, count, **values)
