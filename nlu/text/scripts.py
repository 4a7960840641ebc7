"""Which script a character belongs to, as far as the four languages need it."""

from __future__ import annotations

import functools
import unicodedata
from typing import Literal

from semantics.languages import SIMPLIFIED, TRADITIONAL

Script = Literal["han", "kana", "hangul", "latin", "other", "none"]

_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x3040, 0x30FA, "kana"),
    (0x30FC, 0x30FF, "kana"),
    (0x31F0, 0x31FF, "kana"),
    (0xFF66, 0xFF9D, "kana"),
    (0x1100, 0x11FF, "hangul"),
    (0x3130, 0x318F, "hangul"),
    (0xAC00, 0xD7A3, "hangul"),
    (0x3005, 0x3007, "han"),
    (0x3400, 0x4DBF, "han"),
    (0x4E00, 0x9FFF, "han"),
    (0xF900, 0xFAFF, "han"),
    (0x20000, 0x3134F, "han"),
)


@functools.lru_cache(maxsize=65_536)
def han_language(character: str) -> Literal["ja", "zh"] | None:
    """Return the one language that writes a Chinese character in this form, None for both or none.

    The character sets tell: the Japanese one lacks what China simplified alone (业), the Chinese
    ones lack what Japan simplified alone (営).
    """
    chinese = _is_in(character, "gb2312") or _is_in(character, "big5")
    japanese = _is_in(character, "shift_jis")
    if script_of(character) != "han" or chinese == japanese:
        return None
    return "zh" if chinese else "ja"


def chinese_script(text: str) -> str | None:
    """Return the script of a Chinese text, None where all its characters stand in both.

    Simplified or Traditional is what more of its characters are written in alone.
    """
    han = [c for c in text if script_of(c) == "han"]
    traditional = sum(_is_in(c, "big5") and not _is_in(c, "gb2312") for c in han)
    simplified = sum(_is_in(c, "gb2312") and not _is_in(c, "big5") for c in han)
    if traditional == simplified:
        return None
    return TRADITIONAL if traditional > simplified else SIMPLIFIED


def _is_in(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@functools.lru_cache(maxsize=65_536)
def script_of(character: str) -> Script:
    """Return the script of one character; digits, marks, emoji and spaces have ``"none"``."""
    point = ord(character)
    for first, last, script in _RANGES:
        if first <= point <= last:
            return script
    if not character.isalpha():
        return "none"
    return "latin" if "LATIN" in unicodedata.name(character, "") else "other"
