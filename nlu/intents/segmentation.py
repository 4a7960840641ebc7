"""Several questions in one message: where each begins and ends, and what each asks.

A message is cut where a sentence, a clause or a part of an enumeration may end; the words that join
("and", "还有", "と", "하고") stand in ``data/nlu/<language>/questions.yml`` as ``lookup: joint``. A
piece that the classifier is sure about is a question; what stands before it belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from nlu.entities import Entity
from nlu.text.scripts import script_of

JOINT = "joint"
# Given the pieces of a message, the likeliest intent of each and its probability.
Classify = Callable[[Sequence[str], Sequence[Sequence[Entity]]], Sequence[tuple[str, float]]]
_MARKS = r"[!?。！？;；\n]+|\.(?=\s|$)|(?<!\d),|,(?!\d)|[，、/&＆+]"
_SPOKEN = ("language",)


@dataclass(frozen=True)
class Question:
    """One question, the piece ``[start, end)`` of the message, and how sure its intent is."""

    intent: str
    confidence: float
    start: int
    end: int


class QuestionSplitter:
    """Finds the questions of a message.

    Args:
        joints: Words that join two questions.
        intents: The intents that can be answered one after the other.
        min_confidence: How sure a piece must be to be a question.
    """

    def __init__(
        self, joints: Iterable[str], intents: Collection[str], min_confidence: float
    ) -> None:
        words = sorted(set(joints), key=lambda w: (-len(w), w))
        self._cut = re.compile("|".join([_MARKS, *map(_joint, words)]), re.IGNORECASE)
        self._intents = frozenset(intents)
        self._min_confidence = min_confidence

    def find(
        self, text: str, entities: Sequence[Entity], intent: str, classify: Classify
    ) -> list[Question]:
        """Return the questions of ``text`` in order, together all of it; none when it has only one.

        ``intent`` is what the whole message is taken for: one of them must ask it, else the pieces
        are less telling than the whole.
        """
        spans = self._pieces(text, entities) if intent in self._intents else []
        if len(spans) < 2:
            return []
        likeliest = classify(
            [text[start:end] for start, end in spans],
            [_within(entities, start, end) for start, end in spans],
        )
        found: list[Question] = []
        for (start, end), (name, confidence) in zip(spans, likeliest, strict=True):
            if name not in self._intents or confidence < self._min_confidence:
                continue
            last = found[-1] if found else None
            if (
                last is not None
                and last.intent == name
                and not _another(entities, last, start, end)
            ):
                found[-1] = Question(name, max(last.confidence, confidence), last.start, end)
            else:
                found.append(Question(name, confidence, last.end if last else 0, end))
        if len(found) < 2 or intent not in {q.intent for q in found}:
            return []
        last = found[-1]
        return [*found[:-1], Question(last.intent, last.confidence, last.start, len(text))]

    def _pieces(self, text: str, entities: Sequence[Entity]) -> list[tuple[int, int]]:
        """Return the pieces of ``text`` that have letters; no cut goes through an entity."""
        spans: list[tuple[int, int]] = []
        start = 0
        for cut in self._cut.finditer(text):
            if any(
                e["start"] < cut.end() and cut.start() < e["end"]
                for e in entities
                if e["entity"] not in _SPOKEN
            ):
                continue
            spans.append((start, cut.start()))
            start = cut.end()
        spans.append((start, len(text)))
        return [(a, b) for a, b in spans if any(c.isalnum() for c in text[a:b])]


def _joint(word: str) -> str:
    """Return the regular expression of a joining word, as its script separates words."""
    script = script_of(word[0])
    if script == "latin":
        return rf"(?<![a-z]){re.escape(word)}(?![a-z])"
    return rf"{re.escape(word)}(?=\s)" if script == "hangul" else re.escape(word)


def _within(entities: Sequence[Entity], start: int, end: int) -> list[Entity]:
    return [
        {**e, "start": e["start"] - start, "end": e["end"] - start}
        for e in entities
        if start <= e["start"] and e["end"] <= end
    ]


def _another(entities: Sequence[Entity], question: Question, start: int, end: int) -> bool:
    """Say whether the piece asks about another place than the question before it."""

    def places(first: int, last: int) -> set[str]:
        found = _within(entities, first, last)
        return {str(e["value"]) for e in found if e["entity"] == "place"}

    before, here = places(question.start, question.end), places(start, end)
    return bool(before and here and not before & here)
