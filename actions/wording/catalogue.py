"""The words of replies that carry facts."""

from __future__ import annotations

from locales import count_words, words
from locales.formats import locale_of

__all__ = ["locale_of", "say", "say_count"]

_NAME = "replies"


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
