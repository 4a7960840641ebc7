"""Words that only say of what kind a name is: the "restaurant" of "Korean restaurant"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from nlu.text.normalization import compact_text, fold_text

# A word that closes names of so many different things says nothing about one of them.
_MIN_IDS = 5
# One thing that is named by a word and so many heads in turn is named by that word.
_MIN_HEADS = 2


def stems(names: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return how many letters and digits of a name stand before its head, by the compact name.

    Args:
        names: (id, name) pairs of one kind. Only names in ASCII are cut, since elsewhere the head
            belongs to the name (意大利菜, 이탈리아 요리), and only where another name of the same
            id puts another head behind the same word: "street food" stays whole.
    """
    pairs = [(i, *fold_text(name).rpartition(" ")[::2]) for i, name in names if name.isascii()]
    closing: dict[str, set[str]] = defaultdict(set)
    for i, stem, last in pairs:
        if stem:
            closing[last].add(i)
    behind: dict[tuple[str, str], set[str]] = defaultdict(set)
    for i, stem, last in pairs:
        if stem and len(closing[last]) >= _MIN_IDS:
            behind[i, stem].add(last)
    return {
        compact_text(f"{stem} {last}"): len(compact_text(stem))
        for (_, stem), heads in behind.items()
        if len(heads) >= _MIN_HEADS
        for last in heads
    }
