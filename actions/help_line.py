"""Whom to call for what the database does not know."""

from __future__ import annotations

from actions.turn import Turn
from listings.models import Place


def call_office(turn: Turn, about: Place | None = None) -> str:
    """Return a sentence that names whom to call: the place itself where it has a phone, else the
    visitor office; an empty string when neither has one."""
    if about is not None and about.phone:
        return turn.say("call.place", name=turn.name(about), phone=about.phone)
    office = turn.office
    if office is None or not office.phone:
        return ""
    return turn.say("call.office", name=turn.name(office), phone=office.phone)


def lacks(turn: Turn, what_key: str, place: Place) -> str:
    """Say that a fact of a place is not known, and whom to call."""
    sentence = turn.say("lack", what=turn.say(what_key), name=turn.name(place))
    # A place cannot be asked by telephone for the number that is missing.
    return " ".join(s for s in (sentence, call_office(turn, place)) if s)
