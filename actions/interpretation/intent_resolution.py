"""What a message means where it stands in the conversation.

The classifier reads each message alone. "Somewhere with a car park in the west" looks to it like a
hotel; after a search for sights it goes on with that one. Which question is answered in the end is
decided here, by what the message itself says and by what was talked about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.interpretation.answers import as_answer
from actions.interpretation.attributes import places_named
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.plan_stops import about_stop
from actions.interpretation.questions import only_narrows, only_says_when
from actions.interpretation.repair import as_its_own, as_last_asked, is_repair, repaired
from actions.interpretation.rules import (
    desk,
    facts,
    named_things,
    new_search,
    opening,
    running_search,
    several_places,
)
from actions.interpretation.rules.acts import DETAILS, NEARBY, REFINE, TELLS
from actions.interpretation.rules.desk import needs_desk
from actions.interpretation.running_answer import (
    adds_prices,
    asks_for_ticket,
    asks_plan,
    asks_price,
    changes_plan,
    corrects_party,
)
from actions.interpretation.services import (
    asks_nearest_facility,
    means_event,
    means_facility,
    means_shop,
    means_trains,
)
from actions.interpretation.target_kind import only_kind
from actions.interpretation.trips import goes_on_with_way
from semantics.intents import SEARCH_OF, intent_of

# The rules by which a message goes on with the need, or the desk, of the one before it.
_OF_LAST_NEED = ("whose-desk", "desk-told", "desk-asked")
# Those that say something of the message as a whole, however many sentences it has.
_WHOLE_MESSAGE = ("comparison", "from-to", "way-told", "item-of-list", "need", "plan-words")
# What a piece of a message with a price in it is taken for.
_PRICE = "ask_ticket"
_HOURS = "ask_hours"


@dataclass(frozen=True)
class Rule:
    """One way in which a message gets the act that is answered.

    ``meant`` returns the act, None where the rule says nothing of the message.
    """

    name: str
    meant: Callable[[Turn], str | None]


@dataclass(frozen=True)
class Resolved:
    """The turn with the act that is answered as its intent, and the rule that decided it."""

    turn: Turn
    rule: str


def resolve(turn: Turn) -> Resolved:
    """Return what the message means where it stands, by the first rule of ``RULES`` that tells.

    What answers our own question or corrects the last one is that before anything else. Without a
    rule it is what the classifier took it for.
    """
    if needs_desk(turn):
        return Resolved(_as(turn, "ask_desk"), "need")
    answer = as_answer(turn)
    if answer is not None:
        if answer.intent != turn.intent or not answer.value("attribute"):
            return Resolved(answer, "pending-question")
        turn = answer
    # Plans and prices are corrected by rules of their own.
    if is_repair(turn) and not (changes_plan(turn) or corrects_party(turn)):
        whole = repaired(turn)
        if whole is not None:
            return Resolved(whole, "repair")
        turn = as_its_own(turn)
    elif turn.value("repair") and not turn.value("claim"):
        # It calls no fact wrong, but what was asked.
        turn = as_its_own(turn)
    turn = about_stop(turn)
    for rule in RULES:
        intent = rule.meant(turn)
        if intent is not None:
            if rule.name in ("there", "on-foot"):
                turn = _near_focus(turn)
            if rule.name in _OF_LAST_NEED:
                turn = desk.with_last_need(turn)
            if rule.name == "far-from-focus":
                turn = several_places.from_focus(turn)
            if rule.name == "asked-the-same":
                turn = as_last_asked(turn)
            if rule.name == "only-heard":
                turn = desk.without_places(turn)
            return Resolved(_as(turn, intent), rule.name)
    return Resolved(turn, "classifier")


def _near_focus(turn: Turn) -> Turn:
    """Return the turn as one that looks around the place in focus, in its district at least."""
    place = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    near: dict[str, Any] = {"entity": "near", "value": "focus"}
    if place is not None and place.latitude is None and place.district_id:
        near = {"entity": "area", "value": place.district_id, "linked": True}
    others = tuple(e for e in turn.entities if e["entity"] != "near")
    return replace(turn, entities=(*others, near))


def _as(turn: Turn, intent: str) -> Turn:
    """Return the turn with the act that a rule gave it."""
    if intent == turn.intent:
        return turn
    entities = turn.entities
    if turn.intent == NEARBY and intent_of(intent).searches and not turn.value("near"):
        entities = (*entities, {"entity": "near", "value": "focus"})
    return replace(turn, intent=intent, entities=entities)


def is_one_question(turn: Turn, questions: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether the pieces of a message are answered as one: of one place, or of two together.

    ``questions`` are the pieces that the classifier told apart, each with its ``intent``.
    """
    rule = resolve(turn).rule
    if turn.value("repair") and any(e["entity"] == "kind" for e in turn.denied):
        return True
    if rule in _WHOLE_MESSAGE:
        return True
    if _is_one_search(turn, questions):
        return True
    is_telling = all(question["intent"] in TELLS for question in questions)
    return rule == "attributes" and is_telling and len(places_named(turn)) <= 1


