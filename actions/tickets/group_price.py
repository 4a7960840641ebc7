"""What a group pays: each price, how many pay it, and the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from actions.dialogue.turn import Turn
from actions.interpretation.party import ADULT, CHILD, People
from actions.interpretation.tickets_named import ticket_key
from actions.tickets.price_lines import amount_of, label_of, lines_of, note_of
from actions.wording import formats
from listings.models import Ticket
from listings.ticket_rules import rule_of

_EVERYONE, _FAMILY, _SENIOR = "all", "family", "senior"
_WITH_CHILDREN = (CHILD, "infant", "youth")
# Who is meant by an age where no rule of the data says it; the answer says that none does.
_GROWN_UP, _ELDERLY = 18, 60


@dataclass(frozen=True)
class Paid:
    """What some of a group pay, and why: ``is_own`` is False for who is counted as an adult.

    ``is_guess`` says that the price is of the audience, but no rule of the data says who that is.
    """

    people: People
    ticket: Ticket
    is_own: bool
    is_guess: bool


@dataclass(frozen=True)
class Sum:
    """The line of one ticket, its sum, and whom it counts as adults or by a guess (audiences)."""

    line: str
    label: str
    total: Decimal
    as_adults: tuple[str, ...]
    guessed: tuple[str, ...]
    extra: tuple[str, ...] = ()


def sums(turn: Turn, tickets: Sequence[Ticket], party: Sequence[People]) -> list[Sum]:
    """Return the sum of each ticket for ``party``, with everybody in it.

    Someone without a price of their own is counted as an adult. A ticket that neither they nor
    adults can buy is left out.
    """
    by_ticket: dict[tuple[str, str | None], list[Ticket]] = {}
    for ticket in tickets:
        by_ticket.setdefault((ticket_key(ticket), ticket.season), []).append(ticket)
    found: list[Sum] = []
    for (_, season), prices in by_ticket.items():
        paid = [_paid(people, prices) for people in party]
        known = _together([p for p in paid if p is not None])
        if len([p for p in paid if p is not None]) < len(party):
            continue
        label = label_of(turn, turn.read(prices[0].names) or "", season)
        line = "- " + formats.field(label, _told(turn, known), turn.language)
        found.append(
            Sum(
                _with_notes(turn, line, [p.ticket for p in known]),
                label,
                _total(known),
                _audiences(known, "is_own", wanted=False),
                _audiences(known, "is_guess", wanted=True),
                _family(turn, prices, known),
            )
        )
    return found


def doubts(turn: Turn, found: Sequence[Sum]) -> list[str]:
    """Say whom the sums count as adults, and of whom no rule is known."""
    told: list[str] = []
    missing: dict[tuple[str, ...], list[str]] = {}
    for each in found:
        if each.as_adults:
            missing.setdefault(each.as_adults, []).append(each.label)
    if missing:
        whom = [_row(turn, audiences) for audiences in missing]
        if len(found) > len(next(iter(missing.values()))):
            labels = [formats.row(labels, turn.language) for labels in missing.values()]
            whom = [
                turn.say("ticket.whom", audience=who, ticket=label)
                for who, label in zip(whom, labels, strict=True)
            ]
        told.append(turn.say("ticket.counted_as_adult", audience=formats.row(whom, turn.language)))
    guessed = tuple(dict.fromkeys(a for s in found for a in s.guessed))
    if guessed:
        told.append(turn.say("ticket.age_unknown", audience=_row(turn, guessed)))
    return told


def audience_of(people: People) -> str:
    """Return for whom a price is meant: what they were called, else what their age suggests."""
    if people.audience is not None:
        return people.audience
    if people.age is None:
        return CHILD if people.height is not None else ADULT
    return CHILD if people.age < _GROWN_UP else _SENIOR if people.age >= _ELDERLY else ADULT


def _paid(people: People, prices: Sequence[Ticket]) -> Paid | None:
    """Return what they pay by the rules of the data; None where there is no price for them."""
    audience = audience_of(people)
    if people.audience in (None, CHILD, _SENIOR, "infant", "youth"):
        ruled = [t for t in prices if rule_of(t.note).fits(people.age, people.height)]
        ruled = [t for t in ruled if people.audience is None or t.audience == people.audience]
        if ruled:
            return Paid(people, min(ruled, key=lambda t: t.price), True, False)
    own = [
        t
        for t in prices
        if t.audience == audience and rule_of(t.note).fits(people.age, people.height) is not False
    ]
    if own:
        is_guess = audience != ADULT and people.audience in (None, _SENIOR)
        return Paid(people, own[0], True, is_guess and rule_of(own[0].note).is_empty)
    for other in (_EVERYONE, ADULT):
        for ticket in prices:
            if ticket.audience == other:
                return Paid(people, ticket, other == _EVERYONE or audience == ADULT, False)
    return None


def _together(paid: Sequence[Paid]) -> list[Paid]:
    """Return those who pay the same price for the same reason counted together."""
    found: dict[tuple[str, int, bool, bool], Paid] = {}
    for each in paid:
        key = (audience_of(each.people), id(each.ticket), each.is_own, each.is_guess)
        before = found.get(key)
        count = each.people.count + (before.people.count if before is not None else 0)
        found[key] = replace(each, people=replace(each.people, count=count))
    return list(found.values())


def _audiences(paid: Sequence[Paid], name: str, *, wanted: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(audience_of(p.people) for p in paid if getattr(p, name) is wanted))


def _told(turn: Turn, paid: Sequence[Paid]) -> str:
    """Return "2 × adult €7.50 + 1 × child €3 = €18"."""
    parts = [
        turn.say(
            "ticket.times",
            count=p.people.count,
            who=turn.word("audience", audience_of(p.people)),
            price=amount_of(turn, p.ticket.price),
        )
        for p in paid
    ]
    if sum(p.people.count for p in paid) == 1:
        who = turn.word("audience", audience_of(paid[0].people))
        return f"{who} {amount_of(turn, paid[0].ticket.price)}"
    return turn.say("ticket.sum", parts=" + ".join(parts), total=amount_of(turn, _total(paid)))


def _total(paid: Sequence[Paid]) -> Decimal:
    return sum((p.ticket.price * p.people.count for p in paid), Decimal(0))


def _family(turn: Turn, prices: Sequence[Ticket], paid: Sequence[Paid]) -> tuple[str, ...]:
    audiences = {audience_of(p.people) for p in paid}
    tickets = [t for t in prices if t.audience == _FAMILY]
    if not tickets or ADULT not in audiences or not audiences & set(_WITH_CHILDREN):
        return ()
    return tuple(lines_of(turn, tickets[:1]))


def _row(turn: Turn, audiences: Sequence[str]) -> str:
    return formats.row([turn.word("audience", a) for a in audiences], turn.language)


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
