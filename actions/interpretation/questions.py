"""The questions of one message as turns, and what an answer leaves behind for the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.dialogue.lists import with_list
from actions.dialogue.state import ARTICLE, FOCUS, RECENT, SHOWN, TOPIC
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.circumstances import only_says_where
from actions.interpretation.nearest_station import with_station
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.properties import PROPERTY
from actions.interpretation.target_kind import overlap
from listings.queries import UnknownPlaceError, get_place
from semantics.intents import intent_of

# What says which place a question is about.
_REFERRING = ("place", "ordinal", "office_kind", "reference")
# After these "and the museum?" still goes on with what was asked before.
_NO_TOPIC = ("affirm", "deny", "nlu_fallback", "out_of_scope")
# Who comes along, of whom only the question about the price speaks, wherever the message is cut.
_PEOPLE = ("audience", "party", "people", "age", "height", "adds")
_PRICE = "ask_ticket"
# Words for what is at hand, and what is asked of it as well as of a place.
_SERVICES = ("facility_kind",)
_WHERE = ("address", "way", "distance")
_OF_WAY = ("way", "distance", "duration")
# What costs on the way: a price in a clause with it is no ticket of the place there.
_PAID, _PRICE_ASKED = frozenset({"taxi", "fare", "metro", "bus", "tariff"}), "price"
# Where a clause ends: at a mark, or at a blank in a script that has none between words.
_CUT = re.compile(r"[,.;?!，。；？！、]|(?<=[^\x00-\x7f])\s")


def asked_in(turn: Turn, questions: Sequence[Mapping[str, Any]]) -> list[Turn]:
    """Return a turn for each question of the message, in order; the whole turn where it has one.

    A question about a place that names none is about the one of the question before it, else of
    the one after it ("phone number and address of the museum").
    """
    questions = [q for q in questions if not _only_says_home(turn, q)]
    asking = [q for q in questions if not only_says_where(turn, q["start"], q["end"])]
    questions = asking or questions
    if not questions or turn.intent not in {q["intent"] for q in questions}:
        return with_station(turn)
    parts = [_within(turn.entities, q) for q in questions]
    about = [
        [e for e in part if e["entity"] in _REFERRING] if _is_about_place(q) else []
        for part, q in zip(parts, questions, strict=True)
    ]
    prices = [i for i, q in enumerate(questions) if q["intent"] == _PRICE]
    if len(prices) == 1:
        own = parts[prices[0]]
        own += [e for e in turn.entities if e["entity"] in _PEOPLE and e not in own]
    turns: list[Turn] = []
    for i, (question, part) in enumerate(zip(questions, parts, strict=True)):
        if _is_about_place(question) and not about[i]:
            others = [*reversed(about[:i]), *about[i + 1 :]]
            part = [*part, *next((found for found in others if found), [])]
        turns.append(replace(turn, intent=str(question["intent"]), entities=tuple(part)))
    return [one for asked in turns for one in with_station(asked)]


def facts_beside(turn: Turn) -> list[Turn]:
    """Return the turn, before it what else it asks of a place than where something is at hand.

    "Tickets for the pier? Is there parking nearby?": what stands in another clause than the word
    for the service.
    """
    services = [e for e in turn.wanted if e["entity"] in _SERVICES and "start" in e]
    asked = [
        e
        for e in turn.wanted
        if e["entity"] == "attribute"
        and e["value"] not in _WHERE
        and services
        and not any(is_one_clause(turn.text, e, service) for service in services)
    ]
    asked += [
        e
        for e in turn.wanted
        if e["entity"] == PROPERTY and services and not any(overlap(e, s) for s in services)
    ]
    whether = [
        e
        for e in turn.wanted
        if e["entity"] == "asks"
        and "start" in e
        and services
        and not any(is_one_clause(turn.text, e, service) for service in services)
    ]
    if whether:
        # "Can one go there at night? Are there toilets?"
        asked += [*whether, *(e for e in turn.wanted if e["entity"] == "time")]
        asked.append({"entity": "attribute", "value": "hours"})
    pointed = any(map(turn.values, _REFERRING)) or turn.slots.get(FOCUS)
    if not asked or not pointed:
        return [turn]
    kept = tuple(e for e in turn.entities if e["entity"] in (*_REFERRING, *_PEOPLE, "language"))
    return [replace(turn, intent="ask_details", entities=(*kept, *asked)), turn]


def facts_beside_story(turn: Turn) -> list[Turn]:
    """Return the turn, before it the facts asked of the place whose story it asks for.

    "How much is the villa and when was it built?"
    """
    asked = [e for e in turn.wanted if e["entity"] == "attribute"]
    if not asked or turn.value("place") is None or turn.value("article"):
        return [turn]
    kept = tuple(e for e in turn.entities if e["entity"] in (*_REFERRING, *_PEOPLE, "language"))
    rest = tuple(e for e in turn.entities if e not in asked)
    facts = replace(turn, intent="ask_details", entities=(*kept, *asked))
    return [facts, replace(turn, entities=rest)]


def facts_beside_way(turn: Turn) -> list[Turn]:
    """Return the turn, before it what else it asks of the place where the way ends.

    "Do they sell drinks? And how do I get there from the pier?": what stands in another clause than
    the ends of the way. Whether it is open is asked of the times of that clause.
    """
    ends = [e for e in turn.wanted if e["entity"] == "place" and "start" in e]
    goal = [e for e in ends if e.get("role") != "origin" and e.get("linked", True)]
    origins = [e for e in ends if e not in goal]
    rides = [e for e in turn.entities if e["entity"] == "travel" and "start" in e]
    ways = [e for e in turn.wanted if e["entity"] == "attribute" and e["value"] in _OF_WAY]
    asked = [
        e
        for e in turn.wanted
        if e["entity"] in (PROPERTY, "attribute", "asks")
        and "start" in e
        and e["value"] not in _OF_WAY
        and not any(_is_of_origin(turn.text, e, origin, [*rides, *ways]) for origin in origins)
        and not any(overlap(e, ride) for ride in rides)
        and not (e["value"] == _PRICE_ASKED and _is_fare(turn, e, goal))
    ]
    goals = {e["value"] for e in goal}
    is_clear = len(goals) == 1 or (not goals and turn.slots.get(FOCUS))
    if not asked or not origins or not is_clear:
        return [turn]
    place = [{k: v for k, v in e.items() if k != "role"} for e in goal[:1]]
    times = [
        e
        for e in turn.wanted
        if e["entity"] == "time"
        and "start" in e
        and any(is_one_clause(turn.text, e, one) for one in asked)
    ]
    rest = tuple(e for e in turn.entities if e not in asked and e not in times)
    facts = replace(turn, intent="ask_details", entities=(*place, *asked, *times))
    return [facts, replace(turn, entities=rest)]


def _is_of_origin(text: str, asked: Entity, origin: Entity, ways: Sequence[Entity]) -> bool:
    """Say whether something is asked in the clause of an origin, before any word for the way.

    "Is it open at two and how do I get there from the cathedral?" asks nothing of the cathedral.
    """
    first, second = sorted((asked, origin), key=lambda e: int(e["start"]))
    is_parted = any(first["end"] <= way.get("start", -1) < second["start"] for way in ways)
    return is_one_clause(text, asked, origin) and not is_parted


def _is_fare(turn: Turn, price: Entity, goal: Sequence[Entity]) -> bool:
    """Say whether a price is that of a ride: one is named in its clause, or before it.

    Before it stands no place whose ticket it could be: "by taxi from here to there, how much?".
    """
    rides = [e for e in turn.wanted if e["entity"] == "travel" and e["value"] in _PAID]
    rides = [e for e in rides if "start" in e]
    if any(is_one_clause(turn.text, price, ride) for ride in rides):
        return True
    is_of_goal = any(is_one_clause(turn.text, price, place) for place in goal)
    return not is_of_goal and any(
        e["value"] == "taxi" and e["end"] <= price["start"] for e in rides
    )


def is_one_clause(text: str, one: Entity, other: Entity) -> bool:
    """Say whether no mark, and no blank of a script without blanks, stands between two mentions."""
    first, second = sorted((one, other), key=lambda e: int(e["start"]))
    return not _CUT.search(text[int(first["end"]) : int(second["start"])])


def remembered(turn: Turn, reply: object) -> dict[str, Any]:
    """Return the slots that keep the topic and the place that an answer was about."""
    is_topic = turn.intent and turn.intent not in _NO_TOPIC
    slots: dict[str, Any] = {TOPIC: turn.intent} if is_topic else {}
    focus = getattr(reply, "slots", {}).get(FOCUS)
    if focus:
        try:
            kind = get_place(turn.session, str(focus)).kind
        except UnknownPlaceError:
            return slots
        slots[RECENT] = {**(turn.slots.get(RECENT) or {}), kind: focus}
    articles = (getattr(reply, "custom", None) or {}).get("articles")
    if articles:
        slots[ARTICLE] = articles[0]["id"]
    shown = getattr(reply, "slots", {}).get(SHOWN)
    first = listed_place(turn, str(shown[0])) if shown else None
    if shown and first is not None:
        slots.update(with_list(turn.slots, first.kind, shown))
    return slots


def only_narrows(turn: Turn, question: Mapping[str, Any]) -> bool:
    """Say whether a piece of the message only says how much something may cost: "free, please"."""
    said = {str(e["entity"]) for e in _within(turn.entities, question)}
    return "price" in said and said.isdisjoint((*_REFERRING, *_PEOPLE[:-1]))


def only_says_when(turn: Turn, question: Mapping[str, Any]) -> bool:
    """Say whether a piece of the message only says when a place should be open.

    "A bar, one that is still open at two" asks for the hours of none: it points at no place but
    those near which it looks, and asks for no number.
    """
    part = _within(turn.entities, question)
    pointed = [e for e in part if e["entity"] in _REFERRING and e.get("role") != "near"]
    is_when = any(e["entity"] in ("time", "open_hours") for e in part)
    asks = any(e["entity"] == "figure" for e in part)
    return is_when and not pointed and not asks


def _only_says_home(turn: Turn, question: Mapping[str, Any]) -> bool:
    """Say whether a piece of the message tells where the visitor is from and names no place."""
    part = _within(turn.entities, question)
    homes = [e for e in part if e.get("role") == "home"]
    return bool(homes) and not any(e["entity"] in _REFERRING and e not in homes for e in part)


def _is_about_place(question: Mapping[str, Any]) -> bool:
    return intent_of(str(question["intent"])).about_place


def _within(entities: Sequence[Entity], question: Mapping[str, Any]) -> list[Entity]:
    return [
        e
        for e in entities
        if e["entity"] == "language" or question["start"] <= e.get("start", -1) < question["end"]
    ]
