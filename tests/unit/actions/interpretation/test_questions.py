"""Several questions in one message, and what an answer leaves behind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.engine import Engine

from actions import database
from actions.dialogue.state import FOCUS, RECENT, TOPIC
from actions.hours.action import ActionAskHours
from actions.interpretation.questions import (
    asked_in,
    facts_beside,
    facts_beside_story,
    facts_beside_way,
    remembered,
)
from actions.place_facts import contact, details, offices
from actions.place_facts.contact import ActionAskAddress, ActionAskContact
from actions.search.find import ActionFindHotels
from actions.tickets.action import ActionAskTicket
from actions.topic_action import TopicAction
from actions.wording.reply import Reply
from listings.database import session_factory

from ..conftest import Visitor

# Actions answer a message that means theirs once their modules are there, as in the action server.
_LOADED = (contact, details, offices)

TEXT = "how much is the castle and when does it close"
CASTLE = {"entity": "place", "value": "castelo-da-gaivota", "start": 12, "end": 22}
MUSEUM = {"entity": "place", "value": "museu-do-sal", "start": 12, "end": 22}


def question(intent: str, start: int, end: int) -> dict[str, Any]:
    return {"intent": intent, "confidence": 0.9, "start": start, "end": end}


PRICE_AND_HOURS = [question("ask_ticket", 0, 22), question("ask_hours", 22, len(TEXT))]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    """The action server has the invented city."""
    monkeypatch.setattr(database, "session", session_factory(engine))


async def told(
    action: TopicAction, message: dict[str, Any], **slots: Any
) -> tuple[list[str], dict[str, Any]]:
    """Return the texts that are sent and the slots that are set."""
    event = {"event": "user", "text": TEXT, "input_channel": "rest", "parse_data": message}
    tracker = Tracker(
        "visitor", {"language": "en", **slots}, message, [event], False, None, {}, "action_listen"
    )
    dispatcher = CollectingDispatcher()
    events = await action.run(dispatcher, tracker, {})
    return [m["text"] for m in dispatcher.messages], {e["name"]: e["value"] for e in events}


def message(intent: str, questions: list[dict[str, Any]], *entities: dict[str, Any]) -> dict:
    return {
        "text": TEXT,
        "intent": {"name": intent},
        "entities": list(entities),
        "questions": questions,
    }


async def test_each_question_is_answered_in_order_whichever_the_message_is_taken_for(
    served: None,
) -> None:
    for action in (ActionAskTicket(), ActionAskHours()):
        intent = action.intent
        texts, slots = await told(action, message(intent, PRICE_AND_HOURS, CASTLE))
        assert "€7.50" in texts[0]
        assert "Seagull Castle" in texts[1]
        assert "10:00" in texts[1] or "09:00" in texts[1]
        assert slots[FOCUS] == "castelo-da-gaivota"
        assert slots[TOPIC] == "ask_hours"


async def test_a_place_named_last_is_meant_by_the_question_before(served: None) -> None:
    named = {**CASTLE, "start": 30, "end": 40}
    asked = [question("ask_contact", 0, 20), question("ask_address", 20, len(TEXT))]
    texts, _ = await told(
        ActionAskContact(), message("ask_contact", asked, named), focus_place="museu-do-sal"
    )
    assert ["Seagull Castle" in text for text in texts] == [True, True]


async def test_which_place_is_meant_is_asked_once(served: None) -> None:
    asked = [question("ask_ticket", 0, 20), question("ask_address", 20, len(TEXT))]
    texts, _ = await told(ActionAskAddress(), message("ask_address", asked))
    assert texts == ["Which place do you mean? Please tell me its name."]


async def test_a_message_with_one_question_gets_one_answer(served: None) -> None:
    texts, _ = await told(ActionAskTicket(), message("ask_ticket", [], CASTLE))
    assert len(texts) == 1


def test_questions_of_another_message_are_not_answered(visitor: Visitor) -> None:
    turn = visitor.turn(text=TEXT, intent="ask_contact", entities=(CASTLE,))
    assert asked_in(turn, PRICE_AND_HOURS) == [turn]


def test_an_entity_belongs_to_the_question_that_it_stands_in(visitor: Visitor) -> None:
    time = {"entity": "time", "value": "sunday", "start": 30, "end": 36}
    turn = visitor.turn(text=TEXT, intent="ask_ticket", entities=(CASTLE, time))
    price, hours = asked_in(turn, PRICE_AND_HOURS)
    assert price.value("time") is None
    assert hours.value("time") == "sunday"
    assert hours.value("place") == "castelo-da-gaivota"


def test_a_search_does_not_look_near_the_place_of_the_question_before(visitor: Visitor) -> None:
    asked = [question("ask_ticket", 0, 22), question("find_hotel", 22, len(TEXT))]
    turn = visitor.turn(text=TEXT, intent="ask_ticket", entities=(CASTLE,))
    assert asked_in(turn, asked)[1].value("place") is None


def test_the_last_place_of_each_kind_is_remembered(visitor: Visitor) -> None:
    turn = visitor.turn(intent="ask_details", slots={RECENT: {"hotel": "grande-hotel"}})
    slots = remembered(turn, Reply("", slots={FOCUS: "museu-do-sal"}))
    assert slots == {
        TOPIC: "ask_details",
        RECENT: {"hotel": "grande-hotel", "attraction": "museu-do-sal"},
    }


def test_a_place_that_is_gone_is_not_remembered(visitor: Visitor) -> None:
    turn = visitor.turn(intent="ask_details")
    assert RECENT not in remembered(turn, Reply("", slots={FOCUS: "no-such-place"}))


def test_that_hotel_is_the_one_last_spoken_of(visitor: Visitor) -> None:
    slots = {FOCUS: "museu-do-sal", RECENT: {"hotel": "grande-hotel"}}
    reply = visitor.ask(ActionAskContact(), reference="hotel", slots=slots)
    assert reply.slots[FOCUS] == "grande-hotel"


def test_that_hotel_is_the_only_one_of_the_list(visitor: Visitor) -> None:
    slots = {FOCUS: "museu-do-sal", "shown_places": ["cafe-da-noite", "grande-hotel"]}
    reply = visitor.ask(ActionAskContact(), reference="hotel", slots=slots)
    assert reply.slots[FOCUS] == "grande-hotel"


def test_that_hotel_is_never_a_museum(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskContact(), reference="hotel", slots={FOCUS: "museu-do-sal"})
    assert reply.text.startswith("Which hotel do you mean?")


def test_that_hotel_is_asked_back_where_the_list_has_several(visitor: Visitor) -> None:
    shown = dict(visitor.ask(ActionFindHotels()).slots)
    reply = visitor.ask(ActionAskContact(), reference="hotel", intent="ask_contact", slots=shown)
    assert len(reply.buttons) == 5


@pytest.mark.parametrize("intent", ["find_attraction", "find_dining", "refine"])
async def test_an_office_is_never_looked_for_among_the_sights(served: None, intent: str) -> None:
    kind = {"entity": "office_kind", "value": "hospital", "start": 0, "end": 8}
    texts, _ = await told(ActionFindHotels(), message(intent, [], kind))
    assert texts[0].startswith("On my list (2): hospital")


def test_who_comes_along_pays_wherever_the_message_is_cut(visitor: Visitor) -> None:
    adults = {"entity": "party", "value": "adult:2", "start": 0, "end": 5}
    child = {"entity": "party", "value": "child", "start": 24, "end": 28}
    turn = visitor.turn(intent="ask_hours", text=TEXT, entities=(adults, CASTLE, child))
    price, hours = asked_in(turn, PRICE_AND_HOURS)
    assert price.values("party") == ["adult:2", "child"]
    assert hours.value("place") == CASTLE["value"]


NEAREST_STATION = (
    {"entity": "near", "value": "focus"},
    {"entity": "office_kind", "value": "railway-station"},
)


def asked_of_the_museum(visitor: Visitor, intent: str, *more: dict[str, Any]) -> list[str]:
    turn = visitor.turn(
        intent=intent, entities=(*NEAREST_STATION, *more), slots={FOCUS: MUSEUM["value"]}
    )
    return [t.intent for t in asked_in(turn, ())]


def test_the_nearest_station_beside_another_question_is_a_question_of_its_own(
    visitor: Visitor,
) -> None:
    assert asked_of_the_museum(visitor, "ask_ticket") == ["ask_ticket", "ask_directions"]
    assert asked_of_the_museum(visitor, "ask_contact") == ["ask_contact", "ask_directions"]


def test_the_nearest_station_is_no_question_of_its_own_where_the_answer_has_it(
    visitor: Visitor,
) -> None:
    assert asked_of_the_museum(visitor, "ask_directions") == ["ask_directions"]
    assert asked_of_the_museum(visitor, "ask_details") == ["ask_details"]


async def test_the_fee_and_the_nearest_station_are_told_of_the_place_in_focus(
    served: None,
) -> None:
    texts, slots = await told(
        ActionAskTicket(),
        message("ask_ticket", [], *NEAREST_STATION),
        **{FOCUS: MUSEUM["value"]},
    )
    assert "1,250.50" in texts[0]
    assert "Quay Station" in texts[1]
    assert slots[FOCUS] == MUSEUM["value"]


def test_without_a_place_the_nearest_station_is_the_station_asked_about(visitor: Visitor) -> None:
    turn = visitor.turn(intent="ask_contact", entities=NEAREST_STATION)
    assert asked_in(turn, ()) == [turn]


def test_another_office_is_the_one_asked_about(visitor: Visitor) -> None:
    nearest_hospital = (NEAREST_STATION[0], {"entity": "office_kind", "value": "hospital"})
    turn = visitor.turn(
        intent="ask_contact", entities=nearest_hospital, slots={FOCUS: MUSEUM["value"]}
    )
    assert asked_in(turn, ()) == [turn]


def test_facts_in_another_clause_are_asked_beside_what_is_at_hand(visitor: Visitor) -> None:
    text = "castle tickets? is there parking nearby"
    castle = {**CASTLE, "start": 0, "end": 6}
    price = {"entity": "attribute", "value": "price", "start": 7, "end": 14}
    parking = {"entity": "facility_kind", "value": "parking", "start": 25, "end": 32}
    turn = visitor.turn(text=text, intent="ask_ticket", entities=(castle, price, parking))
    facts, service = facts_beside(turn)
    assert service is turn
    assert facts.value("attribute") == "price"
    assert facts.value("facility_kind") is None
    joined = visitor.turn(
        text=text.replace("?", ""), intent="ask_ticket", entities=(castle, price, parking)
    )
    assert facts_beside(joined) == [joined]


def test_whether_it_is_open_is_told_before_what_is_at_hand(visitor: Visitor) -> None:
    text = "castle at night? any toilets"
    castle = {**CASTLE, "start": 0, "end": 6}
    night = {"entity": "time", "value": "part=night", "start": 10, "end": 15}
    asks = {"entity": "asks", "value": "open", "start": 7, "end": 9}
    toilet = {"entity": "facility_kind", "value": "toilet", "start": 21, "end": 28}
    turn = visitor.turn(text=text, intent="ask_details", entities=(castle, asks, night, toilet))
    facts, service = facts_beside(turn)
    assert (service, facts.values("attribute")) == (turn, ["hours"])
    assert facts.value("time") == "part=night"


def test_facts_asked_beside_the_story_of_a_place_are_told_first(visitor: Visitor) -> None:
    price = {"entity": "attribute", "value": "price", "start": 0, "end": 8}
    turn = visitor.turn(text=TEXT, intent="ask_culture", entities=(CASTLE, price))
    facts, story = facts_beside_story(turn)
    assert (facts.intent, facts.value("attribute")) == ("ask_details", "price")
    assert (story.intent, story.value("attribute")) == ("ask_culture", None)
    assert facts_beside_story(replace(turn, entities=(CASTLE,)))[0].intent == "ask_culture"


def test_facts_in_another_clause_are_asked_beside_a_way(visitor: Visitor) -> None:
    text = "castle: any drinks? way from the museum"
    castle = {**CASTLE, "start": 0, "end": 6}
    museum = {**MUSEUM, "start": 33, "end": 39, "role": "origin"}
    drinks = {"entity": "property", "value": "drinks", "start": 12, "end": 18}
    turn = visitor.turn(text=text, intent="ask_directions", entities=(castle, museum, drinks))
    facts, way = facts_beside_way(turn)
    assert [e["value"] for e in facts.entities] == ["castelo-da-gaivota", "drinks"]
    assert way.value("property") is None
    joined = replace(turn, text=text.replace("?", "").replace(":", ""))
    assert facts_beside_way(joined) == [joined]


@pytest.mark.parametrize(
    "text",
    ["from here to the castle, how much is a taxi", "a taxi from here to the castle, how much"],
)
def test_a_price_beside_a_taxi_is_its_fare_and_no_ticket(visitor: Visitor, text: str) -> None:
    def said(words: str, **values: Any) -> dict[str, Any]:
        start = text.index(words)
        return {**values, "start": start, "end": start + len(words)}

    entities = (
        said("here", entity="place", value="museu-do-sal", role="origin", linked=True),
        said("the castle", entity="place", value="castelo-da-gaivota", linked=True),
        said("how much", entity="attribute", value="price"),
        said("a taxi", entity="travel", value="taxi"),
    )
    turn = visitor.turn(text=text, intent="ask_way", entities=entities)
    assert facts_beside_way(turn) == [turn]


def test_whether_a_place_is_open_is_asked_beside_the_way_there(visitor: Visitor) -> None:
    text = "is it open at two and how do I get there from the museum"

    def said(words: str, **values: Any) -> dict[str, Any]:
        start = text.index(words)
        return {**values, "start": start, "end": start + len(words)}

    entities = (
        said("open", entity="asks", value="open"),
        said("at two", entity="time", value="clock=14:00"),
        said("how do I get", entity="attribute", value="way"),
        said("the museum", entity="place", value="museu-do-sal", role="origin", linked=True),
    )
    turn = visitor.turn(text=text, entities=entities, slots={FOCUS: "castelo-da-gaivota"})
    facts, way = facts_beside_way(turn)
    assert [e["entity"] for e in facts.entities] == ["asks", "time"]
    assert [e["entity"] for e in way.entities] == ["attribute", "place"]
    assert facts_beside_way(replace(turn, slots={})) == [replace(turn, slots={})]
