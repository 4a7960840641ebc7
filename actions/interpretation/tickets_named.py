"""Which tickets of a place the message names: "the combined ticket", "食事付き券", "야간 관람"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from actions.dialogue.turn import Turn
from listings.models import Place, Texts, Ticket

_BRACKETS = re.compile(r"\s?[（(][^（()）]*[）)]")
_WORD = re.compile(r"[^\W\d_]+")
# Words of tickets that tell none from another.
_COMMON = frozenset({"admission", "both", "entry", "pass", "return", "ticket", "visit", "with"})
_INCLUDED = "include"
# Words by which a ticket's English name says that several things are in it.
_COMBINES = re.compile(
    r"\b(?:with|combined|combination|combi|combo|package|set|both|plus|inclusive)\b|[+&]"
)
_SHORTEST_WORD, _SHORTEST_PIECE = 4, 2
# How much of a name without spaces must be said, where it is not its beginning.
_MOST_OF = 0.6


def ticket_key(ticket: Ticket) -> str:
    """Return what tells the tickets of a place apart, whatever the season and audience."""
    return str(sorted(ticket.names.items()))


def tickets_named(turn: Turn, place: Place, tickets: Sequence[Ticket]) -> dict[str, int]:
    """Return the keys of the tickets that the message names, with where, in its order.

    Only what tells a ticket from the others of the place counts. Empty where it names none, or the
    place has only one.
    """
    keys = list(dict.fromkeys(ticket_key(t) for t in tickets))
    if len(keys) < 2:
        return {}
    names = {ticket_key(t): t.names for t in tickets}
    text = _without_name(turn, place)
    found: dict[str, int] = {}
    for key in keys:
        others = [names[other] for other in keys if other != key]
        position = _named_at(text, names[key], others, place)
        if position is not None:
            found[key] = position
    return dict(sorted(found.items(), key=lambda item: item[1]))


def adds_to_entrance(turn: Turn, named: Collection[str], tickets: Sequence[Ticket]) -> bool:
    """Say whether the tickets named are to be counted in with the entrance, not asked for alone.

    "All in all, including the cable car?"; a ticket that has the entrance in it ("with a meal") is
    counted alone.
    """
    is_added = _INCLUDED in turn.values("adds")
    own = [t for t in tickets if ticket_key(t) in named]
    return is_added and bool(own) and not any(map(is_combined, own))


def is_combined(ticket: Ticket) -> bool:
    """Say whether a ticket has several things in it by its name: "combined", "with a meal"."""
    return any(_COMBINES.search(_folded(name)) for name in ticket.names.values())


def _without_name(turn: Turn, place: Place) -> str:
    """Return the message, folded, with blanks where it names the place itself."""
    text = turn.text
    for entity in turn.entities:
        if entity["entity"] == "place" and entity["value"] == place.id and "start" in entity:
            start, end = int(entity["start"]), int(entity["end"])
            text = text[:start] + " " * (end - start) + text[end:]
    return _folded(text)


def _named_at(text: str, names: Texts, others: Sequence[Texts], place: Place) -> int | None:
    for language, name in names.items():
        rivals = [_plain(other.get(language, "")) for other in others]
        rivals.append(_folded(place.names.get(language, "")))
        plain = _plain(name)
        at = _by_word(text, plain, rivals) if plain.isascii() else _by_piece(text, plain, rivals)
        if at is not None:
            return at
    return None


def _by_word(text: str, name: str, rivals: Sequence[str]) -> int | None:
    common = {word for rival in rivals for word in _WORD.findall(rival)} | _COMMON
    for word in _WORD.findall(name):
        if len(word) < _SHORTEST_WORD or word in common:
            continue
        match = re.search(rf"\b{re.escape(word)}", text)
        if match is not None:
            return match.start()
    return None


def _by_piece(text: str, name: str, rivals: Sequence[str]) -> int | None:
    """Return where the longest piece of the name stands that no other name has."""
    close = name.replace(" ", "")
    text = text.replace(" ", "")
    for length in range(len(close), _SHORTEST_PIECE - 1, -1):
        for first in range(len(close) - length + 1):
            piece = close[first : first + length]
            if first and length < _MOST_OF * len(close):
                continue
            if piece in text and not any(piece in rival.replace(" ", "") for rival in rivals):
                return text.index(piece)
    return None


def _plain(name: str) -> str:
    return _folded(_BRACKETS.sub("", name))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
