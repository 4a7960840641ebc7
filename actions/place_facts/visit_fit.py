"""Whether the time that a visitor has is enough for a place: "is it doable in half a day?"."""

from __future__ import annotations

import re

from actions.dialogue.turn import Turn
from actions.place_facts.contact import nearest_station_sentence
from actions.wording import formats
from listings.models import Attraction, Place
from listings.queries import find_attractions
from listings.visit_length import visit_minutes

# Half a day and a whole one, as plans have them.
_DAYS = {"half": 4 * 60, "whole": 8 * 60}
_PARTS = {"morning": 4 * 60, "afternoon": 5 * 60, "evening": 3 * 60}
_PART, _IN = re.compile(r"part=(\w+)"), re.compile(r"in=(\d+)m")
_MOST_PARTS, _LEAST_LETTERS = 3, 4


def fit_sentence(turn: Turn, place: Place) -> str:
    """Return yes or no with the usual length of the visit, and how one gets there.

    Of a place whose length is not known its parts are told that have one: the areas of a mountain.
    "" where neither is known.
    """
    parts = [place] if visit_minutes(place.visit_duration) else _parts(turn, place)
    if not parts:
        return ""
    lines = [_told(turn, part, is_whole=part is place) for part in parts]
    return "\n".join([*lines, nearest_station_sentence(turn, place)])


def _told(turn: Turn, place: Place, *, is_whole: bool) -> str:
    length, minutes = turn.read(place.visit_duration) or "", visit_minutes(place.visit_duration)
    had = time_had(turn)
    if had is None or minutes is None:
        told = formats.field(turn.say("fact.duration"), length, turn.language)
    else:
        told = turn.say("fit.enough" if minutes <= had else "fit.short", length=length)
    return told if is_whole else formats.field(turn.name(place), told, turn.language)


def time_had(turn: Turn) -> int | None:
    """Return the minutes that the visitor has for the visit, None where the message does not say.

    The shortest of several counts: "half a day, only the morning".
    """
    hours = [*turn.values("length"), *turn.values("visit_hours")]
    told = [int(h) * 60 for h in hours if h.isdigit()]
    told += [_DAYS[w] for w in turn.values("wish") if w in _DAYS]
    told += [int(m[1]) for value in turn.values("time") if (m := _IN.fullmatch(value))]
    named = (_PART.search(value) for value in turn.values("time"))
    told += [_PARTS[m[1]] for m in named if m is not None and m[1] in _PARTS]
    return min(told, default=None)


def _parts(turn: Turn, place: Place) -> list[Place]:
    """Return the sights that are called after the place and have a length of visit, a few."""
    if not isinstance(place, Attraction):
        return []
    names = {place.names.get("en", ""), *place.aliases.get("en", ())}
    words = [n.casefold() for n in names if len(n) >= _LEAST_LETTERS]
    others = [a for a in find_attractions(turn.session, limit=None) if a.id != place.id]
    found = [
        a
        for a in others
        if visit_minutes(a.visit_duration)
        and any(word in a.names.get("en", "").casefold() for word in words)
    ]
    return list(found[:_MOST_PARTS])
