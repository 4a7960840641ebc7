"""The languages that are spoken: what each text of ours exists in."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "zh", "ja", "ko")
# What is spoken to who shows no language, or one that is none of ours.
DEFAULT_LANGUAGE = "en"

# The one country where most live who speak a language; English and Chinese have many.
COUNTRIES: Mapping[str, str] = {"ja": "JP", "ko": "KR"}

# ISO 15924 codes of the scripts in which Chinese is written.
SIMPLIFIED = "Hans"
TRADITIONAL = "Hant"
# Roles of the language of a message that only a name shows, or that characters of two languages do.
NAME = "name"
SHARED = "shared"
_OF_CHARACTERS = ("zh", "ja")


def language_spoken(
    kept: str | None, page: str | None, shown: str | None, role: str | None = None
) -> str:
    """Return the language in which a message is answered.

    Args:
        kept: The conversation's so far, None before it is known.
        page: That of the page which the visitor reads, where the channel tells.
        shown: What the message itself shows.
        role: By what it shows that: by more than a name (None), by a name alone (``NAME``), or by
            characters that Chinese and Japanese share (``SHARED``).

    A name keeps the conversation's language, shared characters keep Chinese and Japanese. Anything
    but one of ours counts as none.
    """
    spoken = kept if kept in LANGUAGES else None
    if shown not in LANGUAGES:
        return spoken or (page if page in LANGUAGES else None) or DEFAULT_LANGUAGE
    if role is not None and spoken is not None and (role == NAME or spoken in _OF_CHARACTERS):
        return spoken
    # Who reads a page in Japanese writes characters that are shared in Japanese.
    return str(page if role is not None and page in _OF_CHARACTERS else shown)
