"""The words of the widget's pages: the gettext catalogues ``website.po`` under ``locales/``."""

from __future__ import annotations

from channels.words import accepted_language
from locales import texts
from semantics.languages import DEFAULT_LANGUAGE


def catalogue(language: str) -> dict[str, str]:
    """Return every sentence of ``language`` by its key."""
    return texts("website", language)


def choose_language(wanted: str, accepted: str) -> str:
    """Return the language asked for, else the browser's first that is spoken here, else English.

    Args:
        wanted: A language tag such as ``ko`` or ``zh-TW``; empty for no wish.
        accepted: The value of the request's ``Accept-Language``.
    """
    return accepted_language(wanted) or accepted_language(accepted) or DEFAULT_LANGUAGE
