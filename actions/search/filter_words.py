"""The filters of a search said back: prices, stars, ratings, districts."""

from __future__ import annotations

from actions.dialogue.turn import Turn
from actions.wording import formats
from semantics.ranges import WORDS_OF_PRICE, bounds_of, bounds_of_price


def price_words(turn: Turn, value: str) -> str:
    """Return a price filter in words: "cheap", "¥300–500", "up to ¥300"."""
    if value in WORDS_OF_PRICE:
        return turn.say(f"price.{value}")
    least, most = bounds_of_price(value)
    amounts = [
        formats.price(a, turn.city.currency, turn.language) if a is not None else None
        for a in (least, most)
    ]
    if amounts[0] and amounts[1]:
        return f"{amounts[0]}–{amounts[1]}" if least != most else amounts[0]
    if amounts[1]:
        return turn.say("filter.at_most", value=amounts[1])
    return turn.say("filter.at_least", value=amounts[0])


def range_words(turn: Turn, value: str) -> str:
    """Return a range of ratings in words: "4", "4–5", "from 4"."""
    low, high = bounds_of(value)
    if low is not None and high is not None:
        return _span(low, high)
    key = "filter.at_least" if low is not None else "filter.at_most"
    return turn.say(key, value=f"{low if low is not None else high:g}")


def duration_words(turn: Turn, value: str) -> str:
    """Return how long a visit takes in words: "visit of 60–120 min", "visit of up to 60 min"."""
    low, high = bounds_of(value)
    if low is not None and high is not None:
        minutes = turn.say("filter.minutes", value=_span(low, high))
    else:
        key = "filter.at_least" if low is not None else "filter.at_most"
        bound = f"{low if low is not None else high:g}"
        minutes = turn.say(key, value=turn.say("filter.minutes", value=bound))
    return turn.say("filter.duration", value=minutes)


def stars_words(turn: Turn, value: str) -> str:
    """Return a range of stars in words: "4-star", "4–5-star", "from 4-star"."""
    low, high = bounds_of(value)
    if low is not None and high is not None:
        return turn.say("filter.stars", value=_span(low, high))
    key = "filter.at_least" if low is not None else "filter.at_most"
    stars = turn.say("filter.stars", value=f"{low if low is not None else high:g}")
    return turn.say(key, value=stars)


def _span(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"
