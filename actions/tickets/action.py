"""What an entrance ticket costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.dialogue.contact_hint import lacks
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.hours.asked import times_asked
from actions.interpretation.money import no_rate
from actions.interpretation.party import party_in
from actions.interpretation.references import UnclearError, named_place, place_in
from actions.place_facts.cards import places_payload, price
from actions.tickets.group_price import group_lines
from actions.tickets.price_lines import amount_of, lines_of
from actions.tickets.seasons import in_force
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
            place = place_in(turn)
        except UnclearError as unclear:
            return unclear.reply
        if isinstance(place, (Hotel, Restaurant)):
            return _price_of(turn, place)
        tickets = prices_of(turn.session, place.id) if isinstance(place, Attraction) else []
        if not tickets:
            return Reply(lacks(turn, "ticket_price", place), slots={FOCUS: place.id})
        return _prices(turn, place, tickets)


def _price_of(turn: Turn, place: Place) -> Reply:
    """Return what a night or a meal costs at least."""
    told = price(turn, place)
    if told is None:
        return Reply(lacks(turn, "price", place), slots={FOCUS: place.id})
    line = formats.field(turn.title(place), told, turn.language)
    text = "\n".join(filter(None, (line, no_rate(turn), source_line([place], turn.language))))
    return Reply(text, custom=places_payload(turn, [place]), slots={FOCUS: place.id})


def _prices(turn: Turn, place: Place, tickets: list[Ticket]) -> Reply:
    lines, shown = _lines(turn, place, tickets)
    lines += [money] if (money := no_rate(turn)) else []
    lines.append(source_line(shown, turn.language))
    return Reply("\n".join(lines), custom=_payload(turn, place, shown), slots={FOCUS: place.id})


def price_lines(turn: Turn, place: Place) -> list[str]:
    """Return what a visit, a night or a meal costs, line by line; an empty list if not known."""
    if isinstance(place, Attraction):
        tickets = prices_of(turn.session, place.id)
        return _lines(turn, place, tickets)[0] if tickets else []
    told = price(turn, place)
    return [formats.field(turn.title(place), told, turn.language)] if told else []


def _lines(turn: Turn, place: Place, tickets: list[Ticket]) -> tuple[list[str], Sequence[Ticket]]:
    """Return the prices line by line and the tickets behind them."""
    asked = times_asked(turn)
    if asked:
        tickets = in_force(tickets, asked[0].days[0])
    party = party_in(turn)
    lines = [turn.say("ticket.heading", name=turn.title(place))]
    shown: Sequence[Ticket] = tickets
    sums: list[str] = []
    if sum(party.values()) > 1:
        shown = in_force(tickets, turn.now.date())
        sums = group_lines(turn, shown, party)
    if sums:
        lines += sums
    else:
        without, shown = _for_audience(turn, tickets)
        lines += [s for s in (without, _verdict(turn, shown)) if s]
        lines += lines_of(turn, shown)
    return lines, shown


def _for_audience(turn: Turn, tickets: list[Ticket]) -> tuple[str, list[Ticket]]:
    """Return the prices for whom the message names, and a sentence where they have none."""
    wanted = set(turn.values("audience")) - {"all"}
    if not wanted:
        return "", tickets
    sold = {t.audience for t in tickets}
    without = sorted(wanted - sold - {"adult"}) if "all" not in sold else []
    sentence = ""
    if without:
        words = [turn.word("audience", audience) for audience in without]
        told = formats.row(words, turn.language)
        sentence = turn.say("ticket.no_concession", audience=told)
    # Who gets no reduction pays what adults pay.
    asked_for = wanted | {"all"} | ({"adult"} if without else set())
    return sentence, [t for t in tickets if t.audience in asked_for] or tickets


def _verdict(turn: Turn, tickets: Sequence[Ticket]) -> str:
    """Answer whether it is free, or what costs least; nothing where neither was asked."""
    price = turn.value("price")
    if price == "free":
        free = sum(t.price == 0 for t in tickets)
        key = "yes" if free == len(tickets) else "partly" if free else "no"
        return turn.say(f"ticket.free_{key}")
    if price == "cheap" and len(tickets) > 1:
        least = min(tickets, key=lambda t: t.price)
        name = turn.read(least.names) or turn.word("audience", least.audience)
        return turn.say("ticket.cheapest", ticket=name, price=amount_of(turn, least.price))
    return ""


def _payload(turn: Turn, place: Place, tickets: Sequence[Ticket]) -> dict[str, Any]:
    return {
        "type": "tickets",
        "language": turn.language,
        "place": place.id,
        "currency": turn.city.currency,
        "prices": [
            {
                "ticket": turn.read(t.names),
                "audience": t.audience,
                "price": str(t.price),
                "season": t.season,
            }
            for t in tickets
        ],
    }
