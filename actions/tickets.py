"""What an entrance ticket costs."""

from __future__ import annotations

from collections.abc import Iterable

from actions import formats
from actions.base import TopicAction
from actions.cards import places_payload, price
from actions.context import FOCUS
from actions.help_line import lacks
from actions.places import UnclearError, place_in
from actions.reply import Reply
from actions.sources import source_line
from actions.turn import Turn
from listings.models import Attraction, Hotel, Place, Restaurant, Ticket
from listings.queries import prices_of


class ActionAskTicket(TopicAction):
    """Tells the ticket prices of a sight, by audience and season; of others the room or meal."""

    intent = "ask_ticket"

    def name(self) -> str:
        return "action_ask_ticket"

    def answer(self, turn: Turn) -> Reply:
        try:
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
    text = "\n".join((line, source_line([place], turn.language)))
    return Reply(text, custom=places_payload(turn, [place]), slots={FOCUS: place.id})


def _prices(turn: Turn, place: Place, tickets: list[Ticket]) -> Reply:
    wanted = set(turn.values("audience")) - {"all"}
    sold = {t.audience for t in tickets}
    without = sorted(wanted - sold - {"adult"}) if "all" not in sold else []
    lines = [turn.say("ticket.heading", name=turn.title(place))]
    if without:
        words = [turn.word("audience", audience) for audience in without]
        lines.append(turn.say("ticket.no_concession", audience=formats.row(words, turn.language)))
    # Who gets no reduction pays what adults pay.
    asked_for = wanted | {"all"} | ({"adult"} if without else set())
    shown = [t for t in tickets if t.audience in asked_for] if wanted else tickets
    shown = shown or tickets
    lines += _lines(turn, shown)
    lines.append(source_line(shown, turn.language))
    custom = {
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
            for t in shown
        ],
    }
    return Reply("\n".join(lines), custom=custom, slots={FOCUS: place.id})


def _lines(turn: Turn, tickets: Iterable[Ticket]) -> list[str]:
    """Return a line for each ticket and season: "Entrance (May–Oct): adult ¥60, child ¥30"."""
    groups: dict[tuple[str, str | None], list[Ticket]] = {}
    for ticket in tickets:
        groups.setdefault((turn.read(ticket.names) or "", ticket.season), []).append(ticket)
    lines: list[str] = []
    for (name, season), rows in groups.items():
        label = name
        if season:
            label = turn.say("ticket.season", ticket=name, season=season_words(turn, season))
        notes = [_note(turn, t) for t in rows]
        prices = [_price(turn, t) for t in rows]
        common = notes[0] if len(set(notes)) == 1 else None
        if common is None:
            prices = [_noted(turn, p, note) for p, note in zip(prices, notes, strict=True)]
        line = "- " + formats.field(label, formats.row(prices, turn.language), turn.language)
        lines.append(turn.say("ticket.note", line=line, note=common) if common else line)
    return lines


def _note(turn: Turn, ticket: Ticket) -> str | None:
    """Return what is noted beside a price, without a full stop: it is put into a line."""
    note = turn.read(ticket.note)
    return note.rstrip(".。") if note else None


def _noted(turn: Turn, price: str, note: str | None) -> str:
    return turn.say("ticket.price_note", price=price, note=note) if note else price


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
