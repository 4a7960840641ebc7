"""What a visitor typed, made safe for Rasa."""

from __future__ import annotations

import unicodedata

from semantics.lengths import MOST_CHARACTERS

LIMIT = MOST_CHARACTERS
"""The most characters that a message may have."""

# Blanks and signs that nobody sees may stand around a message; beyond this it is not looked at.
_LOOKED_AT = 4 * LIMIT
_COMMAND = "/"
_KEPT = "\n\t"
# Marks that turn the direction of writing: they could make a transcript read otherwise.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class TypedError(ValueError):
    """A message that is not taken."""


class Empty(TypedError):  # noqa: N818 - says what the message is
    """Nothing is left to be understood."""


class TooLong(TypedError):  # noqa: N818 - says what the message is
    """The message has more than `LIMIT` characters."""


def clean(text: str) -> str:
    """Return ``text`` as Rasa may have it.

    Control characters and lone surrogates go, blanks at both ends too, and what stands in front of
    the first word and would make it a command to Rasa: a slash, its full-width twin, marks that
    nobody sees.

    Raises:
        TooLong: It has more than `LIMIT` characters.
        Empty: Nothing is left.
    """
    if len(text) > _LOOKED_AT:
        raise TooLong
    kept = "".join(c for c in text if _is_kept(c)).strip()
    start = next((i for i, c in enumerate(kept) if not _is_skipped(c)), len(kept))
    kept = kept[start:]
    if len(kept) > LIMIT:
        raise TooLong
    if not any(unicodedata.category(c)[0] not in "CZ" for c in kept):
        raise Empty
    return kept


def _is_kept(char: str) -> bool:
    return char in _KEPT or (
        unicodedata.category(char) not in ("Cc", "Cs", "Cn") and char not in _TURNING
    )


def _is_skipped(char: str) -> bool:
    """Say whether ``char`` in front of a message is a slash or cannot be seen."""
    plain = unicodedata.normalize("NFKC", char)
    return (
        plain.startswith(_COMMAND)
        or plain.isspace()
        or unicodedata.category(char) in ("Cf", "Mn", "Me")
        or not plain
    )
