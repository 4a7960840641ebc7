"""Which offices a message means by their kind: "the Korean consulate", "the clinic"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from actions.dialogue.state import FOCUS, RECENT
from actions.dialogue.turn import Turn
from actions.interpretation.countries import countries_in, is_of_country
from actions.interpretation.description import described
from actions.interpretation.place_lookup import listed_places
from listings.models import Place
from listings.queries import find_offices, find_services
from semantics.intents import intent_of

# What serves where there is none of a kind.
_INSTEAD: Mapping[str, str] = {"embassy": "consulate"}
# Longer ones than prices and times of day; a year has four digits.
_SHORT_NUMBER = re.compile(r"(?<!\d)\d{5}(?!\d)")
_ABROAD = frozenset({"consulate", "embassy"})


def offices_of(turn: Turn, kind: str) -> Sequence[Place]:
    """Return the offices of ``kind``, of several countries' those of the one that is named.

    A consulate stands for an embassy where the city has none. Empty where none is listed.
    """
    offices = find_services(turn.session, kind=kind)
    if not offices and kind in _INSTEAD:
        offices = find_services(turn.session, kind=_INSTEAD[kind])
    countries = countries_in(turn) if kind in _ABROAD else []
    if not countries:
        return offices
    return [o for o in offices if any(is_of_country(o, country) for country in countries)]


def office_of_number(turn: Turn) -> Place | None:
    """Return the office whose short number the message writes ("what is 12367?"), else None."""
    written = set(_SHORT_NUMBER.findall(unicodedata.normalize("NFKC", turn.text)))
    offices = find_offices(turn.session) if written else []
    return next((o for o in offices if o.phone in written), None)


def office_meant(turn: Turn, kind: str) -> Place | None:
    """Return the one office of ``kind`` that the message means, None where it does not tell.

    That is the visitor office where it is of that kind, the only one, the one that the message
    describes, or, where a fact is asked, the one spoken of.
    """
    if turn.office is not None and turn.office.office_kind == kind:
        return turn.office
    offices = offices_of(turn, kind)
    if len(offices) < 2:
        return next(iter(offices), None)
    fitting = described(turn, offices)
    if len(fitting) == 1:
        return fitting[0]
    if not intent_of(turn.intent).about_place:
        return None
    spoken_of = [turn.slots.get(FOCUS), (turn.slots.get(RECENT) or {}).get("office")]
    ids = {office.id for office in offices}
    return next(
        (p for p in listed_places(turn, map(str, filter(None, spoken_of))) if p.id in ids), None
    )
