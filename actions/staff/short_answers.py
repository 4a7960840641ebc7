"""Short words that mean the same at any step of a form: yes, no, cancel, a choice's number."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

from actions.wording.catalogue import say
from semantics.languages import LANGUAGES

_CLAUSE = re.compile(r"[,，、.。!！;；]")
_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(r"\D{0,2}(\d{1,2})\D{0,2}")


def is_said(text: str, key: str) -> bool:
    """Say whether ``text`` is words of ``key`` alone ("yes", "yes, send it"), in any language.

    They may end as sentences do in politeness ("質問です").
    """
    words = words_of(key)
    readings = [[text], _CLAUSE.split(text), _BLANKS.split(text)]
    return any(_are_all(reading, words) for reading in readings)


def _are_all(pieces: Sequence[str], words: Sequence[str]) -> bool:
    said = {piece for piece in map(folded, pieces) if piece}
    return bool(said) and all(p in words or _without_ending(p) in words for p in said)


def _without_ending(piece: str) -> str:
    """Return ``piece`` without the polite word that it ends with."""
    endings = (e for e in words_of("form.words.endings") if piece.endswith(e))
    return folded(piece[: -len(e)]) if (e := next(endings, "")) else piece


def number_in(text: str) -> int | None:
    """Return the number that ``text`` consists of ("2", "2.", "②"), None for anything else."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(found[1]) if found else None


@functools.cache
def words_of(key: str) -> tuple[str, ...]:
    """Return the words of ``key`` in all languages, folded, the longest first."""
    words = {folded(w) for language in LANGUAGES for w in say(language, key).split("|")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def folded(text: str) -> str:
    """Return ``text`` in lower case, without signs at its ends and with single blanks."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    start, end = 0, len(plain)
    while start < end and not _is_word(plain[start]):
        start += 1
    while end > start and not _is_word(plain[end - 1]):
        end -= 1
    # Signs alone ("👍") are all that was said.
    return plain[start:end] or plain


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"
