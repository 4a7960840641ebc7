"""What places are compared by: prices, ratings and opening hours as figures, and their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from actions.dialogue.turn import Turn
from actions.hours.sentences import week_sentence
from actions.place_facts.cards import category
from actions.search.matching import amount_of
from actions.wording import formats
from listings.models import Attraction, Hotel, Place, Restaurant
from listings.queries import prices_of

Figure = Decimal | float
_DAY_MINUTES = 24 * 60
_ALWAYS = 8.0 * _DAY_MINUTES
# Whom a price is for that anybody may have to pay.
_EVERYONE = ("adult", "all")


@dataclass(frozen=True)
class Measure:
    """One way to compare: a figure of each place, None where it is not known, and its words.

    ``is_least`` says that the smallest figure wins.
    """

    value: Callable[[Turn, Place], Figure | None]
    words: Callable[[Turn, Place], str]
    is_least: bool = False


def facts_of(turn: Turn, place: Place) -> str:
    """Return what a place is, its grade or rating, what it costs and when it is open, in a row."""
    facts = [
        category(turn, place),
        _grade(turn, place),
        price_words(turn, place) or None,
        _hours(turn, place) or None,
        turn.read(place.summary),
    ]
    return formats.row([f for f in facts if f], turn.language)


def price_words(turn: Turn, place: Place) -> str:
    """Return what an adult pays, from the least to the most; an empty string if not known."""
    if isinstance(place, Attraction):
        tickets = prices_of(turn.session, place.id)
        amounts = sorted({t.price for t in tickets if t.audience in _EVERYONE})
    else:
        amount = amount_of(turn, place)
        amounts = [amount] if amount is not None else []
    if not amounts:
        return ""
    told = [_money(turn, amount) for amount in (amounts[0], amounts[-1])]
    if isinstance(place, Hotel):
        return turn.say("price.room_from", price=told[0])
    if isinstance(place, Restaurant):
        return turn.say("price.per_person", price=told[0])
    return told[0] if told[0] == told[1] else turn.say("range.days", first=told[0], last=told[1])


def rating_measure(turn: Turn, places: Sequence[Place]) -> Measure:
    """Return the measure of how good places are said to be that most of them have."""
    return max(_RATINGS, key=lambda each: sum(each.value(turn, p) is not None for p in places))


def _grade(turn: Turn, place: Place) -> str | None:
    said = [_rated(turn, place)]
    if isinstance(place, Hotel) and place.stars:
        said.insert(0, turn.say("filter.stars", value=place.stars))
    if isinstance(place, Attraction) and place.rating_a:
        said.insert(0, f"{place.rating_a}A")
    return formats.row([s for s in said if s], turn.language) or None


def _rated(turn: Turn, place: Place) -> str:
    return turn.say("filter.rating", value=f"{place.rating:g}") if place.rating else ""


def _money(turn: Turn, amount: Decimal) -> str:
    return formats.price(amount, turn.city.currency, turn.language)


def _hours(turn: Turn, place: Place) -> str:
    return week_sentence(turn, place, turn.now.date()) if place.opening_hours else ""


def _spans(turn: Turn, place: Place) -> list[tuple[int, int]]:
    """Return from when to when it is open on each day of the regular week, in minutes."""
    schedule = turn.schedule(place)
    if not schedule.is_known or schedule.is_always_open:
        return []
    week = schedule.regular.week(turn.now.date())
    found = [(_minutes(a), _minutes(b)) for day in week for a, b in day.spans]
    return [(a, b if b > a else b + _DAY_MINUTES) for a, b in found]


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _of_hours(
    choose: Callable[[list[tuple[int, int]]], float], always: float
) -> Callable[[Turn, Place], Figure | None]:
    def value(turn: Turn, place: Place) -> Figure | None:
        if turn.schedule(place).is_always_open:
            return always
        spans = _spans(turn, place)
        return choose(spans) if spans else None

    return value


_RATINGS = (
    Measure(lambda _, place: place.rating, facts_of),
    Measure(lambda _, place: place.stars if isinstance(place, Hotel) else None, facts_of),
    Measure(lambda _, place: place.rating_a if isinstance(place, Attraction) else None, facts_of),
)
MEASURES: dict[str, Measure] = {
    "cheaper": Measure(amount_of, price_words, is_least=True),
    "dearer": Measure(amount_of, price_words),
    "longer": Measure(_of_hours(lambda spans: sum(b - a for a, b in spans), _ALWAYS), _hours),
    "later": Measure(_of_hours(lambda spans: max(b for _, b in spans), _ALWAYS), _hours),
    "earlier": Measure(_of_hours(lambda spans: min(a for a, _ in spans), -1.0), _hours, True),
    "sooner": Measure(_of_hours(lambda spans: max(b for _, b in spans), _ALWAYS), _hours, True),
}


def _duration(turn: Turn, place: Place) -> str:
    return (turn.read(place.visit_duration) or "") if isinstance(place, Attraction) else ""


# The facts by which places may be compared in words.
WORDS_OF: dict[str, Callable[[Turn, Place], str]] = {
    "price": price_words,
    "duration": _duration,
    "hours": _hours,
}
