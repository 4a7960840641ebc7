"""A name that the database does not have: which place it may stand for, and what is said of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS, RECENT, SHOWN
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.description import described
from actions.interpretation.place_lookup import listed_places, one_line
from actions.interpretation.target_kind import overlap
from actions.wording.reply import Reply, button
from listings.models import Place
from listings.queries import find_services

_MOST = 3
_COMPARED = "compared"
_KIND_WORDS = ("kind", "category", "cuisine")
_WORD = re.compile(r"[^\W\d_]+")
# Shorter ones stand in names of all sorts ("old", "the"); without white space between words, a word
# may be a whole clause, and two characters tell.
_MIN_LETTERS, _MIN_CHARACTERS = 4, 2


def spoken_of(turn: Turn, name: Entity) -> list[Place]:
    """Return the places spoken of, in the last list or before, that ``name`` describes.

    One does whose own name has a word of it, other than those that only say the kind: "the wax
    museum" after a list with a gallery of wax figures. An empty list where none does, as where
    nothing was spoken of.
    """
    recent = (turn.slots.get(RECENT) or {}).values()
    ids = [*(turn.slots.get(SHOWN) or ()), turn.slots.get(FOCUS), *recent]
    words = _telling_words(turn, name)
    places = listed_places(turn, dict.fromkeys(str(i) for i in ids if i))
    bearing = [p for p in places if any(_has(own, words) for own in p.names.values())]
    return bearing or described(turn, places, " ".join(words)) if words else []


def not_known(turn: Turn, name: str, entity: Entity) -> Reply:
    """Say that the database has no place of this name; those with names like it are buttons.

    Where no name is like it, the visitor hears whom to call, and which offices of the kind there
    are where the name says one. Nothing else stands for it.
    """
    alike = listed_places(turn, map(str, entity.get("closest") or ()))[:_MOST]
    told = [turn.say("place.unknown", name=name, city=turn.city_name())]
    told += [] if alike else [call_office(turn)]
    closest: Sequence[Place] = alike or _offices(turn, entity)
    if closest:
        told.append(turn.say("place.closest" if alike else "place.instead"))
    lines = [sentences(turn, *told), *(f"- {one_line(turn, p)}" for p in closest)]
    buttons = tuple(
        button(turn.title(p), turn.intent or "ask_details", place=p.id) for p in closest
    )
    return Reply("\n".join(lines), buttons=buttons)


def unlisted_beside(turn: Turn) -> list[str]:
    """Return a sentence for each unknown name that the message names beside a known one."""
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("role") == _COMPARED]
    unknown = [e for e in named if not e.get("linked", True) and not e.get("candidates")]
    if len(unknown) == len(named):
        return []
    return [turn.say("place.unknown", name=e["value"], city=turn.city_name()) for e in unknown]


def _offices(turn: Turn, name: Entity) -> Sequence[Place]:
    """Return a few offices of the kind that an unknown name says, none where it says none."""
    if "office_kind" not in name:
        return []
    return find_services(turn.session, kind=name["office_kind"], limit=_MOST)


def _telling_words(turn: Turn, name: Entity) -> list[str]:
    """Return the words of a name, folded, without those that say of what kind it is."""
    if "start" not in name:
        return []
    letters = list(turn.text)
    for e in turn.entities:
        if e["entity"] in _KIND_WORDS and overlap(e, name):
            letters[e["start"] : e["end"]] = " " * (e["end"] - e["start"])
    return _words("".join(letters[name["start"] : name["end"]]))


def _words(text: str) -> list[str]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return [w for w in words if len(w) >= (_MIN_LETTERS if w.isascii() else _MIN_CHARACTERS)]


def _has(name: str, words: Sequence[str]) -> bool:
    own = _words(name)
    return any(
        word in own if word.isascii() else any(word in other for other in own) for word in words
    )
