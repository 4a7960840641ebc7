"""Bounds of prices, stars and ratings, written as "4", "4-5", "-300" or "4-"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

WORDS_OF_PRICE = ("free", "cheap", "moderate", "expensive")


def bounds_of_price(value: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Read a range of prices; (None, None) for a word of price and anything else."""
    low, high = bounds_of(value) if value not in WORDS_OF_PRICE else (None, None)
    return (
        Decimal(str(low)) if low is not None else None,
        Decimal(str(high)) if high is not None else None,
    )


def bounds_of(value: str | None) -> tuple[float | None, float | None]:
    """Read "4", "4-5", "-300" or "4-"; (None, None) for anything else."""
    parts: Sequence[str] = (value or "").split("-")
    try:
        numbers = [float(p) if p else None for p in parts]
    except ValueError:
        return None, None
    if len(numbers) == 1:
        return numbers[0], numbers[0]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (None, None)
