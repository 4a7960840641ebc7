"""Cutting a text to WeChat's limit, which counts bytes."""

from __future__ import annotations

import re

MAX_BYTES = 2048

_LINK = re.compile(r"<a [^<>]*>[^<>]*</a>")


def size(text: str) -> int:
    """Return how many bytes ``text`` takes on its way; characters that have no bytes count one."""
    return len(text.encode("utf-8", "replace"))


def cut(text: str, limit: int = MAX_BYTES) -> tuple[str, str]:
    """Return ``text`` as a first part of at most ``limit`` bytes, and the rest.

    The cut is at the end of a line where one is in the second half of what fits, else between
    two characters, and never inside a link. A text that fits has an empty rest.
    """
    if size(text) <= limit:
        return text, ""
    end = _fitting(text, limit)
    line = text.rfind("\n", 0, end + 1)
    if line > end // 2:
        end = line
    for link in _LINK.finditer(text):
        if 0 < link.start() < end < link.end():
            end = link.start()
    end = _whole_character(text, end)
    return text[:end].rstrip(), text[end:].lstrip()


def _fitting(text: str, limit: int) -> int:
    """Return how many characters of ``text`` fit into ``limit`` bytes."""
    return len(text.encode("utf-8", "replace")[:limit].decode("utf-8", "ignore"))


def _whole_character(text: str, end: int) -> int:
    """Return ``end``, or the start of the emoji that it would split."""
    joined = "\u200d\ufe0f"
    back = end
    while 0 < back < len(text) and (text[back] in joined or text[back - 1] == "\u200d"):
        back -= 1
    return back or end
