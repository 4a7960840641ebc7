"""Texts that are hard for a regular expression: made from it, so that no pattern is left out."""

from __future__ import annotations

import re
import sre_parse
import time
from collections.abc import Iterator
from typing import Any

_SHOWN = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
_TRIED = "x1 a一あ가-.,@/_A\n!~\0"
# Of several words that may stand at a place the first, the next, and the last is taken.
_CHOICES = (0, 1, -1)
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")


def hard_pieces(regex: re.Pattern[str]) -> list[str]:
    """Return pieces that a text repeats to keep ``regex`` busy.

    What matches it, nearly matches it, and what each of its repeats would take in again and again.
    """
    items = list(sre_parse.parse(regex.pattern, regex.flags))
    whole = _sample(items)
    found = [whole, f"{whole} ", *(p for n in _CHOICES for p in _repeated(items, n))]
    return [piece for piece in dict.fromkeys(found) if piece]


def of_length(piece: str, length: int) -> str:
    """Return ``piece`` repeated up to ``length`` characters."""
    return (piece * (length // len(piece) + 1))[:length]


def seconds_of(regex: re.Pattern[str], text: str) -> float:
    """Return how long the processor takes to find all matches of ``regex`` in ``text``."""
    started = time.process_time()
    for _ in regex.finditer(text):
        pass
    return time.process_time() - started


def _sample(items: Any, choice: int = 0) -> str:
    return "".join(_sample_of(str(kind), value, choice) for kind, value in items)


def _sample_of(kind: str, value: Any, choice: int) -> str:
    if kind == "LITERAL":
        return chr(value)
    if kind == "NOT_LITERAL":
        return "y" if value == ord("x") else "x"
    if kind == "ANY":
        return "x"
    if kind == "IN":
        return _one_of(value, choice)
    if kind == "BRANCH":
        return _sample(value[1][choice % len(value[1])], choice)
    if kind == "SUBPATTERN":
        return _sample(value[3], choice)
    if kind in _REPEATS:
        least, most, repeated = value
        return _sample(repeated, choice) * max(least, 1 if most else 0)
    return ""


def _one_of(members: Any, choice: int) -> str:
    if str(members[0][0]) == "NEGATE":
        pattern = re.compile(_as_class(members))
        return next(c for c in _TRIED if pattern.fullmatch(c))
    kind, value = members[choice % len(members)]
    if str(kind) == "CATEGORY":
        return _SHOWN.get(str(value), "!")
    return chr(value if str(kind) == "LITERAL" else value[0])


def _as_class(members: Any) -> str:
    names = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}
    names |= {f"NOT_{name}": written.upper() for name, written in names.items()}
    parts = []
    for kind, value in members[1:]:
        if str(kind) == "LITERAL":
            parts.append(re.escape(chr(value)))
        elif str(kind) == "RANGE":
            parts.append("-".join(re.escape(chr(v)) for v in value))
        else:
            parts.append(names[str(value).removeprefix("CATEGORY_")])
    return f"[^{''.join(parts)}]"


def _repeated(items: Any, choice: int) -> Iterator[str]:
    for kind, value in items:
        if str(kind) in _REPEATS:
            if value[1] > 1:
                yield _sample(value[2], choice)
            yield from _repeated(value[2], choice)
        elif str(kind) == "SUBPATTERN":
            yield from _repeated(value[3], choice)
        elif str(kind) == "BRANCH":
            for branch in value[1]:
                yield from _repeated(branch, choice)
