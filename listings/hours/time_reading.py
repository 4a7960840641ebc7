"""Reading the times of an ``opening_hours`` rule."""

from __future__ import annotations

from listings.hours.rules import WHOLE_DAY, TimeSpan
from listings.hours.tokens import SUN, TIME, Tokens

_LAST_END = 2 * WHOLE_DAY


def spans(tokens: Tokens) -> tuple[TimeSpan, ...]:
    """Take the times of a rule, earliest first; none is the whole day."""
    found: list[TimeSpan] = []
    while tokens.is_time():
        found.append(_span(tokens))
        if not (tokens.peek() == "," and tokens.is_time(1)):
            break
        tokens.at += 1
    return tuple(sorted(found))


def _span(tokens: Tokens) -> TimeSpan:
    start, by_sun = _clock(tokens)
    if start > WHOLE_DAY:
        tokens.refuse(-1)
    if tokens.took("+"):
        return TimeSpan(start, max(WHOLE_DAY, start), True, by_sun)
    tokens.expect("-")
    end, also = _clock(tokens)
    if end <= start:
        end += WHOLE_DAY
    if end > _LAST_END:
        tokens.refuse(-1)
    return TimeSpan(start, end, tokens.took("+"), by_sun or also)


def _clock(tokens: Tokens) -> tuple[int, bool]:
    """Take a time of day in minutes; the second value says whether the sun decides."""
    if tokens.took("("):
        minutes, by_sun = _clock(tokens)
        sign = -1 if tokens.peek() == "-" else 1
        if not by_sun or tokens.take() not in ("+", "-"):
            tokens.refuse(-1)
        offset, is_sun = _clock(tokens)
        tokens.expect(")")
        if is_sun:
            tokens.refuse(-1)
        return max(0, minutes + sign * offset), True
    word = tokens.take()
    if word.lower() in SUN:
        return SUN[word.lower()], True
    match = TIME.fullmatch(word)
    if match is None or int(match[1]) > 48:
        tokens.refuse(-1)
    return int(match[1]) * 60 + int(match[2]), False
