"""What an entrance ticket costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from actions.dialogue.age import old_note
from actions.dialogue.contact_hint import call_office, lacks, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.hours.asked import times_asked
from actions.interpretation.money import no_rate
from actions.interpretation.named_places import named_place
from actions.interpretation.party import ADULT, People
from actions.interpretation.tickets_named import (
    adds_to_entrance,
    is_combined,
    ticket_key,
    tickets_named,
)
from actions.interpretation.unclear import UnclearError
from actions.place_facts.cards import places_payload, price
from actions.tickets.audiences import asks_of_everybody, for_audience, verdict
from actions.tickets.comparison import compared, compares, entrance_of
from actions.tickets.group_price import Sum, doubts, sums
from actions.tickets.price_lines import amount_of, label_of, lines_of, note_of
from actions.tickets.seasons import in_force
from actions.tickets.wanted import Wanted, own_parties, tickets_slot, wanted_in
from actions.topic_action import TopicAction, answered_as
from actions.wording import formats
from actions.wording.reply import Reply
from actions.wording.sources import source_line
from listings.models import Attraction, Hotel, Place, Restaurant, Ticket
from listings.queries import prices_of


class ActionAskTicket(TopicAction):
    """Tells the ticket prices of a sight, by audience and season; of others the room or meal."""

    intent = "ask_ticket"

    def name(self) -> str:
        return "action_ask_ticket"

    def answer(self, turn: Turn) -> Reply:
        try:
            if (
                turn.value("price") == "cheap"
                and not turn.slots.get(FOCUS)
                and not named_place(turn)
            ):
                return answered_as("find_attraction", turn)
            wanted = wanted_in(turn)
        except UnclearError as unclear:
            return unclear.reply
        if compares(turn, wanted) and (reply := compared(turn, wanted)) is not None:
            return reply
        if wanted.is_plan or len(wanted.places) > 1:
            return _of_several(turn, wanted)
        place = wanted.places[0]
        if isinstance(place, (Hotel, Restaurant)):
            return _price_of(turn, place)
        tickets = prices_of(turn.session, place.id) if isinstance(place, Attraction) else []
        if not tickets:
            return Reply(lacks(turn, "ticket_price", place), slots={FOCUS: place.id})
        return _prices(turn, wanted, place, tickets)


def _price_of(turn: Turn, place: Place) -> Reply:
    """Return what a night or a meal costs at least."""
    told = price(turn, place)
    if told is None:
        return Reply(lacks(turn, "price", place), slots={FOCUS: place.id})
    line = formats.field(turn.title(place), told, turn.language)
    text = "\n".join(
        filter(
            None,
            (
                line,
                no_rate(turn),
                old_note(turn, [place.as_of], place),
                source_line([place], turn.language, turn.sources),
            ),
        )
    )
    return Reply(text, custom=places_payload(turn, [place]), slots={FOCUS: place.id})


def _prices(turn: Turn, wanted: Wanted, place: Place, tickets: list[Ticket]) -> Reply:
    named = _named(turn, wanted, place, tickets)
    lines, shown = _lines(turn, place, tickets, wanted.party, named)
    lines += [money] if (money := no_rate(turn)) else []
    lines += [note] if (note := old_note(turn, [t.as_of for t in shown], place)) else []
    lines.append(source_line(shown, turn.language, turn.sources))
    slots = {FOCUS: place.id, **tickets_slot([place], list(named), wanted.party)}
    return Reply("\n".join(lines), custom=_payload(turn, place, shown), slots=slots)


def price_lines(turn: Turn, place: Place) -> list[str]:
    """Return what a visit, a night or a meal costs, line by line; an empty list if not known."""
    if isinstance(place, Attraction):
        tickets = prices_of(turn.session, place.id)
        wanted = wanted_in(turn)
        named = tickets_named(turn, place, tickets)
        return _lines(turn, place, tickets, wanted.party, named)[0] if tickets else []
    told = price(turn, place)
    return [formats.field(turn.title(place), told, turn.language)] if told else []


def _named(
    turn: Turn, wanted: Wanted, place: Place, tickets: Sequence[Ticket]
) -> Mapping[str, int]:
    """Return the tickets that the message names, else those that the question before was about."""
    named = tickets_named(turn, place, tickets)
    return named or dict.fromkeys(wanted.tickets, 0)


def _lines(
    turn: Turn,
    place: Place,
    tickets: list[Ticket],
    party: Sequence[People],
    named: Mapping[str, int],
) -> tuple[list[str], Sequence[Ticket]]:
    """Return the prices line by line and the tickets behind them."""
    asked = times_asked(turn)
    if asked:
        tickets = in_force(tickets, asked[0].days[0])
    with_others = adds_to_entrance(turn, named, tickets)
    if with_others:
        tickets = [t for t in tickets if ticket_key(t) in named or not is_combined(t)]
    elif named:
        tickets = [t for t in tickets if ticket_key(t) in named] or tickets
    lines = [turn.say("ticket.heading", name=turn.title(place))]
    if sum(p.count for p in party) > 1 or any(p.age or p.height for p in party):
        valid = in_force(tickets, turn.now.date())
        found = _sums(turn, valid, party, named)
        if found:
            free = verdict(turn, valid) if turn.value("price") == "free" else ""
            told = _told(turn, place, found, is_total=len(named) > 1 or with_others)
            return [*lines, *([free] if free else []), *told], valid
    without, shown = for_audience(turn, place, tickets)
    lines += [s for s in (without, verdict(turn, shown)) if s]
    shown = tickets if asks_of_everybody(turn) else shown
    lines += lines_of(turn, shown)
    return lines, shown


def _sums(
    turn: Turn, tickets: Sequence[Ticket], party: Sequence[People], named: Mapping[str, int]
) -> list[Sum]:
    """Return the sums, each ticket for its own people where the message says who takes which."""
    own = own_parties(turn, named)
    if not own:
        return sums(turn, tickets, party)
    return [
        each
        for key, people in own.items()
        for each in sums(turn, [t for t in tickets if ticket_key(t) == key], people)
    ]


def _told(turn: Turn, place: Place, found: Sequence[Sum], *, is_total: bool) -> list[str]:
    lines = [line for each in found for line in (each.line, *each.extra)]
    if is_total and len(found) > 1:
        lines.append(_total(turn, found))
    unsure = doubts(turn, found)
    if unsure:
        lines.append(sentences(turn, *unsure, call_office(turn, place)))
    return lines


def _total(turn: Turn, found: Sequence[Sum]) -> str:
    total = sum((each.total for each in found), Decimal(0))
    return turn.say("ticket.total", total=amount_of(turn, total))


def _of_several(turn: Turn, wanted: Wanted) -> Reply:
    """Return what a visit of several places costs, each and together.

    Of a place with several tickets it is the one that the message names, else the first.
    """
    party = wanted.party or (People(ADULT, 1),)
    lines: list[str] = []
    found: list[Sum] = []
    lacking: list[Place] = []
    shown: list[Ticket] = []
    total = Decimal(0)
    for place in wanted.places:
        tickets = entrance_of(turn, place)
        one = sums(turn, tickets, party)
        if not one:
            lacking.append(place)
            continue
        shown += tickets
        found += one
        total += sum((each.total for each in one), Decimal(0))
        lines += [f"{turn.title(place)}", *(each.line for each in one)]
    if not found:
        place = wanted.places[0]
        return Reply(lacks(turn, "ticket_price", place), slots={FOCUS: place.id})
    lines.append(turn.say("ticket.total", total=amount_of(turn, total)))
    if lacking:
        names = formats.row([turn.name(p) for p in lacking], turn.language)
        lines.append(turn.say("ticket.not_counted", places=names))
    unsure = doubts(turn, found)
    if unsure:
        lines.append(sentences(turn, *unsure, call_office(turn)))
    lines.append(source_line(shown, turn.language, turn.sources))
    slots: dict[str, Any] = tickets_slot(wanted.places, (), wanted.party)
    if not wanted.is_plan:
        slots[FOCUS] = wanted.places[-1].id
    return Reply("\n".join(lines), slots=slots)


def _payload(turn: Turn, place: Place, tickets: Sequence[Ticket]) -> dict[str, Any]:
    return {
        "type": "tickets",
        "language": turn.language,
        "place": place.id,
        "currency": turn.city.currency,
        # What a table says in the text's place, where the text has it.
        "lines": lines_of(turn, tickets),
        "prices": [
            {
                "ticket": turn.read(t.names),
                "label": label_of(turn, turn.read(t.names) or "", t.season),
                "who": turn.word("audience", t.audience),
                "told": amount_of(turn, t.price),
                "note": note_of(turn, t),
                "audience": t.audience,
                "price": str(t.price),
                "season": t.season,
            }
            for t in tickets
        ],
    }