def _is_one_search(turn: Turn, questions: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether the pieces are wishes of one search: "a hotel in the centre. Near the metro"."""
    asked = {
        str(question["intent"])
        for question in questions
        if not (question["intent"] == _PRICE and only_narrows(turn, question))
        and not (question["intent"] == _HOURS and only_says_when(turn, question))
    } - {NEARBY, REFINE}
    kind = only_kind(turn)
    if kind is not None:
        # A piece that names no kind is no search for another one.
        asked -= {intent for other, intent in SEARCH_OF.items() if other != kind}
    return kind is not None and turn.intent == SEARCH_OF[kind] and asked == {turn.intent}


def _means(intent: str, applies: Callable[[Turn], bool]) -> Callable[[Turn], str | None]:
    return lambda turn: intent if applies(turn) else None


# The first that tells decides; what a message says of two places goes before what it says of one.
RULES: tuple[Rule, ...] = (
    Rule("ticket-of-last", asks_for_ticket),
    Rule("running-plan", changes_plan),
    Rule("running-prices", corrects_party),
    Rule("prices-together", adds_prices),
    Rule("plan-words", asks_plan),
    Rule("prices-of-people", asks_price),
    Rule("others", running_search.asks_for_others),
    Rule("given-up", running_search.gives_up),
    Rule("left-out", running_search.leaves_out),
    Rule("allergy", running_search.is_for_allergic),
    Rule("offer", desk.takes_offer),
    Rule("only-heard", desk.is_only_heard),
    Rule("whose-desk", desk.is_of_country),
    Rule("desk-asked", desk.asks_whom_to_call),
    Rule("desk-told", desk.adds_to_need),
    Rule("desk-that-speaks", desk.is_for_who_speaks),
    Rule("no-consulate", desk.is_of_no_consulate),
    Rule("open-of-list", desk.is_open_of_list),
    Rule("no-sign", desk.is_no_sign),
    Rule("report", desk.is_report),
    Rule("asked-the-same", named_things.is_asked_the_same),
    Rule("bare-name", named_things.is_bare_name),
    Rule("no-emergency", new_search.is_no_emergency),
    Rule("on-foot", new_search.is_on_foot),
    Rule("way-told", goes_on_with_way),
    Rule("comparison", several_places.compares),
    Rule("who-or-why", named_things.asks_who_or_why),
    Rule("people", named_things.asks_for_people),
    Rule("story", named_things.is_story),
    Rule("trains", _means("ask_trains", means_trains)),
    Rule("facility", _means("find_facility", means_facility)),
    Rule("facility-again", asks_nearest_facility),
    Rule("event", _means("find_event", means_event)),
    Rule("shop", _means("find_shop", means_shop)),
    Rule("event-named", named_things.is_of_event),
    Rule("place-alone", named_things.is_no_search),
    Rule("far-from-focus", several_places.is_far_from_focus),
    Rule("from-elsewhere", several_places.comes_from_elsewhere),
    Rule("from-to", several_places.is_way),
    Rule("item-of-list", facts.is_item),
    Rule("there", running_search.is_there),
    Rule("where-it-was", running_search.stays),
    Rule("article", named_things.is_of_article),
    Rule("person", named_things.is_of_person),
    Rule("office-facts", facts.is_of_office),
    Rule("kind-at-price", new_search.is_kind_at_price),
    Rule("unlisted", named_things.is_unlisted),
    Rule("number", named_things.is_of_number),
    Rule("booking-needed", facts.asks_to_book),
    Rule("bare-search", new_search.is_bare_search),
    Rule("superlative", several_places.is_superlative),
    Rule("open-then", opening.asks_which_are_open),
    Rule("another-time", opening.asks_of_another_time),
    Rule("whether-open", opening.asks_whether_open),
    Rule("sight-in-focus", _means(DETAILS, facts.is_about_a_sight)),
    Rule("article-of-more", named_things.is_more_than_place),
    Rule("around-a-sight", new_search.looks_around_a_sight),
    Rule("attributes", facts.asks_facts),
    Rule("practical-of-a-place", _means(DETAILS, facts.is_practical_of_a_place)),
    Rule("office-kind", _means("find_office", new_search.is_for_an_office)),
    Rule("district", _means("find_attraction", new_search.is_about_a_district)),
    Rule("story-of-a-place", named_things.is_history_of_place),
    Rule("article-fits", named_things.is_told_by_article),
    Rule("unknown-practice", _means("ask_practical", named_things.is_unknown_practice)),
    Rule("no-list", named_things.is_no_list),
    Rule("described-kind", new_search.describes_a_kind),
    Rule("search", new_search.search),
    Rule("nearby", new_search.is_nearby),
    Rule("indoors", new_search.is_of_whom_it_suits),
    Rule("local-way", new_search.is_local_way),
    Rule("offered-list", running_search.takes_the_list),
    Rule("running-search", running_search.goes_on),
)
