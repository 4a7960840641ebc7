"""Stickers and emoticons, which WeChat delivers as the text that stands for them."""

from __future__ import annotations

import re

# What WeChat writes in the place of a kind that it cannot deliver, and in that of an emoticon:
# "/:strong", "/::)", "[微笑]". "[OK]" and "/:ok" are words.
_UNSUPPORTED = re.compile(r"[【\[]收到不支持的消息类型.{0,200}[】\]]", re.DOTALL)
_EMOTICONS = re.compile(r"(?:(?:/:[^\s/]{1,10}|\[[^\[\]\s]{1,10}\])\s*)+")
_WORDS = re.compile(r"[/\[]:?(ok)\]?", re.IGNORECASE)


def is_unsupported(text: str) -> bool:
    """Say whether ``text`` is WeChat's own sentence for a kind that it does not deliver."""
    return _UNSUPPORTED.fullmatch(text.strip()) is not None


def is_emoticon(text: str) -> bool:
    """Say whether the whole of ``text`` is emoticons; one that says a word is none."""
    return _EMOTICONS.fullmatch(text.strip()) is not None and word_of(text) is None


def word_of(text: str) -> str | None:
    """Return the word that a lone emoticon says, None for any other text."""
    found = _WORDS.fullmatch(text.strip())
    return found[1] if found else None
