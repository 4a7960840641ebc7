"""The words of the widget's pages: the gettext catalogues ``website.po`` under ``locales/``."""

from __future__ import annotations

import re

from channels.words import accepted_language
from locales import texts
from semantics.languages import DEFAULT_LANGUAGE

TRADITIONAL = "zh-hant"
"""Chinese as Taiwan and Hong Kong write it, of which the widget alone has words of its own."""

_TRADITIONAL = re.compile(r"zh[-_](hant|tw|hk|mo)", re.IGNORECASE)


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


def reads_traditional(wanted: str, accepted: str) -> bool:
    """Tell whether a reader of Chinese reads traditional characters.

    The arguments are those of `choose_language`; the first Chinese tag of the browser counts, or
    the wish.
    """
    tags = (part.strip() for part in accepted.split(","))
    own = next((tag for tag in tags if tag.lower().startswith("zh")), "")
    return any(_TRADITIONAL.match(tag) for tag in (wanted, own))
