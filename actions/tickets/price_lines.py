"""Ticket prices in words: by ticket, season and audience."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from actions.dialogue.turn import Turn
from actions.wording import formats
from listings.models import Ticket


def lines_of(turn: Turn, tickets: Iterable[Ticket]) -> list[str]:
    """Return a line for each ticket and season: "Entrance (May–Oct): adult ¥60, child ¥30"."""
    groups: dict[tuple[str, str | None], list[Ticket]] = {}
    for ticket in tickets:
        groups.setdefault((turn.read(ticket.names) or "", ticket.season), []).append(ticket)
    lines: list[str] = []
    for (name, season), rows in groups.items():
        label = label_of(turn, name, season)
        notes = [note_of(turn, t) for t in rows]
        prices = [price_of(turn, t) for t in rows]
        common = notes[0] if len(set(notes)) == 1 else None
        if common is None:
            prices = [_noted(turn, p, note) for p, note in zip(prices, notes, strict=True)]
        line = "- " + formats.field(label, formats.row(prices, turn.language), turn.language)
        lines.append(turn.say("ticket.note", line=line, note=common) if common else line)
    return lines


def label_of(turn: Turn, name: str, season: str | None) -> str:
    """Return a ticket's name with its season: "Entrance (May–Oct)"."""
    if not season:
        return name
    return turn.say("ticket.season", ticket=name, season=formats.season(season, turn.language))


def note_of(turn: Turn, ticket: Ticket) -> str | None:
    """Return what is noted beside a price, without a full stop: it is put into a line."""
    note = turn.read(ticket.note)
    return note.rstrip(".。") if note else None


def _noted(turn: Turn, price: str, note: str | None) -> str:
    return turn.say("ticket.price_note", price=price, note=note) if note else price


def price_of(turn: Turn, ticket: Ticket) -> str:
    """Return a price with whom it is for: "child ¥30", "free"."""
    amount = amount_of(turn, ticket.price)
    if ticket.audience == "all":
        return amount
    return f"{turn.word('audience', ticket.audience)} {amount}"


def amount_of(turn: Turn, amount: Decimal) -> str:
    """Return an amount of money, or that it is free."""
    if amount == 0:
        return turn.say("ticket.free")
    return formats.price(amount, turn.city.currency, turn.language)
