"""What shops sell, as far as their rows tell: by what they are known for, named or described."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from listings.models import Shop

_LATIN = re.compile(r"[a-z][a-z'-]+")
# A piece of a word in a script without blanks says something from two characters on.
_FEWEST = 2


def sellers(shops: Iterable[Shop], goods: str, *, only_known: bool = False) -> list[Shop]:
    """Return the shops that sell ``goods``, words of a visitor, in their order; [] for none.

    With ``only_known`` what a shop is known for counts, and not its name and description.

    Those that have all the words are returned alone; else those that have what the words end with,
    since that says what the thing is: the tea of "green tea".
    """
    listed = [(shop, _told_of(shop, only_known=only_known)) for shop in shops]
    for words in _from_whole_to_end(_folded(goods)):
        found = [shop for shop, text in listed if _has(text, words)]
        if found:
            return found
    return []


def _from_whole_to_end(goods: str) -> Iterator[str]:
    latin = _LATIN.findall(goods)
    if latin:
        for first in range(len(latin)):
            yield " ".join(latin[first:])
        return
    whole = re.sub(r"\s", "", goods)
    for first in range(max(1, len(whole) - _FEWEST + 1)):
        yield whole[first:]


def _has(text: str, words: str) -> bool:
    if not words.isascii():
        return words in re.sub(r"\s", "", text)
    # In whatever number it is written.
    stem = re.escape(re.sub(r"(?:es|s)$", "", words) or words)
    return re.search(rf"\b{stem}(?:s|es)?\b", text) is not None


def _told_of(shop: Shop, *, only_known: bool) -> str:
    known = [good for goods in shop.known_for.values() for good in goods]
    if not only_known:
        known += [*shop.names.values(), *shop.summary.values()]
    return _folded("\n".join(known))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
