"""Numbers as visitors write them: "1,200", "twenty-five", "三百五十", "2万", "5천"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from nlu.text.alternatives import alternatives
from nlu.text.normalization import fold_text
from nlu.text.regexes import atomic
from nlu.text.scripts import script_of

# A number is no piece of a longer one, of a time ("10:30") or of a version ("1.2.3").
_DIGITS = r"(?<!\d)(?<!\d[.,:])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d|[.:]\d|,\d{3})"
# The longest number that visitors write has some fourteen words. Without a bound a message of
# number words alone would be tried from each of them to the end, by each pattern with a number.
_FEW, _FEW_WORDS = "{0,14}", "{1,15}"
# Each "hundred and" may end a number or go on with it; more of them are in no visitor's message.
_MOST_BEGUN = 12
_MYRIAD = 10_000


class NumberWords:
    """Reads numbers made of digits, number words and units.

    ``regex`` is a part for :func:`nlu.text.regexes.compile_pattern`.

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
        known = frozenset([*self._numbers, *self._units])
        begun = {word for word in known if _is_begun(word, known)}
        unit, word = alternatives(self._units), alternatives(known)
        one_unit, one_word = _in_one_way(self._units, begun), _in_one_way(known, begun)
        # A number is never cut short ("三" of "三百"), nor is a syllable of a Korean word one.
        self.regex = (
            rf"(?:{_DIGITS}(?:\s?{one_unit}){_FEW}(?:\s?\d+\s?{one_unit}){_FEW}(?!\s?{unit})"
            rf"|(?<![가-힣])(?![\s-])(?:[\s-]?{one_word}){_FEW_WORDS}(?![\s-]?{word}))"
        )
        self._token = re.compile(rf"\d[\d,]*(?:\.\d+)?|{word}")
        self._last_unit = re.compile(rf"{unit}$")
        self._begun = re.compile(alternatives(begun))

    def is_in(self, text: str) -> bool:
        """Say whether the folded ``text`` has any digit or number word.

        A row of words that can be read in several ways goes beyond any number: it counts as none.
        """
        if self._token.search(text) is None:
            return False
        return len(self._begun.findall(text)) <= _MOST_BEGUN

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


def _in_one_way(words: Collection[str], begun: Collection[str]) -> str:
    """Return a regular expression for any of ``words``, of which a row is read in one way alone.

    What is composed of other words ("이만 오천" of "이만" and "오천") is read as the longest of
    them and not taken apart again: each would double the ways to read a row. Words that are
    ``begun`` by another may be either.
    """
    whole = atomic(alternatives(set(words) - set(begun)))
    either = alternatives(set(words) & set(begun))
    return f"(?:{either}|{whole})"


def _is_begun(word: str, known: Collection[str]) -> bool:
    """Say whether another word begins ``word`` and what follows is no number ("hundred and")."""
    starts = [w for w in known if w != word and word.startswith(w)]
    is_latin = script_of(word[0]) == "latin"
    # "Six" does not begin "sixty": a Latin word never matches inside a longer one.
    return any(not (is_latin and word[len(w)].isalpha()) for w in starts) and not _is_composed(
        word, known
    )


def _is_composed(word: str, known: Collection[str]) -> bool:
    rests = (word[i:].lstrip(" -") for i in range(1, len(word)) if word[:i].rstrip(" -") in known)
    return any(rest in known or _is_composed(rest, known) for rest in rests)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        raise ValueError(f"{text!r} is not a number")
    return Decimal(text)
