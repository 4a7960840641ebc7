"""Every action in every language: it answers with the city's facts, cleanly and as data too."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest

from actions.conversation.booking import ActionBook
from actions.conversation.fallback import ActionNotUnderstood
from actions.hours.action import ActionAskHours, ActionAskOfficeHours
from actions.itinerary.action import ActionChangePlan, ActionPlanVisit
from actions.place_facts.articles import ActionAskBusiness, ActionAskCulture, ActionAskTransport
from actions.place_facts.contact import (
    ActionAskAddress,
    ActionAskContact,
    ActionAskDirections,
    ActionShowLocal,
)
from actions.place_facts.details import ActionAskDetails
from actions.place_facts.emergency import ActionEmergency
from actions.place_facts.offices import ActionFindOffice
from actions.search.find import ActionFindAttractions, ActionFindDining, ActionFindHotels
from actions.search.nearby import ActionNearby
from actions.staff.human import ActionHuman
from actions.tickets.action import ActionAskTicket
from actions.topic_action import TopicAction
from actions.wording.reply import Reply

from .conftest import LANGUAGES, Visitor

CASTLE = {"place": "castelo-da-gaivota"}
EMPTY = {"place": "casa-vazia"}
OFFICE_PHONE = "+351 210 000 100"
CASTLE_PHONE = "+351 210 000 101"
# (action, entities, what every language's answer must contain)
QUESTIONS: list[tuple[TopicAction, dict[str, str], tuple[str, ...]]] = [
    (ActionAskAddress(), CASTLE, ("Travessa do Farol 1", "9999-101", "mlat=38.7012")),
    (ActionAskBusiness(), {"article_id": "porto-franco"}, ("3 square kilometres",)),
    (ActionAskContact(), CASTLE, (CASTLE_PHONE, "https://castelo-da-gaivota.example/")),
    (ActionAskContact(), {}, (OFFICE_PHONE, "turismo@velamar.example")),
    (ActionAskCulture(), {"article_id": "festa-das-lanternas"}, ("12 paper lanterns",)),
    (ActionAskDetails(), CASTLE, (CASTLE_PHONE, "1592", "4.6/5", "10:00")),
    (ActionAskDirections(), CASTLE, ("Farol", "mlat=38.7012")),
    (ActionAskHours(), CASTLE, ("18:00", "10:00")),
    (ActionAskOfficeHours(), {}, ("09:30", "18:30")),
    (ActionAskTicket(), CASTLE, ("€7.50", "€3", "€18")),
    (ActionAskTransport(), {"article_id": "barco-da-outra-banda"}, ("every 40 minutes",)),
    (ActionBook(), CASTLE, (CASTLE_PHONE,)),
    (ActionEmergency(), {}, ("112",)),
    (ActionFindAttractions(), {}, ("Castelo da Gaivota",)),
    (ActionFindDining(), {}, ("Café da Noite",)),
    (ActionFindHotels(), {"stars": "3"}, ("Pensão Maresia", "€64.50")),
    (ActionFindOffice(), {"office_kind": "hospital"}, ("+351 210 000 191",)),
    (ActionHuman(), {}, (OFFICE_PHONE, "18:30")),
    (ActionNearby(), {"place": "tasca-do-polvo"}, ("Estação do Cais", "50")),
    (ActionPlanVisit(), {}, ("Castelo da Gaivota",)),
    (ActionChangePlan(), {}, ("Castelo da Gaivota",)),
    (ActionShowLocal(), CASTLE, ("Castelo da Gaivota", "Travessa do Farol 1")),
]
# (action, entities): a fact that is not in the data is asked for.
UNANSWERABLE: list[tuple[TopicAction, dict[str, str]]] = [
    (ActionAskAddress(), EMPTY),
    (ActionAskContact(), EMPTY),
    (ActionAskContact(), {**EMPTY, "contact": "website"}),
    (ActionAskContact(), {**EMPTY, "contact": "email"}),
    (ActionAskDetails(), EMPTY),
    (ActionAskDirections(), EMPTY),
    (ActionAskHours(), EMPTY),
    (ActionAskTicket(), EMPTY),
    (ActionAskTicket(), {"place": "grande-hotel"}),
    (ActionFindDining(), EMPTY),
    (ActionNearby(), EMPTY),
    (ActionShowLocal(), EMPTY),
    (ActionFindOffice(), {"office_kind": "embassy"}),
    (ActionBook(), EMPTY),
]
DOUBLED = re.compile(r"[.。！!?？；;:：,，、]\s*[.。；;:：,，、]|\(\)|（）|  |\{|\}|None")
# Addresses and the titles of an invented city are not in these languages; our own words are.
ENGLISH = re.compile(r"\b(open|closed|until|daily|source|undated|season|from|about|free|adult)\b")


def told(reply: Reply) -> str:
    """Return the text without the links, whose punctuation is their own."""
    return re.sub(r"https?://\S+", "LINK", reply.text)


def ids(question: tuple[object, ...]) -> str:
    return f"{type(question[0]).__name__}-{question[1]}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_an_answer_holds_the_facts_of_the_city(visitor: Visitor, question, language) -> None:
    action, entities, facts = question
    reply = visitor.ask(action, language=language, **entities)
    for fact in facts:
        assert fact in reply.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", [*QUESTIONS, *UNANSWERABLE], ids=ids)
def test_an_answer_has_no_stray_punctuation(visitor: Visitor, question, language) -> None:
    reply = visitor.ask(question[0], language=language, **question[1])
    assert DOUBLED.search(told(reply)) is None
    assert all(line == line.strip() and line for line in reply.text.split("\n"))


@pytest.mark.parametrize("language", ["zh", "ja", "ko"])
@pytest.mark.parametrize("question", [*QUESTIONS, *UNANSWERABLE], ids=ids)
def test_no_english_is_left_in_another_language(visitor: Visitor, question, language) -> None:
    reply = visitor.ask(question[0], language=language, **question[1])
    if not isinstance(question[0], (ActionAskBusiness, ActionAskCulture, ActionAskTransport)):
        own = re.sub(r"\b(A small sea castle|about 90 minutes)[^\n]*", "", told(reply))
        assert ENGLISH.search(own) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_a_custom_payload_can_be_sent_as_json(visitor: Visitor, question, language) -> None:
    reply = visitor.ask(question[0], language=language, **question[1])
    if reply.custom is not None:
        assert json.loads(json.dumps(reply.custom))["language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", UNANSWERABLE, ids=ids)
def test_what_is_not_known_comes_with_a_number_to_call(
    visitor: Visitor, question, language
) -> None:
    reply = visitor.ask(question[0], language=language, **question[1])
    assert OFFICE_PHONE in reply.text


@pytest.mark.parametrize("question", UNANSWERABLE, ids=ids)
def test_a_city_without_a_visitor_office_names_nobody_to_call(visitor: Visitor, question) -> None:
    visitor.turn().city.visitor_office = None
    visitor.session.flush()
    reply = visitor.ask(question[0], **question[1])
    assert reply.text
    assert "+351" not in reply.text
    assert DOUBLED.search(told(reply)) is None


def test_an_office_without_a_telephone_is_not_named_as_the_one_to_call(visitor: Visitor) -> None:
    office = visitor.turn().office
    assert office is not None
    office.phone = None
    reply = visitor.ask(ActionAskHours(), **EMPTY)
    assert reply.text == "I don't have the opening hours of Casa Vazia."


@pytest.mark.parametrize(
    "action", [ActionHuman(), ActionAskOfficeHours(), ActionAskContact()], ids=lambda a: a.name()
)
def test_a_city_without_a_visitor_office_still_answers_about_it(
    visitor: Visitor, action: TopicAction
) -> None:
    visitor.turn().city.visitor_office = None
    visitor.session.flush()
    assert visitor.ask(action).text


@pytest.mark.parametrize("question", [q for q in QUESTIONS if "place" in q[1]], ids=ids)
def test_the_place_answered_about_comes_into_focus(visitor: Visitor, question) -> None:
    assert visitor.ask(question[0], **question[1]).slots["focus_place"] == question[1]["place"]


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q[1] == CASTLE], ids=ids)
def test_the_place_in_focus_is_meant_when_none_is_named(visitor: Visitor, question) -> None:
    action, entities, facts = question
    reply = visitor.ask(action, slots={"focus_place": entities["place"]})
    for fact in facts:
        assert fact in reply.text


@pytest.mark.parametrize(
    "action",
    [
        ActionAskAddress(),
        ActionAskDetails(),
        ActionAskDirections(),
        ActionAskHours(),
        ActionAskTicket(),
        ActionShowLocal(),
    ],
    ids=lambda a: a.name(),
)
def test_without_a_place_the_visitor_is_asked_for_one(
    visitor: Visitor, action: TopicAction
) -> None:
    assert visitor.ask(action).text == "Which place do you mean? Please tell me its name."


def test_a_person_is_promised_for_when_the_office_opens(visitor: Visitor) -> None:
    sunday = visitor.ask(ActionHuman(), at=datetime(2026, 5, 24, 9, 0)).text
    assert "Closed now. It next opens on Mon, May 25, 09:30." in sunday
    assert OFFICE_PHONE in sunday
    assert "Open now, until 18:30." in visitor.ask(ActionHuman()).text


def test_what_is_not_understood_is_asked_back_twice_and_then_handed_on(visitor: Visitor) -> None:
    replies = [
        visitor.ask(ActionNotUnderstood(), slots={"misunderstandings": n}) for n in (None, 1, 2)
    ]
    assert len({reply.text for reply in replies}) == 3
    assert [bool(reply.buttons) for reply in replies] == [True, True, False]
    assert [reply.slots["misunderstandings"] for reply in replies] == [1, 2, 3]
    assert OFFICE_PHONE in replies[2].text
