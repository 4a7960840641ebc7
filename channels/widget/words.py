"""The words of the demo page: the gettext catalogues ``website.po`` under ``locales/``."""

from __future__ import annotations

import functools
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("en", "zh", "ja", "ko")
DEFAULT_LANGUAGE = "en"
FOLDER = Path(__file__).resolve().parents[2] / "locales"


@functools.cache
def catalogue(language: str) -> dict[str, str]:
    """Return every sentence of ``language`` by its key."""
    path = FOLDER / language / "LC_MESSAGES" / "website.po"
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id}


def choose_language(wanted: str | None, accepted: str | None) -> str:
    """Return the language asked for, else the browser's first that is spoken here, else English.

    Args:
        wanted: A language tag such as ``ko`` or ``zh-TW``; None for no wish.
        accepted: The value of the request's ``Accept-Language``.
    """
    tags = [wanted or ""]
    ranked = [part.partition(";q=") for part in (accepted or "").split(",")]
    tags += [tag for tag, _, _ in sorted(ranked, key=lambda part: -_weight(part[2]))]
    for tag in tags:
        language = tag.strip().lower().split("-")[0]
        if language in LANGUAGES:
            return language
    return DEFAULT_LANGUAGE


def _weight(written: str) -> float:
    try:
        return float(written or 1)
    except ValueError:
        return 0.0
