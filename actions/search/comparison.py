"""Two or more places side by side: which is cheaper, nearer, better rated, open longer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS, RECENT, SHOWN
from actions.dialogue.turn import Turn
from actions.hours.sentences import week_sentence
from actions.interpretation.place_lookup import listed_places
from actions.interpretation.references import place_of_role, places_named
from actions.place_facts.cards import category, places_payload
from actions.search.matching import amount_of
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply
from actions.wording.sources import source_line
from listings.models import Attraction, Hotel, Place
from listings.queries.nearby import distance_m

_MOST = 5
Value = Callable[[Turn, Place], "Decimal | float | None"]


class ActionCompare(TopicAction):
    """Compares the places that the message names, else those of the last list."""

    intent = "compare"

    def name(self) -> str:
        return "action_compare"

    def answer(self, turn: Turn) -> Reply:
        places = compared(turn)
        if len(places) < 2:
            return Reply(turn.say("compare.which"))
        by = next(iter(turn.values("comparison")), "facts")
        anchor = place_of_role(turn, "near", "origin", "destination")
        if by == "nearer" and anchor is not None:
            return _nearer(turn, [p for p in places if p.id != anchor.id], anchor)
        if by in _VALUES:
            return _by_value(turn, places, by)
        return _side_by_side(turn, places)


def compared(turn: Turn) -> list[Place]:
    """Return the places to be compared: those named, with the one in focus where only one is.

    Without any it is the last list, else those of each kind last spoken of.
    """
    anchor = place_of_role(turn, "near", "origin")
    named = [p for p in places_named(turn) if anchor is None or p.id != anchor.id]
    focus = turn.slots.get(FOCUS)
    if len(named) >= 2:
        return named[:_MOST]
    shown = listed_places(turn, [str(i) for i in turn.slots.get(SHOWN) or ()])
    if named:
        others = listed_places(turn, [str(focus)]) if focus else []
        return list({p.id: p for p in [*others, *named]}.values())
    if len(shown) >= 2:
        return shown[:_MOST]
    recent = (turn.slots.get(RECENT) or {}).values()
    ids = [i for i in (focus, *recent) if i]
    return list({p.id: p for p in listed_places(turn, map(str, ids))}.values())


def _nearer(turn: Turn, places: Sequence[Place], anchor: Place) -> Reply:
    here = (anchor.latitude, anchor.longitude)
    metres = {
        p.id: distance_m((here[0], here[1]), (p.latitude, p.longitude or 0.0))
        for p in places
        if p.latitude is not None and here[0] is not None and here[1] is not None
    }
    known = sorted((p for p in places if p.id in metres), key=lambda p: metres[p.id])
    told = ""
    if known:
        told = turn.say("compare.nearer", name=turn.name(known[0]), place=turn.name(anchor))
    rows = [(p, formats.distance(metres[p.id], turn.language)) for p in known]
    rows += [(p, turn.say("compare.unknown")) for p in places if p.id not in metres]
    return _reply(turn, places, told, rows)


def _by_value(turn: Turn, places: Sequence[Place], by: str) -> Reply:
    """Name the place with the best value, and the value of each; say which are not known."""
    value, word, is_least = _VALUES[by]
    values = {p.id: found for p in places if (found := value(turn, p)) is not None}
    known = sorted((p for p in places if p.id in values), key=lambda p: values[p.id])
    if not is_least:
        known.reverse()
    if len(known) < 2 and by == "better":
        return _side_by_side(turn, places)
    best = [p for p in known if values[p.id] == values[known[0].id]]
    if len(known) < 2:
        told = sentences(turn, turn.say("compare.cannot"), call_office(turn))
    elif len(best) == len(known):
        told = turn.say("compare.equal")
    else:
        told = turn.say(
            f"compare.{by}", name=formats.listing([turn.name(p) for p in best], turn.language)
        )
    rows = [(p, word(turn, values[p.id])) for p in known]
    rows += [(p, turn.say("compare.unknown")) for p in places if p.id not in values]
    return _reply(turn, places, told, rows)


def _side_by_side(turn: Turn, places: Sequence[Place]) -> Reply:
    """Tell of each place what it is, what it costs, its rating, its hours."""
    rows: list[tuple[Place, str]] = []
    for place in places:
        amount = amount_of(turn, place)
        facts = [
            category(turn, place),
            turn.say("filter.stars", value=place.stars)
            if isinstance(place, Hotel) and place.stars
            else None,
            f"{place.rating_a}A" if isinstance(place, Attraction) and place.rating_a else None,
            _money(turn, amount) if amount is not None else None,
            turn.say("filter.rating", value=f"{place.rating:g}") if place.rating else None,
            week_sentence(turn, place, turn.now.date()) if place.opening_hours else None,
            turn.read(place.summary),
        ]
        rows.append((place, formats.row([f for f in facts if f], turn.language)))
    return _reply(turn, places, turn.say("compare.no_verdict"), rows)


def _reply(
    turn: Turn, places: Sequence[Place], told: str, rows: Sequence[tuple[Place, str]]
) -> Reply:
    lines = [told, *("- " + formats.field(turn.title(p), text, turn.language) for p, text in rows)]
    lines.append(source_line(places, turn.language))
    return Reply(
        "\n".join(x for x in lines if x),
        custom=places_payload(turn, places),
        slots={SHOWN: [p.id for p in places]},
    )


def _amount(turn: Turn, place: Place) -> Decimal | None:
    return amount_of(turn, place)


def _rank(turn: Turn, place: Place) -> float | None:
    """Return how good a place is said to be: visitors' rating, else stars or national grade."""
    if place.rating is not None:
        return place.rating
    if isinstance(place, Hotel):
        return place.stars
    return place.rating_a if isinstance(place, Attraction) else None


def _money(turn: Turn, amount: Decimal | float) -> str:
    return formats.price(Decimal(amount), turn.city.currency, turn.language)


def _number(turn: Turn, value: Decimal | float) -> str:
    return formats.number(float(value), turn.language)


_VALUES: dict[str, tuple[Value, Callable[[Turn, Decimal | float], str], bool]] = {
    "cheaper": (_amount, _money, True),
    "dearer": (_amount, _money, False),
    "better": (_rank, _number, False),
}
