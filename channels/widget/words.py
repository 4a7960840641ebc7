"""The words of the widget's pages: the gettext catalogues ``website.po`` under ``locales/``."""

from __future__ import annotations

import functools

from babel.messages.pofile import read_po

from channels.words import DEFAULT_LANGUAGE, FOLDER, accepted_language


@functools.cache
def catalogue(language: str) -> dict[str, str]:
    """Return every sentence of ``language`` by its key."""
    path = FOLDER / language / "LC_MESSAGES" / "website.po"
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id}


def choose_language(wanted: str, accepted: str) -> str:
    """Return the language asked for, else the browser's first that is spoken here, else English.

    Args:
        wanted: A language tag such as ``ko`` or ``zh-TW``; empty for no wish.
        accepted: The value of the request's ``Accept-Language``.
    """
    return accepted_language(wanted) or accepted_language(accepted) or DEFAULT_LANGUAGE
