"""Amounts and other closed classes of words, by the patterns and word lists of the training data.

The words stand in ``data/nlu/<language>/patterns.yml`` as Rasa's own ``regex``, ``synonym`` and
``lookup`` entries:

* ``regex: price`` (stars, rating, people, ordinal): named groups ``value``, or ``min`` and ``max``,
  or ``about``, which becomes a range of a fifth around it. A group ``unit`` ("万" in "2-3万円")
  multiplies each of them. A group ``mark`` is the piece that counts as the entity, where the rest
  of the match is only its context.
* ``regex: place``: a group ``name`` is the name, as the visitor writes it ("a place called X").
* ``regex: price=free``: a match stands for that value. With a group ``value`` the number follows
  it: ``regex: party=adult`` makes ``adult:2`` of "two adults".
* ``regex: nothing``: what a match covers is no entity, though it looks like one ("a five-star
  beer").
* ``regex: no_name``: what a match covers is no name of a place, though it may look like one.
* ``regex: no_word``: a word of its own, in which shorter ones of the vocabulary mean nothing: the
  "거리" (street) of "볼거리" (sights).
* ``regex: courtesy``: thanks or a greeting, beside which something else may be asked.
* ``synonym: price=cheap``: words that stand for one value of an entity.
* ``synonym: number=3`` and ``synonym: unit=100``: words of which numbers are made.
* ``lookup: short_unit``: units behind which a last digit counts the next lower one (二百五, 250).
* ``lookup: currency``: words for which ``{currency}`` stands in a regex; ``{number}`` stands for
  any number.

Texts are matched in folded form. Chinese characters in a regex are folded for the author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nlu.text.alternatives import alternatives
from nlu.text.normalization import fold, fold_text
from nlu.text.numbers import NumberWords, written
from nlu.text.prefilter import Expression, Prefilter
from nlu.text.regexes import LOOKUP, OURS, compile_pattern

NOTHING = "nothing"
NO_NAME = "no_name"
NO_WORD = "no_word"
COURTESY = "courtesy"
SHORT_UNITS = "short_unit"
_NUMERIC = frozenset({"value", "min", "max", "about"})
_ABOUT = Decimal("0.2")


@dataclass(frozen=True)
class Quantity:
    """A piece ``[start, end)`` of a message and its normalised value.

    Ranges are written ``"300-500"``, ``"-300"`` (at most) or ``"300-"`` (at least).
    """

    entity: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class _Named:
    """A regular expression, and what a match of it is, worked out once for all messages."""

    expression: Expression
    entity: str
    fixed: str
    has_value: bool
    has_number: bool
    is_plain: bool

    @classmethod
    def of(cls, name: str, pattern: str, parts: Mapping[str, str]) -> _Named:
        expression = compile_pattern(name, pattern, parts)
        groups = expression.regex.groupindex
        entity, equals, fixed = name.partition("=")
        no_entity = (NOTHING, NO_NAME, NO_WORD, COURTESY)
        is_plain = bool(equals) or entity in no_entity or "name" in groups
        has_number = bool(_NUMERIC.intersection(groups))
        return cls(expression, entity, fixed, bool(equals), has_number, is_plain)


class Patterns:
    """The compiled patterns and word lists.

    Args:
        regexes: (entity or ``entity=value``, regular expression) pairs.
        synonyms: word -> ``"entity=value"``.
        lookups: name -> words for which ``{name}`` stands in the regular expressions.

    Raises:
        ValueError: A regular expression does not compile or uses an unknown ``{name}``, or a
            synonym is not ``entity=value``.
    """

    def __init__(
        self,
        regexes: Iterable[tuple[str, str]],
        synonyms: Mapping[str, str],
        lookups: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        words: dict[str, dict[str, str]] = {"number": {}, "unit": {}, "": {}}
        for word, meaning in synonyms.items():
            entity, equals, value = meaning.partition("=")
            if not equals:
                raise ValueError(f"synonym {meaning!r} of {word!r} is not 'entity=value'")
            if entity in ("number", "unit"):
                words[entity][word] = value
            else:
                words[""][fold_text(word)] = meaning
        self._numbers = NumberWords(
            words["number"], words["unit"], (lookups or {}).get(SHORT_UNITS, ())
        )
        regexes = list(regexes)
        named = {name for _, pattern in regexes for name in LOOKUP.findall(pattern)}
        parts = {
            name: alternatives(fold_text(w) for w in elements)
            for name, elements in (lookups or {}).items()
            if name in named
        }
        parts["number"] = self._numbers.regex
        self._regexes = [_Named.of(name, pattern, parts) for name, pattern in regexes]
        self._prefilter = Prefilter([named.expression for named in self._regexes])
        self._meanings = words[""]
        self._word_regex = re.compile(alternatives(self._meanings))

    def find(self, text: str) -> list[Quantity]:
        """Return the quantities in ``text`` from left to right, none overlapping.

        Where several match the same piece the longest counts, then the one with more context.
        """
        folded = fold(text)
        covered: list[tuple[int, int]] = []
        found: list[Quantity] = []
        matches = sorted(self._matches(folded.text), key=_rank)
        for entity, value, match in matches:
            start, end = _marked(match)
            if start >= end or any(start < e and s < end for s, e in covered):
                continue
            covered.append((start, end))
            if entity != NOTHING:
                first, last = folded.span(start, end)
                found.append(Quantity(entity, value or text[first:last], first, last))
        return sorted(found, key=lambda q: q.start)

    def _matches(self, text: str) -> Iterable[tuple[str, str, re.Match[str]]]:
        has_number = self._numbers.is_in(text)
        for named in map(self._regexes.__getitem__, self._prefilter.candidates(text)):
            if named.has_number and not has_number:
                continue
            for match in named.expression.regex.finditer(text):
                value = named.fixed if named.is_plain else self._value(match)
                if named.has_value and named.has_number:
                    number = self._value(match)
                    value = None if number is None else f"{named.fixed}:{number}"
                if value is not None:
                    yield named.entity, value, match
        for match in self._word_regex.finditer(text):
            entity, _, value = self._meanings[match.group()].partition("=")
            yield entity, value, match

    def _value(self, match: re.Match[str]) -> str | None:
        groups = {k: v for k, v in match.groupdict().items() if v and k != "mark" and k[0] != OURS}
        numbers = {k: self._numbers.value(v) for k, v in groups.items()}
        unit = numbers.pop("unit", Decimal(1))
        known = {k: n * unit for k, n in numbers.items() if n is not None and unit is not None}
        if not numbers or len(known) < len(numbers):
            return None
        if "value" in known:
            return written(known["value"])
        if "about" in known:
            near = known["about"]
            return f"{written(near * (1 - _ABOUT))}-{written(near * (1 + _ABOUT))}"
        low, high = known.get("min"), known.get("max")
        if low is not None and high is not None:
            low = self._scaled(low, groups["min"], high, groups["max"])
            if low > high:
                return None
        return "-".join("" if bound is None else written(bound) for bound in (low, high))

    def _scaled(self, low: Decimal, low_text: str, high: Decimal, high_text: str) -> Decimal:
        """Read the "2" of "2-3万" as 20,000, but the "500" of "500-1万" as 500."""
        unit = self._numbers.last_unit(high_text)
        if unit is None or unit < 100 or self._numbers.last_unit(low_text) is not None:
            return low
        return low * unit if low < high / unit else low


def _rank(found: tuple[str, str, re.Match[str]]) -> tuple[bool, int, int]:
    entity, _, match = found
    start, end = _marked(match)
    return entity != NOTHING, start - end, match.start() - match.end()


def _marked(match: re.Match[str]) -> tuple[int, int]:
    """Return the span of the group ``mark`` or ``name``, else of the match, trimmed of spaces."""
    group = next((g for g in ("mark", "name") if match.groupdict().get(g)), 0)
    text = match.group(group)
    start = match.start(group) + len(text) - len(text.lstrip())
    return start, match.end(group) - (len(text) - len(text.rstrip()))
