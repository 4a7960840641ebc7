"""Something cheaper than what was shown."""

from __future__ import annotations

from decimal import Decimal

from actions.dialogue.state import FOCUS, SHOWN, TOPIC, Search
from actions.dialogue.turn import Turn
from actions.interpretation.place_lookup import listed_places
from actions.search.matching import amount_of
from semantics.intents import intent_of

_CHEAPER = "cheaper"
# A price under another is at least so much less.
_LESS = Decimal(1)


def limit_below_shown(turn: Turn, search: Search) -> str | None:
    """Return the price filter for what costs less than what the visitor saw last.

    That is the place last told about, else the cheapest of the list. None where nothing cheaper is
    asked for, or where no price of those is known.
    """
    if _CHEAPER not in turn.values("relative"):
        return None
    focus, shown = turn.slots.get(FOCUS), turn.slots.get(SHOWN) or []
    is_told = bool(focus) and intent_of(str(turn.slots.get(TOPIC) or "")).about_place
    places = listed_places(turn, map(str, [focus] if is_told else shown))
    prices = [amount_of(turn, p) for p in places if p.kind == search.topic]
    known = [price for price in prices if price is not None]
    if not known:
        return None
    return f"-{max(min(known) - _LESS, Decimal(0)):f}"
