"""Amounts and other closed classes of words, by the patterns and word lists of the training data.

The words stand in ``data/nlu/<language>/patterns.yml`` as Rasa's own ``regex`` and ``synonym``
entries:

* ``regex: price`` (stars, rating, people, ordinal): named groups ``value``, or ``min`` and ``max``;
* ``synonym: price=cheap``: words that stand for one value of an entity;
* ``synonym: number=3``: words that stand for a number inside a regex.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlu.folding import fold, fold_text
from nlu.scripts import script_of


@dataclass(frozen=True)
class Quantity:
    """A piece ``[start, end)`` of a message and its normalised value.

    Ranges are written ``"300-500"``, ``"-300"`` (at most) or ``"300-"`` (at least).
    """

    entity: str
    value: str
    start: int
    end: int


class Patterns:
    """The compiled patterns and word lists.

    Args:
        regexes: (entity, regular expression) pairs, matched against folded text, in order of rank.
        synonyms: word -> ``"entity=value"``.

    Raises:
        ValueError: A regular expression does not compile, or a synonym is not ``entity=value``.
    """

    def __init__(self, regexes: Iterable[tuple[str, str]], synonyms: Mapping[str, str]) -> None:
        self._numbers: dict[str, str] = {}
        words: dict[str, str] = {}
        for word, meaning in synonyms.items():
            entity, equals, value = meaning.partition("=")
            if not equals:
                raise ValueError(f"synonym {meaning!r} of {word!r} is not 'entity=value'")
            if entity == "number":
                self._numbers[fold_text(word)] = value
            else:
                words[fold_text(word)] = meaning
        self._regexes = [(entity, _compile(entity, pattern)) for entity, pattern in regexes]
        self._words = words
        self._word_regex = _alternatives(words)

    def find(self, text: str) -> list[Quantity]:
        """Return the quantities in ``text`` from left to right, none overlapping."""
        folded = fold(text)
        found: list[Quantity] = []

        def add(entity: str, value: str | None, match: re.Match[str]) -> None:
            if value is None or match.start() == match.end():
                return
            start, end = folded.span(*_trimmed(match))
            if all(end <= q.start or q.end <= start for q in found):
                found.append(Quantity(entity, value, start, end))

        for entity, regex in self._regexes:
            for match in regex.finditer(folded.text):
                add(entity, self._value(match), match)
        if self._word_regex is not None:
            for match in self._word_regex.finditer(folded.text):
                entity, _, value = self._words[match.group()].partition("=")
                add(entity, value, match)
        return sorted(found, key=lambda q: q.start)

    def _value(self, match: re.Match[str]) -> str | None:
        groups = {k: self._number(v) for k, v in match.groupdict().items() if v}
        if not groups or None in groups.values():
            return None
        if "value" in groups:
            return groups["value"]
        return f"{groups.get('min', '')}-{groups.get('max', '')}"

    def _number(self, text: str) -> str | None:
        plain = text.replace(",", "").strip()
        if re.fullmatch(r"\d+(\.\d+)?", plain):
            return plain
        return self._numbers.get(plain)


def _compile(entity: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ValueError(f"pattern {pattern!r} of {entity!r}: {error}") from error


def _alternatives(words: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(words, key=len, reverse=True)
    if not ordered:
        return None
    return re.compile("|".join(_bounded(word) for word in ordered))


def _bounded(word: str) -> str:
    """Keep a Latin word from matching inside a longer one; other scripts have no such bounds."""
    left = r"(?<![a-z0-9])" if script_of(word[0]) == "latin" or word[0].isdigit() else ""
    right = r"(?![a-z0-9])" if script_of(word[-1]) == "latin" or word[-1].isdigit() else ""
    return left + re.escape(word) + right


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    text = match.group()
    start = match.start() + len(text) - len(text.lstrip())
    return start, match.end() - (len(text) - len(text.rstrip()))
