"""Numbers as visitors write them: "1,200", "twenty-five", "三百五十", "2万", "5천"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from nlu.text.normalization import fold_text
from nlu.text.scripts import script_of

# A number is no piece of a longer one, of a time ("10:30") or of a version ("1.2.3").
_DIGITS = r"(?<!\d)(?<!\d[.,:])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d|[.:]\d|,\d{3})"
# The longest number that visitors write has some fourteen words. Without a bound a message of
# number words alone would be tried from each of them to the end, by each pattern with a number.
_FEW = "{0,14}"
_MYRIAD = 10_000


class NumberWords:
    """Reads numbers made of digits, number words and units.

    Args:
        numbers: word -> its value ("three", "二十").
        units: word -> what it multiplies with ("hundred", "百", "만").
        short: Those of the units behind which a digit at the end counts the next lower unit: 二百五
            is 250.

    Raises:
        ValueError: A value is not a number.
    """

    def __init__(
        self, numbers: Mapping[str, str], units: Mapping[str, str], short: Iterable[str] = ()
    ) -> None:
        self._numbers = {fold_text(word): _decimal(v) for word, v in numbers.items()}
        self._units = {fold_text(word): _decimal(v) for word, v in units.items()}
        self._short = frozenset(fold_text(word) for word in short)
        unit = alternatives(self._units)
        word = alternatives([*self._numbers, *self._units])
        # A number is never cut short ("三" of "三百"), nor is a syllable of a Korean word one.
        self.regex = (
            rf"(?:{_DIGITS}(?:\s?{unit}){_FEW}(?:\s?\d+\s?{unit}){_FEW}(?!\s?{unit})"
            rf"|(?<![가-힣]){word}(?:[\s-]?{word}){_FEW}(?![\s-]?{word}))"
        )
        self._token = re.compile(rf"\d[\d,]*(?:\.\d+)?|{word}")
        self._last_unit = re.compile(rf"{unit}$")

    def is_in(self, text: str) -> bool:
        """Say whether the folded ``text`` has any digit or number word."""
        return self._token.search(text) is not None

    def value(self, text: str) -> Decimal | None:
        """Return the number that the folded ``text`` says, None when it says none or several."""
        total = section = Decimal(0)
        current: Decimal | None = None
        # What a digit counts that stands right behind a unit, and at the end.
        last_unit = lower = Decimal(1)
        for token in self._token.findall(text):
            if token in self._units:
                unit = self._units[token]
                if unit < _MYRIAD:
                    section += (Decimal(1) if current is None else current) * unit
                else:
                    total += (section + (current or 0) or 1) * unit
                    section = Decimal(0)
                current = None
                last_unit = unit / 10 if token in self._short else Decimal(1)
                continue
            number = self._numbers.get(token)
            if number is None:
                number = _decimal(token.replace(",", ""))
            if current is None:
                current, lower = number, last_unit
            elif number < 10 and current % 10 == 0:
                current, lower = current + number, Decimal(1)
            else:
                return None
            last_unit = Decimal(1)
        if not self._token.search(text):
            return None
        if current is not None and current < 10:
            current *= lower
        return total + section + (current or 0)

    def last_unit(self, text: str) -> Decimal | None:
        """Return the unit that the folded ``text`` ends with ("百" of "五百"), None without one."""
        match = self._last_unit.search(text)
        return self._units[match.group()] if match else None


def written(number: Decimal) -> str:
    """Return ``number`` without an exponent and without needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression for any of the folded ``words``, the longest first.

    A Latin word never matches inside a longer one, nor a number inside a longer number; other
    scripts have no such bounds. Without words it matches nothing.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    latin = [re.escape(w) for w in ordered if _is_latin(w[0]) and _is_latin(w[-1])]
    other = [_bounded(w) for w in ordered if not (_is_latin(w[0]) and _is_latin(w[-1]))]
    groups = [rf"(?<![a-z])(?:{'|'.join(latin)})(?![a-z])"] if latin else []
    groups += ["|".join(other)] if other else []
    return f"(?:{'|'.join(groups)})" if groups else r"(?!)"


def _bounded(word: str) -> str:
    left = _bound(word[0])
    right = _bound(word[-1])
    return (f"(?<!{left})" if left else "") + re.escape(word) + (f"(?!{right})" if right else "")


def _bound(character: str) -> str:
    if character.isdigit():
        return r"\d"
    return "[a-z]" if _is_latin(character) else ""


def _is_latin(character: str) -> bool:
    return script_of(character) == "latin"


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        raise ValueError(f"{text!r} is not a number")
    return Decimal(text)
