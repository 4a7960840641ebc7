"""What visits of several places cost for the same people: which is cheaper, what each comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.interpretation.party import ADULT, People
from actions.interpretation.tickets_named import ticket_key, tickets_named
from actions.tickets.group_price import Sum, doubts, sums
from actions.tickets.seasons import in_force
from actions.tickets.wanted import Wanted, tickets_slot
from actions.wording.reply import Reply
from actions.wording.sources import source_line
from listings.models import Attraction, Place, Ticket
from listings.queries import prices_of

_CHEAPER, _DEARER = "cheaper", "dearer"


def compares(turn: Turn, wanted: Wanted) -> bool:
    """Say whether it is asked which of several places costs less, or more."""
    said = {*turn.values("comparison"), *turn.values("comparative")}
    return len(wanted.places) > 1 and bool(said & {_CHEAPER, _DEARER})


def compared(turn: Turn, wanted: Wanted) -> Reply | None:
    """Name the place that costs the party least (or most), with the sum of each.

    Of a place with several tickets it is the one that the message names, else the first. None where
    the prices of fewer than two are known.
    """
    party = wanted.party or (People(ADULT, 1),)
    found: dict[str, list[Sum]] = {}
    shown: list[Ticket] = []
    for place in wanted.places:
        tickets = entrance_of(turn, place)
        one = sums(turn, tickets, party)
        if one:
            found[place.id] = one
            shown += tickets
    if len(found) < 2:
        return None
    known = [p for p in wanted.places if p.id in found]
    lines = [_verdict(turn, known, {i: _total(of) for i, of in found.items()})]
    for place in wanted.places:
        lines.append(turn.title(place))
        own = [each.line for each in found.get(place.id, ())]
        lines += own or [f"- {turn.say('compare.unknown')}"]
    unsure = doubts(turn, [each for of in found.values() for each in of])
    if unsure:
        lines.append(sentences(turn, *unsure, call_office(turn)))
    lines.append(source_line(shown, turn.language, turn.sources))
    slots = {FOCUS: wanted.places[-1].id, **tickets_slot(wanted.places, (), wanted.party)}
    return Reply("\n".join(lines), slots=slots)


def entrance_of(turn: Turn, place: Place) -> list[Ticket]:
    """Return the prices of the ticket that the message names, else of the first; [] for none."""
    tickets = prices_of(turn.session, place.id) if isinstance(place, Attraction) else []
    tickets = in_force(tickets, turn.now.date())
    named: Mapping[str, int] = tickets_named(turn, place, tickets)
    keys = set(named) or {ticket_key(t) for t in tickets[:1]}
    return [t for t in tickets if ticket_key(t) in keys]


def _verdict(turn: Turn, places: Sequence[Place], totals: Mapping[str, Decimal]) -> str:
    said = [*turn.values("comparison"), *turn.values("comparative")]
    is_dearer = _DEARER in said and _CHEAPER not in said
    best = (max if is_dearer else min)(totals.values())
    first = [turn.name(p) for p in places if totals[p.id] == best]
    if len(first) == len(places):
        return turn.say("compare.equal")
    return turn.say(f"compare.{_DEARER if is_dearer else _CHEAPER}", name=first[0])


def _total(found: Sequence[Sum]) -> Decimal:
    return sum((each.total for each in found), Decimal(0))
