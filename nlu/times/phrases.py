"""Dates and times in a message, by the words of the training data.

The words stand in ``data/nlu/<language>/times.yml``. A message's pieces are found one by one and
joined where only a joining word stands between them ("tomorrow", "at", "8 pm"):

* ``lookup: when=tomorrow;part=evening``: words that stand for terms (see ``semantics.time_terms``).
* ``lookup: when.weekday=monday`` (month, part, feast, week, nth, lunar): words for which
  ``{weekday}`` stands in a regex, and which its group ``weekday`` is read by. Parts and feasts are
  pieces by themselves.
* ``regex: when``: groups ``year``, ``month``, ``day``, ``hour``, ``minute``, ``days``, ``weeks``,
  ``in_hours``, ``in_minutes``, ``lunar_day`` hold numbers, ``lunar`` a month of the lunar calendar,
  ``until_day`` and ``until_month`` the end of a run of days;
  ``weekday``, ``part``, ``feast``, ``week``, ``nth`` words;
  ``half``, ``quarter``, ``three_quarters`` and ``quarter_to`` stand for minutes; ``exact`` says
  that the hour is one of 24. ``{number}`` stands for any number.
* ``regex: when=every``: the same, and these terms as well.
* ``regex: when=unknown``: what only looks like a date; whatever is understood there counts instead.
* ``regex: when.join``: what may stand between two pieces of one time.
* ``regex: when.nothing``: what a match covers only looks like a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nlu.text.alternatives import alternatives
from nlu.text.normalization import fold, fold_text
from nlu.text.numbers import NumberWords
from nlu.text.prefilter import Expression, Prefilter
from nlu.text.regexes import compile_pattern
from semantics.time_terms import UNKNOWN, Terms, combined, parse_terms, written

PREFIX = "when"
_WORDS = ("weekday", "month", "part", "feast", "week", "nth", "lunar")
_ALONE = ("part", "feast")
_MINUTES = {"half": "30", "quarter": "15", "three_quarters": "45", "quarter_to": "-15"}
_MINUTES_OF = {"in_hours": 60, "in_minutes": 1}
_DAYS_OF = {"days": 1, "weeks": 7}
_UNTIL = "until_"
_NUMBERED = (
    *("year", "month", "day", "hour", "minute", "lunar", "lunar_day"),
    *(f"{_UNTIL}month", f"{_UNTIL}day"),
)
_VAGUE = (UNKNOWN, "holiday")
_MEANT_BY = {"part": "part", "feast": "feast", "week": "week", "weekday": "word", "nth": "nth"}


@dataclass(frozen=True)
class TimePhrase:
    """A piece ``[start, end)`` of a message and its value as :mod:`semantics.time_terms`."""

    value: str
    start: int
    end: int


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    terms: Terms


def is_time_data(name: str) -> bool:
    """Say whether an entry of the training data of this name is for this module."""
    return name.split("=")[0].split(".")[0] == PREFIX


class TimePhrases:
    """The compiled patterns and word lists.

    Args:
        regexes: (name, regular expression) pairs; those of other names are ignored.
        lookups: name -> words; those of other names are ignored.
        synonyms: word -> meaning, of which numbers alone are read.
        feasts: more names of public holidays -> their feast, as ``listings.hours`` names it.

    Raises:
        ValueError: A regular expression or a meaning cannot be read.
    """

    def __init__(
        self,
        regexes: Iterable[tuple[str, str]],
        lookups: Mapping[str, Sequence[str]],
        synonyms: Mapping[str, str],
        feasts: Mapping[str, str] | None = None,
    ) -> None:
        words: dict[str, dict[str, str]] = {kind: {} for kind in (*_WORDS, "number", "unit", "")}
        for name, feast in (feasts or {}).items():
            words["feast"][fold_text(name)] = feast
        for word, meaning in synonyms.items():
            name, _, value = meaning.partition("=")
            if name in ("number", "unit"):
                words[name][word] = value
        for meaning, elements in lookups.items():
            name, _, value = meaning.partition("=")
            if is_time_data(name):
                kind = name.partition(".")[2]
                if kind not in words:
                    raise ValueError(f"lookup {meaning!r}: no kind {kind!r}")
                words[kind] |= {fold_text(element): value for element in elements}
        self._numbers = NumberWords(words.pop("number"), words.pop("unit"))
        self._terms = {word: parse_terms(value) for word, value in words.pop("").items()}
        for kind in _ALONE:
            self._terms |= {w: {kind: v} for w, v in words[kind].items() if v not in ("am", "pm")}
        self._words = words
        self._alone = re.compile(alternatives(self._terms))
        parts = {kind: alternatives(known) for kind, known in words.items()}
        parts["number"] = self._numbers.regex
        self._regexes: list[tuple[Terms | None, Expression]] = []
        joins = []
        for name, pattern in regexes:
            if not is_time_data(name):
                continue
            expression = compile_pattern(name, pattern, parts)
            if name == f"{PREFIX}.nothing":
                self._regexes.append((None, expression))
            elif name == f"{PREFIX}.join":
                joins.append(f"(?:{expression.text})")
            else:
                self._regexes.append((parse_terms(name.partition("=")[2]), expression))
        self._prefilter = Prefilter([expression for _, expression in self._regexes])
        self._join = re.compile(rf"\s*(?:{'|'.join(joins)})?\s*")

    def find(self, text: str) -> list[TimePhrase]:
        """Return the times in ``text`` from left to right, none overlapping."""
        folded = fold(text)
        found = []
        for piece in self._joined(folded.text, self._pieces(folded.text)):
            value = written(piece.terms)
            if value is not None:
                found.append(TimePhrase(value, *folded.span(piece.start, piece.end)))
        return found

    def _pieces(self, text: str) -> list[_Piece]:
        """Return the pieces in order; where several match the same text the longest counts."""
        every: list[tuple[int, int, Terms | None]] = []
        for fixed, known in map(self._regexes.__getitem__, self._prefilter.candidates(text)):
            for match in known.regex.finditer(text):
                terms = {} if fixed is None else self._read(match)
                if terms is not None:
                    every.append((*match.span(), None if fixed is None else {**fixed, **terms}))
        for match in self._alone.finditer(text):
            every.append((*match.span(), self._terms[match.group()]))
        taken: list[_Piece] = []
        for start, end, found in sorted(every, key=_rank):
            if start < end and not any(start < t.end and t.start < end for t in taken):
                taken.append(_Piece(start, end, found or {}))
        return sorted((t for t in taken if t.terms), key=lambda t: t.start)

    def _joined(self, text: str, pieces: Iterable[_Piece]) -> list[_Piece]:
        joined: list[_Piece] = []
        for piece in pieces:
            if joined and self._join.fullmatch(text, joined[-1].end, piece.start):
                together = combined(joined[-1].terms, piece.terms)
                if together is not None:
                    joined[-1] = _Piece(joined[-1].start, piece.end, together)
                    continue
            joined.append(piece)
        return joined

    def _read(self, match: re.Match[str]) -> Terms | None:
        groups = {name: text for name, text in match.groupdict().items() if text}
        terms: Terms = {}
        for name, key in _MEANT_BY.items():
            if name in groups:
                meaning = self._words[name].get(_word(groups[name]))
                if meaning is None:
                    return None
                terms[key] = meaning
        if "exact" in groups:
            terms["exact"] = "1"
        for name, minutes in _MINUTES.items():
            if name in groups:
                terms["minute"] = minutes
        return self._numbered(groups, terms)

    def _numbered(self, groups: Mapping[str, str], terms: Terms) -> Terms | None:
        numbers: dict[str, int] = {}
        for name in (*_NUMBERED, *_MINUTES_OF, *_DAYS_OF):
            if name in groups:
                number = self._number(name, groups[name])
                if number is None:
                    return None
                numbers[name] = number
        for name in ("hour", "minute", "lunar", "lunar_day"):
            if name in numbers:
                terms[name] = str(numbers[name])
        if f"{_UNTIL}day" in numbers:
            month = numbers.get(f"{_UNTIL}month", numbers.get("month"))
            terms["until"] = f"{numbers[f'{_UNTIL}day']:02}"
            if month is not None:
                # "From 3 to 10 July" names the month once.
                numbers.setdefault("month", month)
                terms["until"] = f"{month:02}-{terms['until']}"
        if "month" in numbers and "day" in numbers:
            dated = f"{numbers['month']:02}-{numbers['day']:02}"
            terms["date"] = f"{numbers['year']:04}-{dated}" if "year" in numbers else dated
        else:
            terms |= {k: str(numbers[k]) for k in ("month", "day") if k in numbers}
        for factors, key, unit in ((_MINUTES_OF, "in", "m"), (_DAYS_OF, "offset", "d")):
            total = sum(
                numbers[name] * factor for name, factor in factors.items() if name in numbers
            )
            if total:
                extra = int(terms.pop("minute", "0")) if key == "in" else 0
                terms[key] = f"{total + extra}{unit}"
        return terms

    def _number(self, name: str, text: str) -> int | None:
        name = name.removeprefix(_UNTIL)
        if _word(text) in self._words.get(name, ()):
            return int(self._words[name][_word(text)])
        if text.isdigit():
            return int(text)
        value = self._numbers.value(text)
        return None if value is None or value != int(value) else int(value)


def _rank(found: tuple[int, int, Terms | None]) -> tuple[bool, int, bool]:
    """Rank what names a day before what names none, then the longest, then what is no time."""
    start, end, terms = found
    is_vague = terms is not None and terms.get("word") in _VAGUE
    return is_vague, start - end, terms is not None


def _word(text: str) -> str:
    return " ".join(text.split())
