"""Numbers that a visitor can read out and nobody can guess."""

from __future__ import annotations

import secrets
from datetime import datetime

# Without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V, which are mistaken for each other.
_ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
_LENGTH = 6


def new_receipt(kind: str, now: datetime) -> str:
    """Return a number such as ``Q-2026-7KM3XP``: one letter, the year and 27 bits of chance."""
    chance = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return f"{kind}-{now.year}-{chance}"


def as_written(receipt: str) -> str:
    """Return a receipt number as it was given out, however it was typed in."""
    return receipt.strip().upper()
