"""What the tagger looks at: the units of a text, their features and their labels."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlu.entities import Entity
from nlu.text.normalization import fold_text
from nlu.text.scripts import script_of
from nlu.text.word_counts import Familiarity

_PIECE = re.compile(r"[^\W\d_]+|\d+|\S")
_BY_CHARACTER = ("han", "kana", "hangul")
OUTSIDE = "O"
# What stands in these is a name, of which there are more than anybody has met.
_NAMES = ("place", "area")


@dataclass(frozen=True)
class Unit:
    """A piece ``[start, end)`` of a message; ``spaced`` says that white space stands before it."""

    text: str
    start: int
    end: int
    spaced: bool


def units(text: str) -> list[Unit]:
    """Return the units of ``text`` in order; none for white space alone."""
    found: list[Unit] = []
    for piece in _PIECE.finditer(text):
        start = piece.start()
        for cut in _cuts(piece.group()):
            end = piece.start() + cut
            spaced = start == 0 or text[start - 1].isspace()
            found.append(Unit(text[start:end], start, end, spaced))
            start = end
    return found


def _cuts(piece: str) -> Iterator[int]:
    """Yield where the units of a run of letters, of digits or of one mark end."""
    for i in range(1, len(piece)):
        if script_of(piece[i - 1]) in _BY_CHARACTER or script_of(piece[i]) in _BY_CHARACTER:
            yield i
    yield len(piece)


@functools.lru_cache(maxsize=16_384)
def _shape(text: str) -> str:
    if not text[0].isalpha():
        return "digit" if text.isdigit() else "mark"
    script = script_of(text[0])
    if script == "kana":
        return "katakana" if text >= "\u30a0" else "hiragana"
    if script in _BY_CHARACTER:
        return script
    return "upper" if text.isupper() else "title" if text[0].isupper() else "lower"


@functools.lru_cache(maxsize=16_384)
def _word(text: str) -> str:
    return fold_text(text) or text


def features(
    sequence: Sequence[Unit], familiar: Familiarity, own: frozenset[str] = frozenset()
) -> list[list[str]]:
    """Return each unit's features: the units around it, alone and in rows, and their shapes.

    And how familiar it is and those beside it; ``own`` is as :meth:`Familiarity.grades` has it.
    """
    words = ["<3", "<2", "<1", *(_word(u.text) for u in sequence), ">1", ">2", ">3"]
    spaces = ["", "", "", *("_" if u.spaced else "" for u in sequence), "", "", ""]
    shapes = ["<", "<", "<", *(_shape(u.text) for u in sequence), ">", ">", ">"]
    joined = [space + word for space, word in zip(spaces, words)]
    shaped = [space + shape for space, shape in zip(spaces, shapes)]
    grades = ["<", *_grades(sequence, _pieces(sequence), familiar, own), ">"]
    alone = ["<", *_grades(sequence, _characters(sequence), familiar, own), ">"]
    rows: list[list[str]] = []
    for i in range(3, len(sequence) + 3):
        row = ["bias"]
        row += [f"{d}:{words[i + d]}" for d in range(-3, 4)]
        row += [f"{d}::{''.join(joined[i + d : i + d + 2])}" for d in range(-3, 3)]
        row += [f"{d}:::{''.join(joined[i + d : i + d + 3])}" for d in range(-2, 1)]
        row += [f"shape:{''.join(shaped[i - r : i + r + 1])}" for r in range(3)]
        word = words[i]
        if len(word) > 1 and word.isalpha():
            row += [f"begins:{word[:2]}", f"begins:{word[:3]}"]
            row += [f"ends:{word[-2:]}", f"ends:{word[-3:]}"]
        before, grade, behind = grades[i - 3 : i]
        kind = "character" if _is_character(sequence[i - 3]) else "word"
        row += [f"{kind}:{grade}", f"{kind}<:{before}{grade}", f"{kind}>:{grade}{behind}"]
        row.append(f"{kind}=:{before}{grade}{behind}")
        if kind == "character":
            left, own_grade, right = alone[i - 3 : i]
            row += [f"alone:{own_grade}", f"alone<:{left}{own_grade}"]
            row += [f"alone>:{own_grade}{right}", f"alone=:{left}{own_grade}{right}"]
            row.append(f"both:{own_grade}{grade}{before}")
        rows.append(row)
    return rows


def _is_character(unit: Unit) -> bool:
    return script_of(unit.text[0]) in _BY_CHARACTER


def _pieces(sequence: Sequence[Unit]) -> list[str]:
    """Return what each unit is known by: a word, or a character with what stands behind it."""
    pieces: list[str] = []
    for unit, after in zip(sequence, [*sequence[1:], None]):
        piece = _word(unit.text)
        if _is_character(unit):
            piece += ">" if after is None or after.spaced else _word(after.text)
        pieces.append(piece)
    return pieces


def _characters(sequence: Sequence[Unit]) -> list[str]:
    """Return what each unit is known by on its own; no piece of the other kind is the same."""
    return [f"={_word(unit.text)}" for unit in sequence]


def _grades(
    sequence: Sequence[Unit],
    pieces: Sequence[str],
    familiar: Familiarity,
    own: frozenset[str],
) -> list[str]:
    """Return how familiar each piece is; numbers and marks are neither familiar nor strange."""
    grades = familiar.grades(pieces, own)
    return [g if u.text[0].isalpha() else "none" for g, u in zip(grades, sequence)]


def strange_words(text: str, familiar: Familiarity) -> list[tuple[int, int]]:
    """Return where the words of Latin letters stand that were never met outside of a name."""
    sequence = [u for u in units(text) if u.text.isascii() and u.text.isalpha()]
    grades = familiar.grades(_characters(sequence))
    return [(u.start, u.end) for u, grade in zip(sequence, grades, strict=True) if grade == "0"]


def outside_names(text: str, entities: Sequence[Entity]) -> frozenset[str]:
    """Return the pieces of an annotated utterance that stand outside of its names."""
    sequence = units(text)
    spans = [(e["start"], e["end"]) for e in entities if e["entity"] in _NAMES]
    inside = [any(s < u.end and u.start < e for s, e in spans) for u in sequence]
    pieces = {
        piece
        for piece, unit, within, next_within in zip(
            _pieces(sequence), sequence, inside, [*inside[1:], False]
        )
        if not within and not (next_within and _is_character(unit))
    }
    alone = {c for c, within in zip(_characters(sequence), inside) if not within}
    return frozenset(pieces | alone)


def labels(sequence: Sequence[Unit], entities: Sequence[Entity], kinds: Sequence[str]) -> list[str]:
    """Return each unit's label: outside, or the begin or the inside of an entity of ``kinds``."""
    row = [OUTSIDE] * len(sequence)
    for e in entities:
        if e["entity"] in kinds:
            inside = [
                i for i, u in enumerate(sequence) if u.start < e["end"] and e["start"] < u.end
            ]
            for i in inside:
                row[i] = f"{'B' if i == inside[0] else 'I'}-{e['entity']}"
    return row
