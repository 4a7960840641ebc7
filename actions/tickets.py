"""What an entrance ticket costs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from actions import formats
from actions.base import TopicAction
from actions.context import FOCUS
from actions.details import describe_place
from actions.help_line import lacks
from actions.places import Unclear, place_in
from actions.reply import Reply
from actions.sources import source_line
from actions.turn import Turn
from listings.models import Attraction, Place, Ticket
from listings.queries import prices_of


class ActionAskTicket(TopicAction):
    """Tells the ticket prices of a sight, by audience and season."""

    def name(self) -> str:
        return "action_ask_ticket"

    def answer(self, turn: Turn) -> Reply:
        try:
            place = place_in(turn)
        except Unclear as unclear:
            return unclear.reply
        if not isinstance(place, Attraction):
            return describe_place(turn, place)
        tickets = prices_of(turn.session, place.id)
        if not tickets:
            return Reply(lacks(turn, "field.ticket_price", place), slots={FOCUS: place.id})
        return _prices(turn, place, tickets)


def _prices(turn: Turn, place: Place, tickets: list[Ticket]) -> Reply:
    wanted = set(turn.values("audience"))
    lines = [turn.say("ticket.heading", name=turn.title(place))]
    asked_for = [t for t in tickets if t.audience in wanted | {"all"}] if wanted else tickets
    for audience in sorted(wanted - {t.audience for t in tickets} - {"all", "adult"}):
        if not any(t.audience == "all" for t in tickets):
            lines.append(turn.say("ticket.no_concession", audience=turn.word("audience", audience)))
    shown = asked_for or tickets
    lines += _lines(turn, shown)
    lines.append(source_line(shown, turn.language))
    custom = {
        "type": "tickets",
        "language": turn.language,
        "place": place.id,
        "currency": turn.city.currency,
        "prices": [
            {
                "ticket": turn.pick(t.names),
                "audience": t.audience,
                "price": str(t.price),
                "season": t.season,
            }
            for t in shown
        ],
    }
    return Reply("\n".join(lines), custom=custom, slots={FOCUS: place.id})


def _lines(turn: Turn, tickets: Iterable[Ticket]) -> list[str]:
    """Return one line for each ticket and season: "Basic ticket (May-Oct): adult ¥60; child ¥30"."""
    lines: list[str] = []
    for (name, season), group in groupby(tickets, key=lambda t: (turn.pick(t.names), t.season)):
        rows = list(group)
        prices = "; ".join(_price(turn, t) for t in rows)
        label = f"{name} ({season_words(turn, season)})" if season else name
        notes = dict.fromkeys(note for note in (turn.pick(t.note) for t in rows) if note)
        lines.append(f"- {label}: {prices}" + "".join(f" – {note}" for note in notes))
    return lines


def season_words(turn: Turn, season: str | None) -> str:
    """Return a season of the data ("May-Oct") with the months' names in the visitor's language."""
    return formats.season(season, turn.language) if season else ""


def _price(turn: Turn, ticket: Ticket) -> str:
    amount = (
        turn.say("ticket.free")
        if ticket.price == 0
        else formats.price(ticket.price, turn.city.currency, turn.language)
    )
    if ticket.audience == "all":
        return amount
    return f"{turn.word('audience', ticket.audience)} {amount}"
