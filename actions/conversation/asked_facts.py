"""Several things asked of one or more places in one breath: "phone and rating", "price? hours?"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from actions.dialogue.age import old_note
from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Entity, Turn
from actions.hours.action import event_line, hours_lines, hours_noted
from actions.hours.last_admission import admission_sentence
from actions.interpretation.anchors import anchors, nearest_of
from actions.interpretation.attributes import FIT, attributes_asked
from actions.interpretation.named_places import places_named
from actions.interpretation.offices import languages_of
from actions.interpretation.place_lookup import listed_places
from actions.interpretation.properties import PROPERTY, properties_asked
from actions.interpretation.recently_named import spoken_of_last
from actions.interpretation.references import place_in
from actions.interpretation.unclear import UnclearError
from actions.place_facts.cards import places_payload
from actions.place_facts.contact import nearest_station_sentence, other_numbers, venue_of
from actions.place_facts.known_sentences import sentence_about
from actions.place_facts.visit_fit import fit_sentence
from actions.tickets.action import price_lines
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply
from actions.wording.sources import source_line
from listings.models import Attraction, Event, Hotel, Place, Restaurant
from listings.queries import find_articles, find_places

_MOST_PLACES = 3

# What changes with the years.
_AGING = ("hours", "price", "last_admission")


class ActionAskFacts(TopicAction):
    """Tells each thing that the message asks of each place that it names, or of the one in focus.

    What the database does not know is said first.
    """

    intent = "ask_facts"

    def name(self) -> str:
        return "action_ask_facts"

    def answer(self, turn: Turn) -> Reply:
        try:
            places = (_meant(turn) or [place_in(turn)])[:_MOST_PLACES]
        except UnclearError as unclear:
            return unclear.reply
        told = [_told(turn, place) for place in places]
        known = [place for place, (_, is_known) in zip(places, told, strict=True) if is_known]
        return Reply(
            "\n".join(
                [
                    *_of_person(turn),
                    *(text for text, _ in told),
                    source_line(known, turn.language, turn.sources),
                ]
            ).strip(),
            custom=places_payload(turn, places),
            slots={FOCUS: places[-1].id},
        )


def _of_person(turn: Turn) -> list[str]:
    """Return what an article tells of a person whose house is asked about: "who was he?"."""
    named = turn.value("article") if "person" in turn.values("reference") else None
    article = next((a for a in find_articles(turn.session) if a.id == named), None)
    told = (article.titles, article.bodies) if article is not None else ()
    return [text for texts in told if (text := turn.read(texts))]


def _meant(turn: Turn) -> list[Place]:
    """Return the places that the message names, or the two of which it asks which has something."""
    named = places_named(turn)
    if named or turn.value("comparison") is None:
        return named
    return listed_places(turn, spoken_of_last(turn))


def _told(turn: Turn, place: Place) -> tuple[str, bool]:
    """Return what is said of a place, and whether anything that was asked is known of it."""
    known: list[str] = []
    lacking: list[str] = []
    has_aged = False
    asked = attributes_asked(turn)
    for attribute in asked:
        if attribute == "amenity":
            yes, no = _amenities(turn, place)
            known += yes
            lacking += no
            continue
        if attribute == PROPERTY:
            yes, no = _properties(turn, place)
            known += yes
            lacking += no
            continue
        text = _FACTS[attribute](turn, place)
        if text:
            known += text.splitlines()
            has_aged = has_aged or attribute in _AGING
        elif attribute != FIT or "hours" not in asked:
            lacking.append(
                turn.say("lack.fact", name=turn.name(place), fact=_label(turn, attribute))
            )
    if lacking:
        lacking = [sentences(turn, *lacking, call_office(turn, place))]
    title = [turn.title(place)] if not known or turn.title(place) not in known[0] else []
    note = old_note(turn, [place.as_of] if has_aged else (), place)
    known += [note] if note else []
    lines = [*lacking, *title, *dict.fromkeys(known)] if known else lacking
    return "\n".join(lines), bool(known)


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


def _properties(turn: Turn, place: Place) -> tuple[list[str], list[str]]:
    """Return the sentences of the data that tell what is asked, and what none of them tells."""
    told = {
        asked: _offered(turn, place, asked) or sentence_about(turn, place, asked)
        for asked in properties_asked(turn)
    }
    name = turn.name(place)
    lacks = [
        turn.say("lack.property", name=name, property=asked) for asked in told if not told[asked]
    ]
    return [sentence for sentence in told.values() if sentence], lacks


def _offered(turn: Turn, place: Place, asked: str) -> str:
    """Say that a restaurant has the cuisine asked for, or what facilities stand within a place."""
    words = [e for e in turn.wanted if asked in turn.text and _stands_in(turn, e, asked)]
    own: list[str] = []
    for e in words:
        kind = str(e["value"])
        if e["entity"] == "cuisine" and isinstance(place, Restaurant) and kind in place.cuisines:
            own.append(turn.word("cuisine", kind))
        if e["entity"] == "facility_kind":
            within = find_places(turn.session, "facility", category=kind)
            own += [turn.name(f) for f in within if getattr(f, "inside_place_id", "") == place.id]
    if not own:
        return ""
    has = formats.listing(own, turn.language)
    return turn.say("has.amenity", name=turn.name(place), amenity=has)


def _stands_in(turn: Turn, entity: Entity, asked: str) -> bool:
    start = turn.text.find(asked)
    return start <= int(entity.get("start", -1)) < start + len(asked)


def _of_place(turn: Turn, place: Place) -> Turn:
    """Return the turn with ``place`` as the only one that is spoken of."""
    named = {"entity": "place", "value": place.id, "linked": True}
    others = tuple(e for e in turn.entities if e["entity"] not in ("place", "ordinal", "reference"))
    return replace(turn, entities=(*others, named))


def _hours(turn: Turn, place: Place) -> str:
    if isinstance(place, Event):
        return event_line(turn, place)
    is_told = place.opening_hours or hours_noted(turn, place)
    return "\n".join(hours_lines(_of_place(turn, place), place)) if is_told else ""


def _price(turn: Turn, place: Place) -> str:
    return "\n".join(price_lines(_of_place(turn, place), place))


def _languages(turn: Turn, place: Place) -> str:
    names = [formats.language_name(code, turn.language) for code in languages_of(place)]
    return _line(turn, "languages", formats.row(names, turn.language)) if names else ""


def _rating(turn: Turn, place: Place) -> str:
    if place.rating is None:
        return ""
    value = f"{formats.number(place.rating, turn.language)}/5"
    return _line(turn, "rating", value)


def _stars(turn: Turn, place: Place) -> str:
    if isinstance(place, Hotel) and place.stars is not None:
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


def _distance(turn: Turn, place: Place) -> str:
    """Return how far the place is from what the message names, of a kind of place the nearest."""
    measured_from = anchors(turn, without=[place])
    found = nearest_of(turn, place, measured_from)
    if found is None:
        names = (turn.name(other) for other in measured_from)
        return next((said for n in names if (said := sentence_about(turn, place, n))), "")
    metres, other = found
    away = formats.distance(metres, turn.language)
    told = turn.say("fact.distance_to", place=turn.name(other), distance=away)
    return _line(turn, "distance", told)


def _step_free(turn: Turn, place: Place) -> str:
    known = turn.say(f"step_free.{place.step_free}") if place.step_free else ""
    return _line(turn, "step_free", known)


def _address(turn: Turn, place: Place) -> str:
    """Return where the place is; an event is where it is held."""
    venue = venue_of(turn, place)
    held = [turn.title(venue)] if venue is not place else []
    told = formats.row([*held, *filter(None, [turn.pick(venue.address)])], turn.language)
    return _line(turn, "address", told)


def _phone(turn: Turn, place: Place) -> str:
    told = _line(turn, "phone", place.phone)
    return "\n".join(line for line in (told, other_numbers(turn, place)) if line) if told else ""


_FACTS: dict[str, Callable[[Turn, Place], str]] = {
    "phone": _phone,
    "email": lambda turn, place: _line(turn, "email", place.email),
    "website": lambda turn, place: _line(turn, "website", place.website),
    "address": _address,
    "hours": _hours,
    "price": _price,
    "way": nearest_station_sentence,
    "languages": _languages,
    "rating": _rating,
    "stars": _stars,
    "dishes": _dishes,
    "duration": lambda turn, place: _line(turn, "duration", turn.read(place.visit_duration)),
    "distance": _distance,
    "step_free": _step_free,
    "last_admission": admission_sentence,
    "fit": fit_sentence,
}
