"""The sentences that the data have of a place, and the one among them that speaks of something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.dialogue.turn import Turn
from listings.models import Place, Restaurant
from listings.queries import find_articles, prices_of
from listings.search_index import is_function_word, runs_of
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

    An empty string where none has, or where nothing in ``subject`` tells anything.
    """
    pieces = list(_pieces(subject))
    if not pieces:
        return ""
    for sentence in _sentences(turn, place):
        folded = " ".join(runs_of(sentence))
        if all(_has(folded, piece) for piece in pieces):
            return sentence
    return ""


def _sentences(turn: Turn, place: Place) -> Iterator[str]:
    texts = [place.summary, *(t.note for t in prices_of(turn.session, place.id))]
    for told in texts:
        yield from sentences_of(told.get(turn.language, "") if told else "")
    if isinstance(place, Restaurant):
        yield from place.signature_dishes.get(turn.language, ())
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
