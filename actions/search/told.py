"""A word that a search looks for in the names or the descriptions of places."""

from __future__ import annotations

import unicodedata

from listings.models import Place

# Before a word that is to stand in the name, in ``Search.told``.
CALLED = "called:"


def is_told(place: Place, word: str, language: str) -> bool:
    """Say whether a place's description has a word, or its name one that is to be in the name."""
    if word.startswith(CALLED):
        return has_in_name(place, word.removeprefix(CALLED))
    return word in folded_summary(place, language)


def has_in_name(place: Place, word: str) -> bool:
    """Say whether a name of a place, in any language, has the folded word."""
    names = [*place.names.values(), *(a for some in place.aliases.values() for a in some)]
    return any(word in folded(name) for name in names)


def folded_summary(place: Place, language: str) -> str:
    """Return the description of a place in a language, folded; empty where there is none."""
    return folded(place.summary.get(language, ""))


def folded(text: str) -> str:
    """Return a text as it is compared: without case and width."""
    return unicodedata.normalize("NFKC", text).casefold()
