"""Prices and hours that are older than the city's limit: said to be old, with whom to call."""

from __future__ import annotations

from collections.abc import Iterable

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.turn import Turn
from actions.wording import formats
from listings.models import Place
from listings.queries import is_old


def old_note(turn: Turn, dates: Iterable[str | None], about: Place | None = None) -> str:
    """Say of when the oldest of ``dates`` is, where that is older than the city's limit.

    An empty string where none is. ``about`` is the place that can be called.
    """
    today = turn.now.date()
    old = sorted(date for date in dates if date and is_old(date, today, turn.city))
    if not old:
        return ""
    told = turn.say("source.old", date=formats.as_of(old[0], turn.language))
    return sentences(turn, told, call_office(turn, about))
