"""Whether a fact stands in a reply, however it is written there.

Case, width, blanks, separators of thousands, a leading zero of the hour and the end of an English
month make no difference; a number must stand there as a whole, a Latin word at its beginning:
``20`` is not in ``120``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_LEADING_ZERO = re.compile(r"(?<![\d:])0(?=\d:\d\d)")
_MONTHS = re.compile(
    r"\b(jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)\b"
)
_BLANKS = re.compile(r"\s+")
_PIECES = re.compile(r"\d+(?:[.:]\d+)*|[^\d\s]+")
_DISTANCE = re.compile(
    r"(\d+(?:\.\d+)?)\s*"
    r"(km|kilomet(?:re|er)s?|公里|千米|キロ(?:メートル)?|킬로미터|킬로"
    r"|m(?![a-z])|met(?:re|er)s?|米|メートル|미터)"
)
_KILOMETRES = ("k", "公", "千", "キ", "킬")
_TOLERANCE = 0.2
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−〜～~", "-") | dict.fromkeys("‘’ʼ`", "'"))


def fold(text: str) -> str:
    """Return ``text`` as it is compared."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    folded = _THOUSANDS.sub("", _BLANKS.sub(" ", folded).strip())
    return _MONTHS.sub(r"\1", _LEADING_ZERO.sub("", folded))


def stands_in(fact: str, reply: str) -> bool:
    """Say whether ``fact`` stands in ``reply``.

    ``~550 m`` is a distance that the reply may round: any within a fifth of it will do.
    """
    if fact.startswith("~"):
        wanted = _metres(fold(fact[1:]))
        return any(abs(m - wanted[0]) <= _TOLERANCE * wanted[0] for m in _metres(fold(reply)))
    return _pattern(fact).search(fold(reply)) is not None


@cache
def _pattern(fact: str) -> re.Pattern[str]:
    pieces = _PIECES.findall(fold(fact))
    if not pieces:
        raise ValueError(f"{fact!r}: nothing to look for")
    pattern = r"\s*".join(re.escape(piece) for piece in pieces)
    return re.compile(_before(pieces[0][0]) + pattern + _after(pieces[-1][-1]))


def _before(first: str) -> str:
    if first.isdigit():
        return r"(?<!\d)(?<!\d[.:])"
    # A word may have an ending, but does not begin inside another.
    return r"(?<![a-z])" if first.isascii() and first.isalpha() else ""


def _after(last: str) -> str:
    return r"(?!\d)(?![.:]\d)" if last.isdigit() else ""


def _metres(text: str) -> list[float]:
    return [
        float(number) * (1000 if unit.startswith(_KILOMETRES) else 1)
        for number, unit in _DISTANCE.findall(text)
    ]
