"""What is said of amounts in a currency that is not the city's."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import get_currency_name

from actions.dialogue.contact_hint import sentences
from actions.dialogue.turn import Turn
from actions.wording import formats
from actions.wording.catalogue import locale_of

# Babel names a currency in the plural, as prices are in it.
_MANY = 2


def no_rate(turn: Turn, known: Iterable[Decimal] = ()) -> str:
    """Say that an amount of the message cannot be converted; empty where it has none.

    ``known`` are the prices that the visitor may go by: the lowest and the highest are told.
    """
    foreign = turn.foreign_amounts
    if not foreign:
        return ""
    currency = turn.city.currency
    said = turn.say(
        "money.no_rate",
        currency=get_currency_name(currency, _MANY, locale=locale_of(turn.language)),
        amount=turn.text[foreign[0].start : foreign[0].end].strip(),
    )
    prices = sorted(known)
    if not prices or prices[0] == prices[-1]:
        return said
    low, high = (formats.price(p, currency, turn.language) for p in (prices[0], prices[-1]))
    return sentences(turn, said, turn.say("money.known", low=low, high=high))
