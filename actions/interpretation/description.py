"""Which of a few places a message describes: by a piece of a name, its kitchen, where it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from actions.dialogue.turn import Turn
from actions.interpretation.areas import is_in
from actions.interpretation.countries import countries_in, is_of_country
from actions.interpretation.target_kind import overlap
from listings.kinds import KINDS, categories_of
from listings.models import Place, Restaurant
from listings.sorts import all_categories_of

# How much a word tells that stands in a name, in what a place is or serves, in what is said of it.
_NAME, _KIND, _SUMMARY = 3.0, 2.0, 1.0
_WORD = re.compile(r"[^\W_]+")
# Shorter Latin words stand in texts of all sorts; without white space between words, two
# characters tell.
_MIN_LETTERS, _PIECE = 4, 2
_MIN_INITIALS = 3
_UNCOVERED = ("place", "language", "continues", "repair")
_ITEM = "item"
# What the message says of a place for certain outweighs all words.
_KNOWN = 100.0


def described(turn: Turn, places: Sequence[Place], words: str | None = None) -> list[Place]:
    """Return those of ``places`` that the message describes best, in their order.

    Only what tells them apart counts. Of a description that the message marks as one ("the dim sum
    one"), or of ``words`` in place of the message, what is said of the places counts too. An empty
    list where nothing describes any.
    """
    marked = words or " ".join(described_by(turn))
    texts = {p.id: _texts(turn, p, with_summary=bool(marked)) for p in places}
    said = {*_pieces(marked or turn.text), *_initials([(marked or turn.text).upper()])}
    scores = {p.id: _score(said, p, texts) for p in places}
    for place in places:
        scores[place.id] += _KNOWN * sum(test(place) for test in _tests(turn))
    best = max(scores.values(), default=0)
    return [p for p in places if best and scores[p.id] == best]


def named_among(turn: Turn, places: Sequence[Place]) -> Place | None:
    """Return the one of ``places`` that a word of the message names, None for none or several.

    Words that only say what kind of place is meant, or with what, name none.
    """
    letters = list(turn.text)
    for e in turn.entities:
        # A mere guess may have taken the name for something else.
        is_known = "confidence_entity" not in e or e.get("linked")
        if e["entity"] not in _UNCOVERED and is_known and "start" in e:
            letters[e["start"] : e["end"]] = " " * (e["end"] - e["start"])
    text = "".join(letters)
    said = {*_pieces(text), *_initials([text.upper()])}
    texts = {
        p.id: [t for t in _texts(turn, p, with_summary=False) if t[1] == _NAME] for p in places
    }
    scores = {p.id: _score(said, p, texts) for p in places}
    best = max(scores.values(), default=0)
    fitting = [p for p in places if best and scores[p.id] == best]
    return fitting[0] if len(fitting) == 1 else None


def of_kind_said(turn: Turn, places: Sequence[Place]) -> Place | None:
    """Return the one of ``places`` that is of the kitchen or category that the message names."""
    kinds = {*turn.values("cuisine"), *turn.values("category")}
    fitting = [p for p in places if kinds & set(all_categories_of(p))]
    return fitting[0] if len(fitting) == 1 else None


def is_description(turn: Turn) -> bool:
    """Say whether the message describes a place that was spoken of: "the soup place".

    "Not the one on the square" leaves one out, and "the nearest one" says which by an order.
    """
    items = [e for e in turn.wanted if e["entity"] == "reference" and e["value"] == _ITEM]
    aside = [*turn.denied, *(e for e in turn.wanted if e["entity"] == "order")]
    return any(not any(overlap(item, other) for other in aside) for item in items)


def described_by(turn: Turn) -> list[str]:
    """Return the pieces of the message that describe a place."""
    return [
        turn.text[e["start"] : e["end"]]
        for e in turn.wanted
        if e["entity"] == "reference" and e["value"] == _ITEM and "start" in e
    ]


Texts = list[tuple[frozenset[str], float]]


def _texts(turn: Turn, place: Place, *, with_summary: bool) -> Texts:
    """Return the words that stand for a place, with how much they tell."""
    names = [*place.names.values(), *(a for some in place.aliases.values() for a in some)]
    vocabulary = KINDS[place.kind].vocabulary
    kinds = [turn.word(vocabulary, c) for c in categories_of(place)] if vocabulary else []
    if place.district is not None:
        kinds += place.district.names.values()
    if isinstance(place, Restaurant):
        kinds += [dish for dishes in place.signature_dishes.values() for dish in dishes]
    texts = [(names, _NAME), (kinds, _KIND)]
    if with_summary:
        told = [*place.summary.values(), *place.station.values(), *place.address.values()]
        texts.append((told, _SUMMARY))
    pieces = [(frozenset(_pieces(" ".join(words))), weight) for words, weight in texts]
    return [*pieces, (frozenset(_initials(names)), _NAME)]


def _score(said: set[str], place: Place, texts: dict[str, Texts]) -> float:
    """Return how much of what was said tells ``place`` from the others.

    What stands in the texts of all tells nothing, what stands in those of few tells more.
    """
    return sum(
        weight / having
        for own, weight in texts[place.id]
        for piece in said
        if _stands_in(piece, own) and (having := _having(piece, texts))
    )


def _having(piece: str, texts: dict[str, Texts]) -> int:
    """Return how many of several places a piece is said of; 0 where that is all of them."""
    having = sum(any(_stands_in(piece, own) for own, _ in t) for t in texts.values())
    return 0 if len(texts) > 1 and having == len(texts) else having


def _tests(turn: Turn) -> list[Callable[[Place], bool]]:
    """Return what the message says of a place by entities: where, of what kind, of whom."""
    kinds = (*turn.values("cuisine"), *turn.values("category"))
    return [
        *(partial(is_of_country, country=country) for country in countries_in(turn)),
        *(partial(is_in, turn, areas=[area]) for area in turn.values("area")),
        *(partial(_is_of_kind, kind=kind) for kind in kinds),
    ]


def _is_of_kind(place: Place, kind: str) -> bool:
    return kind in all_categories_of(place)


def _stands_in(piece: str, words: frozenset[str]) -> bool:
    if piece in words:
        return True
    # "Korean" is said of what is called after Korea.
    return piece.isascii() and any(
        len(word) >= _MIN_LETTERS and (word.startswith(piece) or piece.startswith(word))
        for word in words
        if word.isascii()
    )


def _initials(names: Sequence[str]) -> Iterator[str]:
    """Yield the words of names that are written in capitals ("MGM"), folded."""
    for word in _WORD.findall(" ".join(names)):
        if word.isascii() and word.isupper() and _MIN_INITIALS <= len(word) < _MIN_LETTERS:
            yield word.casefold()


def _pieces(text: str) -> Iterator[str]:
    """Yield the words of a text, folded; of a script without spaces each pair of characters."""
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if word.isascii():
            if len(word) >= _MIN_LETTERS or word.isdigit():
                yield word
        else:
            yield from (word[i : i + _PIECE] for i in range(len(word) - _PIECE + 1))
