"""The words of replies that carry facts: gettext catalogues under ``locales/``."""

from __future__ import annotations

import functools
import io
from gettext import GNUTranslations
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "zh", "ja", "ko")
DEFAULT_LANGUAGE = "en"
FOLDER = Path(__file__).resolve().parents[2] / "locales"


class MissingWordsError(KeyError):
    """A catalogue has no words for a key."""


@functools.cache
def _catalogue(language: str) -> GNUTranslations:
    path = FOLDER / language / "LC_MESSAGES" / "replies.po"
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


@functools.cache
def locale_of(language: str) -> Locale:
    """Return Babel's locale of ``language``."""
    return Locale.parse(language)


def say(language: str, key: str, /, **values: object) -> str:
    """Return the words of ``key`` in ``language``, with ``values`` put in.

    Raises:
        MissingWordsError: The catalogue lacks the key.
    """
    words = _catalogue(language).gettext(key)
    if words == key:
        raise MissingWordsError(f"locales/{language}: no words for {key!r}")
    return words.format(**values)


def say_count(language: str, key: str, count: int, /, **values: object) -> str:
    """Return the words of ``key`` that fit ``count``, in ``language``; ``{count}`` is put in."""
    words = _catalogue(language).ngettext(key, f"{key}.plural", count)
    if words in (key, f"{key}.plural"):
        raise MissingWordsError(f"locales/{language}: no words for {key!r}")
    return words.format(count=count, **values)
