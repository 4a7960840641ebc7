"""Several things asked of one place in one breath."""

from __future__ import annotations

from typing import Any

import pytest

from actions.conversation.asked_facts import ActionAskFacts
from listings.queries import get_place

from ..conftest import Visitor

LANGUAGES = ("en", "zh", "ja", "ko")


def asked(place: str, *attributes: str) -> tuple[dict[str, Any], ...]:
    found = [
        {"entity": "attribute", "value": a, "start": 10 * n, "end": 10 * n + 5}
        for n, a in enumerate(attributes, start=2)
    ]
    return ({"entity": "place", "value": place, "linked": True}, *found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_thing_is_told(visitor: Visitor, language: str) -> None:
    entities = asked("tasca-do-polvo", "phone", "rating", "price", "address")
    reply = visitor.ask(ActionAskFacts(), language=language, entities=entities)
    for fact in ("+351 210 000 103", "4.7", "22", "3"):
        assert fact in reply.text


def test_what_is_not_known_is_said_first_with_whom_to_call(visitor: Visitor) -> None:
    entities = asked("tasca-do-polvo", "phone", "website")
    first, *rest = visitor.ask(ActionAskFacts(), entities=entities).text.split("\n")
    assert first.startswith("I have no information on this for Tasca do Polvo: Website.")
    assert any("+351 210 000 103" in line for line in rest)


def test_an_address_for_mail_is_a_fact_of_the_place(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskFacts(), entities=asked("pensao-maresia", "phone", "email"))
    assert "ola@maresia.example" in reply.text


def test_a_facility_that_is_not_known_is_no_fact_of_the_place(visitor: Visitor) -> None:
    pool = {"entity": "amenity", "value": "pool", "start": 20, "end": 24}
    entities = (*asked("grande-hotel", "phone"), pool)
    reply = visitor.ask(ActionAskFacts(), entities=entities)
    assert "I don't know whether Grand Hotel has swimming pool" in reply.text


def test_a_facility_that_the_place_has_is_told(visitor: Visitor) -> None:
    wifi = {"entity": "amenity", "value": "wifi", "start": 20, "end": 24}
    reply = visitor.ask(ActionAskFacts(), entities=(*asked("residencial-2"), wifi))
    assert "House 2 has Wi-Fi." in reply.text


def test_a_time_of_day_beside_a_price_asks_whether_it_is_open_then(visitor: Visitor) -> None:
    time = {"entity": "time", "value": "tomorrow;clock=16:00", "start": 40, "end": 50}
    entities = (*asked("castelo-da-gaivota", "price"), time)
    reply = visitor.ask(ActionAskFacts(), entities=entities)
    assert "16:00" in reply.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_property_that_no_text_tells_is_said_not_to_be_known(
    visitor: Visitor, language: str
) -> None:
    kite = {"entity": "property", "value": "kites", "start": 10, "end": 15}
    entities = (*asked("tasca-do-polvo"), kite)
    reply = visitor.ask(ActionAskFacts(), language=language, entities=entities)
    assert "kites" in reply.text
    assert "+351 210 000 103" in reply.text
    assert "\n" not in reply.text


def test_a_property_that_its_own_text_tells_is_answered_with_that(visitor: Visitor) -> None:
    salt = {"entity": "property", "value": "two rooms", "start": 10, "end": 19}
    reply = visitor.ask(ActionAskFacts(), entities=(*asked("museu-do-sal"), salt))
    assert "Two rooms about salt." in reply.text


def test_how_far_it_is_from_a_place_is_a_fact_too(visitor: Visitor) -> None:
    near = {"entity": "place", "value": "praia-da-areia-azul", "linked": True, "role": "near"}
    entities = (*asked("castelo-da-gaivota", "phone", "distance"), near)
    reply = visitor.ask(ActionAskFacts(), entities=entities)
    assert "Distance: to Blue Sand Beach" in reply.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_of_an_event_is_where_it_is_held(desk: Visitor, language: str) -> None:
    named = asked("festa-do-barco", "address")
    reply = desk.ask(ActionAskFacts(), language=language, entities=named)
    assert "1 Lighthouse Lane" in reply.text or "Travessa do Farol 1" in reply.text


def test_the_days_of_an_event_are_told_beside_another_fact(desk: Visitor) -> None:
    january = {"entity": "time", "value": "month=1"}
    named = (*asked("festa-do-barco", "address", "hours"), january)
    text = desk.ask(ActionAskFacts(), entities=named).text
    assert "Not then" in text
    assert "Last time it was Jul 11 – 21, 2025" in text


def test_times_told_of_a_place_without_hours_are_no_unknown_fact(visitor: Visitor) -> None:
    place = get_place(visitor.session, "casa-vazia")
    place.summary = {"en": "Calls are taken from 9:00 to 11:30."}
    text = visitor.ask(ActionAskFacts(), entities=asked("casa-vazia", "hours")).text
    assert "I don't have the opening hours" in text
    assert "9:00 to 11:30" in text
