"""Several things asked of one or more places in one breath: "phone and rating", "price? hours?"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.hours.action import hours_lines
from actions.hours.last_admission import admission_sentence
from actions.interpretation.intent_resolution import attributes_asked
from actions.interpretation.references import UnclearError, place_in, places_named
from actions.place_facts.cards import places_payload
from actions.place_facts.contact import nearest_station_sentence
from actions.tickets.action import price_lines
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply
from actions.wording.sources import source_line
from listings.models import Attraction, Hotel, Place, Restaurant

_MOST_PLACES = 3


class ActionAskFacts(TopicAction):
    """Tells each thing that the message asks of each place that it names, or of the one in focus.

    What the database does not know is said first.
    """

    intent = "ask_facts"

    def name(self) -> str:
        return "action_ask_facts"

    def answer(self, turn: Turn) -> Reply:
        try:
            places = places_named(turn)[:_MOST_PLACES] or [place_in(turn)]
        except UnclearError as unclear:
            return unclear.reply
        told = [_told(turn, place) for place in places]
        return Reply(
            "\n".join([*told, source_line(places, turn.language)]).strip(),
            custom=places_payload(turn, places),
            slots={FOCUS: places[-1].id},
        )


def _told(turn: Turn, place: Place) -> str:
    known: list[str] = []
    lacking: list[str] = []
    for attribute in attributes_asked(turn):
        if attribute == "amenity":
            yes, no = _amenities(turn, place)
            known += yes
            lacking += no
            continue
        text = _FACTS[attribute](turn, place)
        if text:
            known += text.splitlines()
        else:
            lacking.append(
                turn.say("lack.fact", name=turn.name(place), fact=_label(turn, attribute))
            )
    if lacking:
        lacking = [sentences(turn, *lacking, call_office(turn, place))]
    title = [turn.title(place)] if not known or turn.title(place) not in known[0] else []
    return "\n".join([*lacking, *title, *dict.fromkeys(known)] if known else lacking)


def _label(turn: Turn, attribute: str) -> str:
    return turn.say(f"fact.{attribute}")


def _line(turn: Turn, attribute: str, value: object) -> str:
    return formats.field(_label(turn, attribute), value, turn.language) if value else ""


def _amenities(turn: Turn, place: Place) -> tuple[list[str], list[str]]:
    """Return what is said of the facilities that the place has, and of those not known."""
    own = set(place.amenities) if isinstance(place, Hotel) else set()
    asked = list(dict.fromkeys(turn.values("amenity")))
    has = formats.listing([turn.word("amenity", a) for a in asked if a in own], turn.language)
    lacks = formats.alternatives(
        [turn.word("amenity", a) for a in asked if a not in own], turn.language
    )
    name = turn.name(place)
    return (
        [turn.say("has.amenity", name=name, amenity=has)] if has else [],
        [turn.say("lack.amenity", name=name, amenity=lacks)] if lacks else [],
    )


def _of_place(turn: Turn, place: Place) -> Turn:
    """Return the turn with ``place`` as the only one that is spoken of."""
    named = {"entity": "place", "value": place.id, "linked": True}
    others = tuple(e for e in turn.entities if e["entity"] not in ("place", "ordinal", "reference"))
    return replace(turn, entities=(*others, named))


def _hours(turn: Turn, place: Place) -> str:
    return "\n".join(hours_lines(_of_place(turn, place), place)) if place.opening_hours else ""


def _price(turn: Turn, place: Place) -> str:
    return "\n".join(price_lines(_of_place(turn, place), place))


def _rating(turn: Turn, place: Place) -> str:
    if place.rating is None:
        return ""
    value = f"{formats.number(place.rating, turn.language)}/5"
    return _line(turn, "rating", value)


def _stars(turn: Turn, place: Place) -> str:
    if isinstance(place, Hotel) and place.stars:
        return _line(turn, "stars", place.stars)
    if isinstance(place, Attraction) and place.rating_a:
        return formats.field(turn.say("field.grade"), f"{place.rating_a}A", turn.language)
    return ""


def _dishes(turn: Turn, place: Place) -> str:
    if not isinstance(place, Restaurant):
        return ""
    dishes = place.signature_dishes
    for language in (turn.language, "en", turn.local):
        if dishes.get(language):
            return _line(turn, "dishes", formats.row(dishes[language], turn.language))
    return ""


def _step_free(turn: Turn, place: Place) -> str:
    known = turn.say(f"step_free.{place.step_free}") if place.step_free else ""
    return _line(turn, "step_free", known)


_FACTS: dict[str, Callable[[Turn, Place], str]] = {
    "phone": lambda turn, place: _line(turn, "phone", place.phone),
    "website": lambda turn, place: _line(turn, "website", place.website),
    "address": lambda turn, place: _line(turn, "address", turn.pick(place.address)),
    "hours": _hours,
    "price": _price,
    "way": nearest_station_sentence,
    "rating": _rating,
    "stars": _stars,
    "dishes": _dishes,
    "duration": lambda turn, place: _line(turn, "duration", turn.read(place.visit_duration)),
    "step_free": _step_free,
    "last_admission": admission_sentence,
}
