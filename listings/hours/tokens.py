"""The pieces of an ``opening_hours`` string, and what the next one is."""

from __future__ import annotations

import re
from typing import NoReturn

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SUN = {"dawn": 360, "sunrise": 390, "sunset": 1110, "dusk": 1140}
"""Minutes from midnight that stand for the sun's events, which are told to nobody."""
TIME = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)

_TOKEN = re.compile(r'\s*("[^"]*"|\d{1,2}:\d{2}|\d+|[A-Za-z]+|\|\||[;,+\[\]()/:-])', re.ASCII)
_YEARS = range(1900, 2200)


class UnreadableError(Exception):
    """The string cannot be read; the message says where."""


class Tokens:
    """Read from left to right: ``words`` in order, of which ``at`` is the next.

    Raises:
        UnreadableError: a character begins no word that is known.
    """

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        at, text = 0, text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise UnreadableError(f"at {text[at : at + 12]!r}")
            self.words.append(match[1])
            at = match.end()
        self.at = 0

    def peek(self, ahead: int = 0) -> str:
        """Return the next word, or one further ahead; nothing is left: an empty one."""
        at = self.at + ahead
        return self.words[at] if at < len(self.words) else ""

    def take(self) -> str:
        """Take the next word."""
        if self.at == len(self.words):
            self.refuse()
        self.at += 1
        return self.words[self.at - 1]

    def took(self, token: str) -> bool:
        """Take the next word if it is ``token``, and say whether it was."""
        if self.peek() != token:
            return False
        self.at += 1
        return True

    def expect(self, token: str) -> None:
        """Take ``token``."""
        if not self.took(token):
            self.refuse()

    def index(self, names: tuple[str, ...], ahead: int = 0) -> int | None:
        """Return the place of the word in ``names``, None when it is none of them."""
        name = self.peek(ahead).capitalize()
        return names.index(name) if name in names else None

    def is_weekday(self, *, after_comma: bool = False) -> bool:
        """Say whether a weekday is next."""
        if after_comma and self.peek() != ",":
            return False
        return self.index(WEEKDAYS, int(after_comma)) is not None

    def is_holiday(self, *, after_comma: bool = False) -> bool:
        """Say whether ``PH`` or ``SH`` is next."""
        if after_comma and self.peek() != ",":
            return False
        return self.peek(int(after_comma)).upper() in ("PH", "SH")

    def is_date(self, ahead: int = 0) -> bool:
        """Say whether a month or Easter is next."""
        return self.index(MONTHS, ahead) is not None or self.peek(ahead).lower() == "easter"

    def is_number(self, ahead: int = 0) -> bool:
        """Say whether a number is next."""
        return self.peek(ahead).isdecimal()

    def is_year(self, ahead: int = 0) -> bool:
        """Say whether a year is next."""
        word = self.peek(ahead)
        return word.isdecimal() and len(word) == 4 and int(word) in _YEARS

    def is_time(self, ahead: int = 0) -> bool:
        """Say whether a time of day is next."""
        word = self.peek(ahead)
        return TIME.fullmatch(word) is not None or word == "(" or word.lower() in SUN

    def number_in(self, low: int, high: int) -> int:
        """Take a number from ``low`` to ``high``."""
        word = self.take()
        if not word.isdecimal() or not low <= int(word) <= high:
            self.refuse(-1)
        return int(word)

    def refuse(self, ahead: int = 0) -> NoReturn:
        """Say that the string ends being readable at the next word."""
        word = self.peek(ahead)
        raise UnreadableError(f"at {word!r}" if word else "it ends too early")
