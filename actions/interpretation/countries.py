"""The countries of a message, and the offices that belong to one by their names."""

from __future__ import annotations

from babel import Locale

from actions.dialogue.turn import Turn
from listings.models import Place
from semantics.languages import LANGUAGES


def countries_in(turn: Turn) -> list[str]:
    """Return the ISO codes of the countries that the message names, in order, each once.

    Where a visitor is from counts too: that is whose consulate they look for.
    """
    return list(dict.fromkeys(str(e["value"]) for e in turn.entities if e["entity"] == "country"))


def is_of_country(place: Place, country: str) -> bool:
    """Say whether a name of ``place``, in any language of ours, names ``country``."""
    return any(
        name.casefold() in own.casefold()
        for language in LANGUAGES
        for own in place.names.values()
        if (name := Locale.parse(language).territories.get(country))
    )


def country_name(turn: Turn, country: str) -> str:
    """Return a country's name in the visitor's language."""
    return str(Locale.parse(turn.language).territories.get(country, country))
