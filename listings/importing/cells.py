"""Reading and writing single cells.

Each ``parse_…`` takes the text of a cell, stripped and not empty, and raises a ValueError that
says what is wrong with it; the caller adds file, row, column and value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale

from listings.models.types import shortest

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_STOP = re.compile(_ID.pattern + r":[1-9]\d*", re.ASCII)
_WEBSITE = re.compile(r"https?://[^\s/?#]+\.[^\s]+", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@;,<>]+@[^\s@;,<>]+\.[^\s@;,<>.]+")
_EXPONENT = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)
_EXTENSION = re.compile(r"\b(?:ext|extension|switchboard)\b", re.IGNORECASE)
_WORDS = re.compile(r"[A-Za-z]{3,}")
_LARGEST_PRICE = Decimal(10**9)


def parse_text(cell: str) -> str:
    """Return the text as it is."""
    return cell


def parse_id(cell: str) -> str:
    """Return an id: letters and digits, joined by hyphens, underscores or dots."""
    if not _ID.fullmatch(cell):
        raise ValueError("not an id: write letters and digits joined by hyphens, such as old-pier")
    return cell


def parse_file(cell: str) -> str:
    """Return the name of a file in ``pictures``.

    Raises:
        ValueError: It is a path, or of no kind that is shown.
    """
    name = cell.strip()
    is_plain = name == Path(name).name and not name.startswith(".") and "\\" not in name
    if not is_plain or not name.lower().endswith((".jpg", ".jpeg", ".png", ".webp")):
        raise ValueError("not a file in pictures/: write a name such as old-pier.jpg")
    return name


def parse_list(cell: str) -> list[str]:
    """Return the values between the semicolons, in order, each once, empty ones left out.

    A full-width semicolon and the ideographic comma divide them as well.
    """
    values = (value.strip() for value in re.split("[;；、]", cell))
    return list(dict.fromkeys(value for value in values if value))


def write_list(values: list[str]) -> str:
    """Return the values with semicolons between them."""
    return ";".join(values)


def parse_number(cell: str) -> Decimal:
    """Return a decimal number written with a point and without a thousands separator."""
    if not _NUMBER.fullmatch(cell):
        raise ValueError("not a number: write it like 1200 or 8.5")
    return shortest(Decimal(cell))


def parse_price(cell: str) -> Decimal:
    """Return an amount of money, from 0, with at most three decimals."""
    amount = parse_number(cell)
    if amount < 0:
        raise ValueError("a price cannot be negative")
    if amount >= _LARGEST_PRICE or amount != round(amount, 3):
        raise ValueError("a price is below 1000000000 and has at most three decimals")
    return amount


def number_within(low: float, high: float) -> Callable[[str], float]:
    """Return a parser of numbers from ``low`` to ``high``, both included."""

    def parse(cell: str) -> float:
        number = float(parse_number(cell))
        if not low <= number <= high:
            raise ValueError(f"not between {low} and {high}")
        return number

    return parse


def whole_within(low: int, high: int) -> Callable[[str], int]:
    """Return a parser of whole numbers from ``low`` to ``high``, both included."""

    def parse(cell: str) -> int:
        if not _WHOLE.fullmatch(cell):
            raise ValueError(f"not a whole number between {low} and {high}")
        number = int(cell)
        if not low <= number <= high:
            raise ValueError(f"not between {low} and {high}")
        return number

    return parse


def one_of(values: tuple[str, ...]) -> Callable[[str], str]:
    """Return a parser that accepts these values and no other."""

    def parse(cell: str) -> str:
        if cell not in values:
            raise ValueError("not one of " + ", ".join(values))
        return cell

    return parse


def parse_day(cell: str) -> date:
    """Return a day written YYYY-MM-DD."""
    match = _PARTIAL_DATE.fullmatch(cell)
    try:
        year, month, day = map(int, match.groups()) if match else (0, 0, 0)
        return date(year, month, day)
    except (TypeError, ValueError):
        raise ValueError("not a day: write it like 2026-05-01") from None


def parse_partial_date(cell: str) -> str:
    """Return a date written YYYY, YYYY-MM or YYYY-MM-DD, as it is."""
    match = _PARTIAL_DATE.fullmatch(cell)
    try:
        year, month, day = match.groups() if match else ("0", None, None)
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError("not a date: write it like 2026, 2026-05 or 2026-05-01") from None
    return cell


def parse_time(cell: str) -> str:
    """Return a time of day written HH:MM, as it is."""
    if not _TIME.fullmatch(cell):
        raise ValueError("not a time: write it like 05:50")
    return cell


def parse_times(cell: str) -> list[str]:
    """Return the times of day between the semicolons, in order."""
    return [parse_time(value) for value in parse_list(cell)]


def parse_stops(cell: str) -> list[str]:
    """Return a station's places on its lines, as ``line-1:23``, in order."""
    stops = parse_list(cell)
    for stop in stops:
        if not _STOP.fullmatch(stop):
            raise ValueError(f"{stop!r} is no stop: write line-1:23, the line's id and the order")
    return stops


def parse_website(cell: str) -> str:
    """Return a web address with its http:// or https://."""
    if not _WEBSITE.fullmatch(cell):
        raise ValueError("not a web address: write it like https://example.org/visit")
    return cell


def parse_email(cell: str) -> str:
    """Return an e-mail address."""
    if not _EMAIL.fullmatch(cell):
        raise ValueError("not an e-mail address")
    return cell


def parse_phone(cell: str) -> str:
    """Return a telephone number in any usual way of writing, short numbers too."""
    if _EXPONENT.fullmatch(cell):
        raise ValueError("a spreadsheet has cut the number short: write it anew, as text")
    if _WORDS.search(_EXTENSION.sub("", cell)):
        raise ValueError("not a telephone number: it has words in it")
    if sum(c.isdigit() for c in cell) < 2:
        raise ValueError("not a telephone number: it has fewer than two digits")
    return cell


def parse_timezone(cell: str) -> str:
    """Return a time zone's IANA name."""
    try:
        ZoneInfo(cell)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ValueError("not an IANA time zone, such as Europe/Lisbon") from None
    return cell


def parse_country(cell: str) -> str:
    """Return a country's ISO 3166 code."""
    if len(cell) != 2 or cell not in Locale("en").territories:
        raise ValueError("not an ISO 3166 country code, such as PT")
    return cell


def parse_currency(cell: str) -> str:
    """Return a currency's ISO 4217 code."""
    if cell not in Locale("en").currencies:
        raise ValueError("not an ISO 4217 currency code, such as EUR")
    return cell


def write_plain(value: Any) -> str:
    """Return a number, date or text as it is read back."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    return value.isoformat() if isinstance(value, date) else str(value)
