"""Our words in each language: gettext catalogues, each read once."""

from __future__ import annotations

import functools
import io
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent


class MissingWordsError(KeyError):
    """A catalogue has no words for a key."""


def read_catalogue(name: str, language: str) -> Catalog:
    """Return the catalogue ``name`` ("replies", "channels", "website") in ``language``."""
    with (FOLDER / language / "LC_MESSAGES" / f"{name}.po").open("rb") as file:
        return read_po(file, locale=language)


@functools.cache
def texts(name: str, language: str) -> dict[str, str]:
    """Return every text of a catalogue by its key."""
    return {str(m.id): str(m.string) for m in read_catalogue(name, language) if m.id}


def words(name: str, language: str, key: str, /, **values: object) -> str:
    """Return the words of ``key`` with ``values`` put in.

    Raises:
        MissingWordsError: The catalogue lacks the key.
    """
    found = _translations(name, language).gettext(key)
    if found == key:
        raise MissingWordsError(f"locales/{language}: no words for {key!r}")
    return found.format(**values)


def count_words(name: str, language: str, key: str, count: int, /, **values: object) -> str:
    """Return the words of ``key`` that fit ``count``; ``{count}`` is put in.

    Raises:
        MissingWordsError: The catalogue lacks the key.
    """
    found = _translations(name, language).ngettext(key, f"{key}.plural", count)
    if found in (key, f"{key}.plural"):
        raise MissingWordsError(f"locales/{language}: no words for {key!r}")
    return found.format(count=count, **values)


@functools.cache
def _translations(name: str, language: str) -> GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue(name, language))
    compiled.seek(0)
    return GNUTranslations(compiled)
