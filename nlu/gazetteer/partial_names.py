"""Pieces of names: "Folk Museum" of "City and County Folk Museum"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nlu.text.normalization import compact_text, fold_text
from nlu.text.scripts import script_of

BRACKETS = re.compile(r"[(（\[【<《][^)）\]】>》\n]{0,200}[)）\]】>》]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
# The better half of a name is most of it.
_MOST = 0.5


class NamePieces:
    """Which names a piece is a part of, and of which it is the better half."""

    def __init__(self, names: Iterable[tuple[str, str]], *, cities: Sequence[str]) -> None:
        """Take (id, name) pairs, and the names of the city, which tell none of its places."""
        affixes = [compact_text(city) for city in cities]
        # The words of each name with spaces, without any where white space stands between none.
        self._names: list[tuple[str, str, str, int]] = []
        for id_, name in names:
            spaced = _spaced(name)
            closed = spaced.replace(" ", "")
            length = _core_length(name, affixes)
            self._names.append((id_, spaced, closed if is_cjk(closed) else spaced, length))

    def find(self, piece: str) -> list[tuple[str, bool]]:
        """Return the ids of the names that ``piece`` is a part of, the largest part first.

        Words in a row, or letters in a row where no white space stands between words. Each id comes
        with whether the piece is half of the name or more, brackets and the city left out.
        """
        key = compact_text(piece)
        is_closed = is_cjk(key)
        sought = key if is_closed else _spaced(piece)
        shares: dict[str, float] = {}
        for id_, spaced, closed, length in self._names:
            if key and sought in (closed if is_closed else spaced):
                shares[id_] = max(len(key) / length, shares.get(id_, 0.0))
        return [(i, shares[i] >= _MOST) for i in sorted(shares, key=lambda i: (-shares[i], i))]

    def is_first_word(self, word: str) -> bool:
        """Say whether ``word`` is the first one of a name of several words."""
        sought = _spaced(word)
        return any(spaced.startswith(sought) and spaced != sought for _, spaced, *_ in self._names)


def is_cjk(text: str) -> bool:
    """Say whether ``text`` has a character of Chinese, Japanese or Korean."""
    return any(script_of(c) in ("han", "kana", "hangul") for c in text)


def without_affix(key: str, affixes: Iterable[str]) -> str:
    """Return ``key`` without the longest of ``affixes`` that it begins or ends with."""
    for affix in sorted(affixes, key=len, reverse=True):
        if key.startswith(affix):
            return key[len(affix) :]
        if key.endswith(affix):
            return key[: -len(affix)]
    return key


def _spaced(text: str) -> str:
    """Return the words of ``text``, folded, with one space before, between and behind them."""
    return f" {_BETWEEN_WORDS.sub(' ', fold_text(text)).strip()} "


def _core_length(name: str, cities: Iterable[str]) -> int:
    """Return how many letters of a name tell it from others: no bracket, no name of the city."""
    core = without_affix(compact_text(BRACKETS.sub(" ", name)), cities)
    return len(core) or len(compact_text(name))
