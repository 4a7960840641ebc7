"""What a place is like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeGuard

from actions.dialogue.age import old_note
from actions.dialogue.contact_hint import lacks
from actions.dialogue.state import FOCUS, after_list
from actions.dialogue.turn import Turn
from actions.hours.event_days import next_time_sentence
from actions.hours.event_place import place_line
from actions.hours.sentences import now_sentence, week_sentence
from actions.interpretation.named_places import places_named
from actions.interpretation.references import place_in
from actions.interpretation.unclear import UnclearError
from actions.interpretation.unknown_names import unlisted_beside
from actions.place_facts.cards import category, places_payload, price
from actions.place_facts.maps import map_of_place
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Button, Reply, button
from actions.wording.sources import source_line
from listings.models import (
    Attraction,
    Event,
    Facility,
    Hotel,
    Place,
    Restaurant,
    Shop,
    VocabularyKind,
)
from semantics.languages import DEFAULT_LANGUAGE

# Cards that stand in one answer.
_MOST = 3


class ActionAskDetails(TopicAction):
    """Tells about the place that the message names or that is in focus."""

    intent = "ask_details"

    def name(self) -> str:
        return "action_ask_details"

    def answer(self, turn: Turn) -> Reply:
        named = places_named(turn)
        if 1 < len(named) <= _MOST:
            return _described(turn, named)
        try:
            place = place_in(turn)
        except UnclearError as unclear:
            return unclear.reply
        reply = describe_place(turn, place)
        others = unlisted_beside(turn)
        return replace(reply, text="\n".join([*others, reply.text]))


def _described(turn: Turn, places: Sequence[Place]) -> Reply:
    """Return what is known of several places; they are the list that "both" and numbers mean."""
    replies = [describe_place(turn, place) for place in places]
    return Reply(
        "\n".join(reply.text for reply in replies),
        tuple(button(turn.name(place), "ask_details", place=place.id) for place in places),
        places_payload(turn, places),
        {**after_list([place.id for place in places], None), FOCUS: places[-1].id},
    )


def describe_place(turn: Turn, place: Place) -> Reply:
    """Return what the database knows of ``place``, which becomes the place in focus."""
    stars = turn.say("filter.stars", value=place.stars) if _has_stars(place) else None
    head = " · ".join(p for p in (turn.title(place), category(turn, place), stars) if p)
    told = [text for text in (turn.read(place.summary), *_facts(turn, place)) if text]
    missing = _missing(turn, place) or ("" if told else lacks(turn, "details", place))
    has_aged = bool(place.opening_hours or price(turn, place)) and not isinstance(place, Event)
    note = old_note(turn, [place.as_of] if has_aged else (), place)
    lines = [head, *told, missing, note, source_line([place], turn.language, turn.sources)]
    return Reply(
        "\n".join(text for text in lines if text),
        buttons=_buttons(turn, place),
        custom={**places_payload(turn, [place]), "drawing": map_of_place(turn, place)},
        slots={FOCUS: place.id},
    )


def _facts(turn: Turn, place: Place) -> list[str]:
    facts: list[str] = []

    def add(key: str, value: object) -> None:
        if value:
            facts.append(formats.field(turn.say(key), value, turn.language))

    if isinstance(place, Hotel):
        add("field.amenities", _words(turn, "amenity", place.amenities))
    if isinstance(place, Event):
        add("field.dates", next_time_sentence(turn, place))
    if isinstance(place, Facility):
        add("field.fee", turn.read(place.fee))
    if isinstance(place, Shop):
        add("field.known_for", formats.row(_goods(turn, place.known_for), turn.language))
    if isinstance(place, Restaurant):
        add("field.dishes", formats.row(_goods(turn, place.signature_dishes), turn.language))
    if isinstance(place, Attraction) and place.rating_a:
        add("field.grade", f"{place.rating_a}A")
    add("field.price", price(turn, place))
    if place.rating is not None:
        add("field.rating", f"{formats.number(place.rating, turn.language)}/5")
    add("field.duration", turn.read(place.visit_duration))
    if place.step_free:
        add("field.step_free", turn.say(f"step_free.{place.step_free}"))
    if not isinstance(place, Event):
        add("field.hours", week_sentence(turn, place, turn.now.date()))
    if not isinstance(place, Event) and not turn.schedule(place).is_always_open:
        facts.append(now_sentence(turn, place))
    if isinstance(place, Event):
        facts.append(place_line(turn, place))
    else:
        add("field.address", turn.pick(place.address))
    add("field.station", turn.pick(place.station))
    add("field.phone", place.phone)
    return facts


def _has_stars(place: Place) -> TypeGuard[Hotel]:
    return isinstance(place, Hotel) and place.stars is not None


def _missing(turn: Turn, place: Place) -> str:
    """Say that the facility or rating that was asked for is not in the data, and whom to call."""
    if turn.intent != "ask_details":
        return ""
    known = set(place.amenities) if isinstance(place, Hotel) else set()
    unknown = [a for a in turn.values("amenity") if a not in known]
    if unknown:
        return lacks(turn, "amenity", place, amenity=_words(turn, "amenity", unknown))
    if turn.value("rating") and place.rating is None:
        return lacks(turn, "rating", place)
    return ""


def _goods(turn: Turn, goods: Mapping[str, list[str]]) -> list[str]:
    for language in (turn.language, DEFAULT_LANGUAGE, turn.local):
        if goods.get(language):
            return list(goods[language])
    return []


def _words(turn: Turn, kind: VocabularyKind, ids: list[str]) -> str:
    return formats.row([turn.word(kind, i) for i in ids], turn.language)


def _buttons(turn: Turn, place: Place) -> tuple[Button, ...]:
    intents = ["ask_directions", "ask_contact", "nearby"]
    if isinstance(place, Attraction):
        intents.insert(0, "ask_ticket")
    return tuple(button(turn.say(f"button.{i}"), i, place=place.id) for i in intents)
