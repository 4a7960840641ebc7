"""Whom to call for what the database does not know."""

from __future__ import annotations

import functools

from actions.dialogue.turn import Turn
from listings.models import Place


def call_office(turn: Turn, about: Place | None = None) -> str:
    """Return a sentence that names whom to call, an empty string when nobody can be called.

    That is the place itself where it has a phone, else the visitor office.
    """
    if about is not None and about.phone:
        return turn.say("call.place", name=turn.name(about), phone=about.phone)
    office = turn.office
    if office is None or not office.phone:
        return ""
    return turn.say("call.office", name=turn.name(office), phone=office.phone)


def lacks(turn: Turn, fact: str, place: Place, **values: object) -> str:
    """Say that a fact of a place is not known, and whom to call.

    ``fact`` is the end of a key: "phone" for ``lack.phone``, whose other values are ``values``.
    """
    sentence = turn.say(f"lack.{fact}", name=turn.name(place), **values)
    return sentences(turn, sentence, call_office(turn, place))


def sentences(turn: Turn, *parts: str) -> str:
    """Return the sentences that are not empty as one text, spaced as the language is."""
    told = [part for part in parts if part]
    if not told:
        return ""
    return functools.reduce(lambda a, b: turn.say("sentence.two", first=a, second=b), told)
