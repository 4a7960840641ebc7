"""The sentences that the data have of a place, and the one among them that speaks of something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from actions.dialogue.turn import Turn
from actions.wording import formats
from listings.models import Place, Restaurant
from listings.queries import find_articles, prices_of
from listings.search_index import is_function_word, runs_of, subject_of
from listings.synonyms import shipped_synonyms
from listings.texts import sentences_of

_IS_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TELLING = re.compile("[\u30a0-\u30ff]{2,}|[\u3400-\u9fff]{2,}|[\uac00-\ud7af]{2,}")
# So much of the beginning of a word is the same in its other forms.
_STEM = 5
_PAIR = 2
# Of a longer word so many of its pairs of characters must be there.
_SHARE = 0.6


def sentence_about(turn: Turn, place: Place, subject: str) -> str:
    """Return the first sentence on ``place`` that has all telling words of ``subject``.

    Else the first that has a word of the same meaning as one in ``subject``, or the dish or ticket
    that is named there. An empty string where none has.
    """
    sentences = list(_sentences(turn, place))
    pieces = list(_pieces(subject))
    if pieces:
        for sentence in sentences:
            folded = " ".join(runs_of(sentence))
            if all(_has(folded, piece) for piece in pieces):
                return sentence
    of_place = sentences[: len(sentences) - len(list(_of_articles(turn, place)))]
    return _of_same_meaning(of_place, subject) or _named_good(turn, place, subject)


def _of_same_meaning(sentences: list[str], subject: str) -> str:
    """Return the first sentence with a word of the same meaning as a word of ``subject``."""
    asked = _folded(subject)
    groups = [g for g in _meanings() if any(word in asked for word in g)]
    found = (s for s in sentences if any(w in _folded(s) for g in groups for w in g))
    return next(found, "")


def _named_good(turn: Turn, place: Place, subject: str) -> str:
    """Return the dish or the ticket of a place that shares a word with ``subject``."""
    asked = _folded(subject_of(subject))
    for name, told in _goods(turn, place):
        if any(word in asked for word in _words(name)):
            return told
    return ""


def _goods(turn: Turn, place: Place) -> Iterator[tuple[str, str]]:
    if isinstance(place, Restaurant):
        for dish in place.signature_dishes.get(turn.language, ()):
            yield dish, dish
    for ticket in prices_of(turn.session, place.id):
        name = turn.read(ticket.names) or ""
        price = formats.price(ticket.price, turn.city.currency, turn.language)
        amount = price if ticket.price else turn.say("ticket.free")
        whom = "" if ticket.audience == "all" else f"{turn.word('audience', ticket.audience)} "
        yield name, formats.field(name, f"{whom}{amount}", turn.language)


def _words(name: str) -> Iterator[str]:
    """Yield the words of a name, of one in CJK its pairs of characters, as in a folded text."""
    for run in runs_of(name):
        if _IS_CJK.match(run):
            yield from (run[i : i + _PAIR] for i in range(len(run) - 1))
        elif len(run) > _STEM - 1 and not is_function_word(run):
            yield f" {run} "


def _folded(text: str) -> str:
    return f" {' '.join(runs_of(text))} "


@lru_cache(maxsize=1)
def _meanings() -> tuple[tuple[str, ...], ...]:
    """Return the words of each meaning, in each language, as they stand in a folded text."""
    return tuple(
        tuple(
            " ".join(runs_of(word)) if _IS_CJK.match(word) else f" {' '.join(runs_of(word))} "
            for word in group
        )
        for group in shipped_synonyms()
    )


def _sentences(turn: Turn, place: Place) -> Iterator[str]:
    texts = [place.summary, *(t.note for t in prices_of(turn.session, place.id))]
    for told in texts:
        yield from sentences_of(told.get(turn.language, "") if told else "")
    if isinstance(place, Restaurant):
        yield from place.signature_dishes.get(turn.language, ())
    yield from _of_articles(turn, place)


def _of_articles(turn: Turn, place: Place) -> Iterator[str]:
    names = [n.casefold() for n in (place.names.get(turn.language),) if n]
    for article in find_articles(turn.session):
        for sentence in sentences_of(article.bodies.get(turn.language, "")):
            if any(name in sentence.casefold() for name in names):
                yield sentence


def _pieces(subject: str) -> Iterator[str]:
    for run in runs_of(subject):
        if _IS_CJK.match(run):
            yield from _TELLING.findall(run)
        elif len(run) > _PAIR and not is_function_word(run):
            yield run


def _has(sentence: str, piece: str) -> bool:
    if not _IS_CJK.match(piece):
        return f" {piece[:_STEM]}" in f" {sentence}"
    pairs = [piece[i : i + _PAIR] for i in range(len(piece) - 1)]
    found = sum(pair in sentence for pair in pairs)
    return found / len(pairs) >= _SHARE
