"""Chinese texts in Traditional characters, as Taiwan and Hong Kong read them."""

from __future__ import annotations

import functools

from opencc import OpenCC

# Characters and phrases, but no words of one region: those would change names as well.
_CONVERSION = "s2tw"
_QUOTES = str.maketrans({"“": "「", "”": "」", "‘": "『", "’": "』"})


@functools.cache
def _converter() -> OpenCC:
    return OpenCC(_CONVERSION)


def traditional(text: str) -> str:
    """Return a Chinese text in Traditional characters, with the quotation marks that go with them.

    What is written in Traditional characters, or in no Chinese ones, stays as it is.
    """
    return _converter().convert(text).translate(_QUOTES)
