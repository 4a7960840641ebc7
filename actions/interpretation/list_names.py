"""Places of the last list that a message names by a piece of their name: "not the Hyatt"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from actions.dialogue.state import SHOWN
from actions.dialogue.turn import Turn
from actions.interpretation.place_lookup import listed_places
from listings.models import Place

_LATIN_WORD = re.compile(r"[a-z]{4,}")
_OTHER_RUN = re.compile(r"[^\W\da-z_]{2,}")
_LONGEST = 10
# Entities that may lie over the name itself.
_OF_ALL = ("language", "script", "dropped")


def named_in_list(turn: Turn) -> list[Place]:
    """Return the places of the last list of which the message has a piece of the name.

    A piece is a Latin word of four letters or more, or two characters in a row of another script;
    it counts where it stands in the name of one place of the list alone and means nothing else that
    is known. Empty where there is no list, or none is named.
    """
    shown = listed_places(turn, map(str, turn.slots.get(SHOWN) or ()))
    names = {p.id: _folded(" | ".join(p.names.values())) for p in shown}
    found: set[str] = set()
    for piece in _pieces(turn):
        having = [place_id for place_id, own in names.items() if piece in own]
        if len(having) == 1:
            found.add(having[0])
    return [p for p in shown if p.id in found]


def _pieces(turn: Turn) -> Iterator[str]:
    letters = list(turn.text)
    for e in turn.entities:
        is_guess = e["entity"] == "place" and e.get("linked") is False
        if "start" in e and e["entity"] not in _OF_ALL and not is_guess:
            letters[e["start"] : e["end"]] = " " * (e["end"] - e["start"])
    text = _folded("".join(letters))
    yield from _LATIN_WORD.findall(text)
    for run in _OTHER_RUN.findall(text):
        for length in range(2, min(len(run), _LONGEST) + 1):
            yield from (run[i : i + length] for i in range(len(run) - length + 1))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
