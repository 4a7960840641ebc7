"""The prices for whom a message names, and what it asks of them: free, reduced, the cheapest."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.turn import Turn
from actions.interpretation.questions import is_one_clause
from actions.interpretation.target_kind import overlap
from actions.tickets.price_lines import amount_of
from actions.wording import formats
from listings.models import Place, Ticket
from listings.ticket_rules import rule_of

_PRICE = ("attribute", "price")
_EVERYONE, _ADULT, _SENIOR, _CHILD = "all", "adult", "senior", "child"
# Of these a price holds from or up to an age.
_BY_AGE = (_SENIOR, _CHILD, "infant", "youth")


def for_audience(
    turn: Turn, place: Place, tickets: Sequence[Ticket]
) -> tuple[str, Sequence[Ticket]]:
    """Return what is not known of whom the message names, and the prices that concern them."""
    wanted = _wanted(turn)
    if not wanted:
        return "", tickets
    sold = {t.audience for t in tickets}
    without = sorted(wanted - sold - {_ADULT}) if _EVERYONE not in sold else []
    # Who gets no reduction pays what adults pay.
    asked_for = wanted | {_EVERYONE} | ({_ADULT} if without else set())
    shown = [t for t in tickets if t.audience in asked_for] or list(tickets)
    told = []
    if without:
        words = formats.row([turn.word("audience", a) for a in without], turn.language)
        told.append(turn.say("ticket.no_concession", audience=words))
    unruled = [
        t.audience
        for t in shown
        if t.audience in wanted and t.audience in _BY_AGE and rule_of(t.note).is_empty
    ]
    if unruled:
        words = formats.row(
            [turn.word("audience", a) for a in dict.fromkeys(unruled)], turn.language
        )
        told.append(turn.say("ticket.age_unknown", audience=words))
    return sentences(turn, *told, call_office(turn, place) if told else ""), shown


def asks_of_everybody(turn: Turn) -> bool:
    """Say whether the prices are asked for and, in a clause of its own, who pays less.

    "How much is it? Is there anything off for students?"
    """
    told = [e for e in turn.wanted if e["entity"] == "audience" and "start" in e]
    asked = [e for e in turn.wanted if (e["entity"], e["value"]) == _PRICE and "start" in e]
    return bool(told and asked) and not any(
        is_one_clause(turn.text, price, who) for price in asked for who in told
    )


def verdict(turn: Turn, tickets: Sequence[Ticket]) -> str:
    """Answer whether it is free, or what costs least; nothing where neither was asked.

    Of those of whom the prices say nothing, the answer says nothing either.
    """
    price = turn.value("price")
    if price == "free":
        wanted = _wanted(turn)
        own = [t for t in tickets if t.audience in (wanted | {_EVERYONE})] if wanted else tickets
        if not own:
            return ""
        free = sum(t.price == 0 for t in own)
        key = "yes" if free == len(own) else "partly" if free else "no"
        return turn.say(f"ticket.reduced_{key}" if wanted and key == "no" else f"ticket.free_{key}")
    if price == "cheap" and len(tickets) > 1:
        least = min(tickets, key=lambda t: t.price)
        name = turn.read(least.names) or turn.word("audience", least.audience)
        return turn.say("ticket.cheapest", ticket=name, price=amount_of(turn, least.price))
    return ""


def _wanted(turn: Turn) -> set[str]:
    """Return for whom the message asks; an age or a height is nobody."""
    aged = [e for e in turn.wanted if e["entity"] in ("age", "height")]
    told = [e for e in turn.wanted if e["entity"] == "audience"]
    return {str(e["value"]) for e in told if not any(overlap(e, a) for a in aged)} - {_EVERYONE}
