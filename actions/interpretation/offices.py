"""Which offices a message means by their kind: "the Korean consulate", "the clinic"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from actions.dialogue.state import FOCUS, RECENT, WHEREABOUTS
from actions.dialogue.turn import Turn
from actions.dialogue.whereabouts import Whereabouts
from actions.interpretation.areas import districts_in
from actions.interpretation.countries import countries_in, is_of_country
from actions.interpretation.description import described
from actions.interpretation.place_lookup import listed_places
from listings.models import Place
from listings.queries import find_offices, find_services
from semantics.intents import intent_of
from semantics.languages import COUNTRIES

# What serves where there is none of a kind.
_INSTEAD: Mapping[str, str] = {"embassy": "consulate"}
# Longer ones than prices and times of day; a year has four digits, a car's letters before them.
_SHORT_NUMBER = re.compile(r"(?<![\dA-Za-z])(?<!\b[A-Za-z] )\d{5}(?!\d)")
_OF_COUNTRIES = "consular-help"
_ABROAD = frozenset({"consulate", "embassy", _OF_COUNTRIES})


def offices_of(turn: Turn, kind: str) -> Sequence[Place]:
    """Return the offices of ``kind``, of several countries' those of the one that is named.

    A consulate stands for an embassy where the city has none. Where no country is named, it is that
    which the visitor said to be from, else whose only language they speak, if one of its is listed:
    nobody is asked for what they have shown. What a consulate offers to its own people alone is
    told to nobody else. Empty where none is listed.
    """
    offices = find_services(turn.session, kind=kind)
    if not offices and kind in _INSTEAD:
        offices = find_services(turn.session, kind=_INSTEAD[kind])
    if kind not in _ABROAD:
        return offices
    countries = countries_in(turn)
    if countries:
        return [o for o in offices if any(is_of_country(o, country) for country in countries)]
    own = Whereabouts.from_slot(turn.slots.get(WHEREABOUTS)).home or COUNTRIES.get(turn.language)
    of_own = [o for o in offices if own is not None and is_of_country(o, own)]
    return of_own or (offices if kind != _OF_COUNTRIES else [])


def best_fitting(turn: Turn, offices: Sequence[Place]) -> Sequence[Place]:
    """Return the offices where a language is spoken that the message asks for, in its district.

    All of them where none is known to speak it; those of all districts where none is in this one.
    Without a language asked for, those that speak the visitor's own come first.
    """
    asked = set(turn.values("requested_language"))
    speaking = [o for o in offices if asked & set(languages_of(o))] or list(offices)
    where = districts_in(turn)
    there = [o for o in speaking if o.district_id in where] or speaking
    return sorted(there, key=lambda o: turn.language not in languages_of(o)) if asked else there


def languages_of(office: Place) -> Sequence[str]:
    """Return the codes of the languages that an office is known to speak, empty for none."""
    return getattr(office, "languages", None) or ()


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
