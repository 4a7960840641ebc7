"""Names in Latin letters: pinyin, Hepburn's romaji, Revised Romanization of Korean.

What a name sounds like also finds it behind a typing error of the commonest sort, another character
with the same sound.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from pypinyin import lazy_pinyin

from nlu.text.scripts import script_of


class _Letters(tuple[str, ...]):
    """Letters of sounds, as they are written with blanks between them."""

    def __new__(cls, text: str) -> _Letters:
        return super().__new__(cls, text.split(" "))


# The Revised Romanization's letters of a syllable's beginning, middle and end, in Unicode's order.
_FIRST = _Letters("g kk n d tt r m b pp s ss  j jj ch k t p h")
_MIDDLE = _Letters("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_LAST = _Letters(" k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
_SYLLABLES, _VOWELS, _ENDS = 0xAC00, 21, 28
# Hepburn's letters where Unicode's names of the kana have others.
_HEPBURN = (("si", "shi"), ("ti", "chi"), ("tu", "tsu"), ("hu", "fu"), ("zi", "ji"), ("di", "ji"))
_SMALL = re.compile(r"(?P<row>sh|ch|j|[a-z])i\+y(?P<vowel>[auo])")
_FOREIGN = re.compile(r"[aeiou]\+(?P<vowel>[aeiou])")
_DOUBLE = re.compile(r"\+tsu(?P<next>[a-z])")
# Sounds of Chinese that many do not tell apart.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def romanized(text: str) -> Iterator[str]:
    """Yield the ways to write ``text`` in Latin letters; none where it mixes scripts or has none.

    ``text`` is compact and folded, as :func:`nlu.text.normalization.compact_text` gives it.
    """
    scripts = {script_of(c) for c in text} - {"none"}
    if scripts == {"han"}:
        yield "".join(lazy_pinyin(text))
    elif scripts == {"kana"}:
        yield from _romaji(text)
    elif scripts == {"hangul"}:
        yield "".join(map(_syllable, text))


def sound_of(text: str) -> str | None:
    """Return what a Chinese name sounds like, equal for characters that sound alike.

    None for a text that is not of Chinese characters alone.
    """
    if {script_of(c) for c in text} != {"han"}:
        return None
    sound = " ".join(lazy_pinyin(text))
    for one, other in _ALIKE:
        sound = sound.replace(one, other)
    return sound


def _syllable(character: str) -> str:
    code = ord(character) - _SYLLABLES
    if not 0 <= code < len(_FIRST) * _VOWELS * _ENDS:
        return character
    first, rest = divmod(code, _VOWELS * _ENDS)
    middle, last = divmod(rest, _ENDS)
    return _FIRST[first] + _MIDDLE[middle] + _LAST[last]


def _romaji(text: str) -> Iterator[str]:
    """Yield a kana text in Latin letters, with its long vowels doubled and with them short."""
    sounds = "".join(map(_kana, text))
    sounds = _DOUBLE.sub(r"\g<next>\g<next>", sounds)
    sounds = _FOREIGN.sub(r"\g<vowel>", _SMALL.sub(_joined, sounds)).replace("+", "")
    yield re.sub(r"([aeiou])-", r"\1\1", sounds)
    if "-" in sounds:
        yield sounds.replace("-", "")


def _joined(match: re.Match[str]) -> str:
    """Join "shi" and a small "ya" to "sha", "ki" and a small "ya" to "kya"."""
    row = match["row"]
    return row + ("" if row in ("sh", "ch", "j") else "y") + match["vowel"]


@functools.lru_cache(maxsize=512)
def _kana(character: str) -> str:
    if not character.isalpha() or script_of(character) != "kana":
        return character
    name = unicodedata.name(character)
    if name.endswith("SOUND MARK"):
        return "-"
    sound = name.rpartition(" ")[2].casefold()
    for one, other in _HEPBURN:
        sound = other if sound == one else sound
    return f"+{sound}" if " SMALL " in name else sound
