"""Which of many regular expressions can match in a text at all.

Of each expression a few pieces of text are worked out of which any match holds at least one; one
Aho-Corasick automaton finds all pieces of all expressions in one pass over the text. It is the
prefilter of Russ Cox's "Regular Expression Matching in the Wild" (RE2's ``FilteredRE2``), which
Python's ``re2`` has for expressions without looking around only.
"""

from __future__ import annotations

import re
import sre_compile
import sre_constants as sre
import sre_parse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import ahocorasick

_Texts: TypeAlias = "frozenset[str]"
_EMPTY: _Texts = frozenset({""})
# More texts than these are not told apart; longer pieces hardly tell more.
_MOST_TEXTS, _LONGEST = 4000, 12
_MOST_CHARACTERS = 40


@dataclass(frozen=True)
class Expression:
    """A regular expression, and pieces of text of which every match of it holds one.

    ``needed`` is None where no piece is known, as of one that ignores case. One that never matches
    needs a piece of none.
    """

    text: str
    regex: re.Pattern[str]
    needed: frozenset[str] | None

    @classmethod
    def of(cls, text: str) -> Expression:
        """Return the expression that is written so.

        Raises:
            re.error: It does not compile.
        """
        # Read once for both: that takes as long as all the rest.
        tree = sre_parse.parse(text)
        regex = sre_compile.compile(tree)
        ignores_case = regex.flags & re.IGNORECASE
        return cls(text, regex, None if ignores_case else _of_sequence(tree).needed)


class Prefilter:
    """The expressions, by what must stand in a text for them to match.

    Args:
        expressions: a number in the results is one's place among them.
    """

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self._always: list[int] = []
        held: dict[str, list[int]] = {}
        for number, expression in enumerate(expressions):
            if expression.needed is None:
                self._always.append(number)
            for piece in expression.needed or ():
                held.setdefault(piece, []).append(number)
        self._automaton = ahocorasick.Automaton()
        for piece, numbers in held.items():
            self._automaton.add_word(piece, numbers)
        self._has_pieces = bool(held)
        if held:
            self._automaton.make_automaton()

    def candidates(self, text: str) -> list[int]:
        """Return the numbers of the expressions that may match in ``text``, in their order."""
        found = set(self._always)
        if self._has_pieces:
            for _, numbers in self._automaton.iter(text):
                found.update(numbers)
        return sorted(found)


@dataclass(frozen=True)
class _Known:
    """What is known of a part: all ``texts`` that it matches, and pieces of which one is held."""

    texts: _Texts | None
    pieces: _Texts | None

    @property
    def needed(self) -> _Texts | None:
        return _better(self.pieces, self.texts)


_NOTHING = _Known(None, None)


def _of_sequence(parts: Any) -> _Known:
    running, best, is_whole = _EMPTY, None, True
    for operation, argument in parts:
        known = _of_part(operation, argument)
        together = None if known.texts is None else _joined(running, known.texts)
        if together is not None:
            running = together
            continue
        is_whole = False
        best = _better(_better(best, running), known.pieces)
        running = _EMPTY
        if known.texts is not None:
            running = known.texts
    if is_whole:
        return _Known(running, None)
    return _Known(None, _better(best, running))


def _of_part(operation: Any, argument: Any) -> _Known:
    if operation is sre.LITERAL:
        return _Known(frozenset({chr(argument)}), None)
    if operation is sre.IN:
        characters = _characters(argument)
        return _NOTHING if characters is None else _Known(characters, None)
    if operation in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        return _Known(_EMPTY, None)
    if operation is sre.SUBPATTERN:
        _, flags, _, parts = argument
        return _NOTHING if flags & re.IGNORECASE else _of_sequence(parts)
    if operation is sre.BRANCH:
        return _of_branches([_of_sequence(parts) for parts in argument[1]])
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        least, most, parts = argument
        return _repeated(_of_sequence(parts), least, most)
    return _NOTHING


def _of_branches(branches: Sequence[_Known]) -> _Known:
    texts: set[str] | None = set()
    pieces: set[str] | None = set()
    for known in branches:
        texts = None if texts is None or known.texts is None else texts | known.texts
        needed = known.needed
        pieces = None if pieces is None or needed is None else pieces | needed
    if texts is not None and len(texts) <= _MOST_TEXTS:
        return _Known(frozenset(texts), None)
    return _Known(None, None if pieces is None else _usable(frozenset(pieces)))


def _repeated(known: _Known, least: int, most: int) -> _Known:
    if (least, most) == (1, 1):
        return known
    if most == 1 and known.texts is not None:
        return _Known(known.texts | _EMPTY, None)
    return _Known(None, known.needed) if least else _NOTHING


def _characters(members: Sequence[tuple[Any, Any]]) -> _Texts | None:
    found: set[str] = set()
    for operation, argument in members:
        if operation is sre.LITERAL:
            found.add(chr(argument))
        elif operation is sre.RANGE and argument[1] - argument[0] < _MOST_CHARACTERS:
            found |= {chr(code) for code in range(argument[0], argument[1] + 1)}
        else:
            return None
    return frozenset(found)


def _joined(left: _Texts, right: _Texts) -> _Texts | None:
    """Return each of ``left`` with each of ``right`` behind it, None for too many or too long."""
    if len(left) * len(right) > _MOST_TEXTS:
        return None
    joined = frozenset(a + b for a in left for b in right)
    return joined if max(map(len, joined), default=0) <= _LONGEST or left == _EMPTY else None


def _usable(texts: _Texts | None) -> _Texts | None:
    return None if texts is None or "" in texts else texts


def _better(one: _Texts | None, other: _Texts | None) -> _Texts | None:
    """Return which of two sets of pieces tells more: the longer shortest piece, then the fewer."""
    usable: Iterator[_Texts] = (t for t in map(_usable, (one, other)) if t is not None)
    return max(usable, key=lambda t: (min(map(len, t), default=0), -len(t)), default=None)
