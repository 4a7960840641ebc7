"""What a group pays: each price, how many pay it, and the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from actions.dialogue.turn import Turn
from actions.tickets.price_lines import amount_of, label_of, lines_of, note_of
from actions.wording import formats
from listings.models import Ticket

_EVERYONE, _ADULT, _FAMILY = "all", "adult", "family"
_WITH_CHILDREN = ("child", "infant", "youth")


def group_lines(turn: Turn, tickets: Sequence[Ticket], party: Mapping[str, int]) -> list[str]:
    """Return a line for each ticket with the sum for ``party``, and what is not known about it.

    Someone without a price of their own is counted as an adult, and that is said. A ticket that
    neither they nor adults can buy is left out; no line means that no sum can be told.
    """
    by_ticket: dict[tuple[str, str | None], dict[str, Ticket]] = {}
    for ticket in tickets:
        key = (turn.read(ticket.names) or "", ticket.season)
        by_ticket.setdefault(key, {}).setdefault(ticket.audience, ticket)
    lines: list[str] = []
    as_adults: list[str] = []
    for (name, season), prices in by_ticket.items():
        paid = {a: _price_for(prices, a) for a in party}
        known = {a: ticket for a, ticket in paid.items() if ticket is not None}
        if len(known) < len(party):
            continue
        label = label_of(turn, name, season)
        line = "- " + formats.field(label, _sum(turn, known, party), turn.language)
        lines.append(_with_notes(turn, line, list(known.values())))
        as_adults += [a for a, t in known.items() if a != _ADULT and t.audience == _ADULT]
        family = prices.get(_FAMILY)
        if family is not None and _ADULT in party and set(party) & set(_WITH_CHILDREN):
            lines += lines_of(turn, [family])
    if as_adults:
        words = [turn.word("audience", a) for a in dict.fromkeys(as_adults)]
        told = formats.row(words, turn.language)
        lines.append(turn.say("ticket.counted_as_adult", audience=told))
    return lines


def _price_for(prices: Mapping[str, Ticket], audience: str) -> Ticket | None:
    return prices.get(audience) or prices.get(_EVERYONE) or prices.get(_ADULT)


def _sum(turn: Turn, paid: Mapping[str, Ticket], party: Mapping[str, int]) -> str:
    """Return "2 × adult €7.50 + 1 × child €3 = €18"."""
    parts = [
        turn.say(
            "ticket.times",
            count=party[audience],
            who=turn.word("audience", audience),
            price=amount_of(turn, ticket.price),
        )
        for audience, ticket in paid.items()
    ]
    total = sum((t.price * party[a] for a, t in paid.items()), Decimal(0))
    return turn.say("ticket.sum", parts=" + ".join(parts), total=amount_of(turn, total))


def _with_notes(turn: Turn, line: str, tickets: Sequence[Ticket]) -> str:
    """Return the line with the conditions of its prices, each with whom it is about."""
    notes: dict[str, list[str]] = {}
    for ticket in tickets:
        note = note_of(turn, ticket)
        if note:
            notes.setdefault(note, []).append(turn.word("audience", ticket.audience))
    if not notes:
        return line
    told = [
        note if len(tickets) == 1 else formats.field(who[0], note, turn.language)
        for note, who in ((n, list(dict.fromkeys(w))) for n, w in notes.items())
    ]
    return turn.say("ticket.note", line=line, note=formats.row(told, turn.language))
