"""Cutting a message into its questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from nlu.entities import Entity
from nlu.intents.segmentation import QuestionSplitter

JOINTS = ("and", "和", "と", "랑", "하고", "고")
# What a piece of a message asks when it has one of these; the classifier's part in these tests.
ASKS = {
    "much": "ask_ticket",
    "close": "ask_hours",
    "phone": "ask_contact",
    "address": "ask_address",
    "门票": "ask_ticket",
    "开放时间": "ask_hours",
    "入場料": "ask_ticket",
    "営業時間": "ask_hours",
    "주소": "ask_address",
    "전화": "ask_contact",
    "Hello": "greet",
}


def classify(
    texts: Sequence[str], entities: Sequence[Sequence[Entity]]
) -> Sequence[tuple[str, float]]:
    return [
        next(((intent, 0.9) for word, intent in ASKS.items() if word in text), ("ask_details", 0.3))
        for text in texts
    ]


def asked(text: str, intent: str, *entities: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the intent and the text of each question found in ``text``."""
    splitter = QuestionSplitter(JOINTS, set(ASKS.values()) - {"greet"}, 0.6)
    found = splitter.find(text, entities, intent, classify)
    return [(q.intent, text[q.start : q.end]) for q in found]


def place(text: str, name: str) -> dict[str, Any]:
    start = text.index(name)
    return {"entity": "place", "value": name, "start": start, "end": start + len(name)}


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("How much is it and when does it close?", ["ask_ticket", "ask_hours"]),
        ("phone and address, and how much?", ["ask_contact", "ask_address", "ask_ticket"]),
        ("门票和开放时间", ["ask_ticket", "ask_hours"]),
        ("入場料と営業時間を教えてください", ["ask_ticket", "ask_hours"]),
        ("주소랑 전화번호 알려주세요", ["ask_address", "ask_contact"]),
    ],
)
def test_each_question_is_found_in_its_order(text: str, intents: list[str]) -> None:
    assert [intent for intent, _ in asked(text, intents[0])] == intents


def test_the_questions_together_are_the_whole_message() -> None:
    text = "We come tomorrow. How much is it, for two, and when does it close? Thanks!"
    assert "".join(piece for _, piece in asked(text, "ask_ticket")) == text


def test_what_stands_before_a_question_belongs_to_it() -> None:
    pieces = asked("How much is it? On Sunday, when does it close?", "ask_hours")
    assert pieces[1][1].strip(" ?") == "On Sunday, when does it close"


def test_a_sentence_that_asks_nothing_is_no_question() -> None:
    assert asked("We want to see the old town. How much is it?", "ask_ticket") == []


def test_a_greeting_is_not_answered_beside_the_question() -> None:
    assert asked("Hello! How much is it?", "ask_ticket") == []


def test_the_same_question_said_twice_is_one() -> None:
    assert asked("How much is it? How much for us?", "ask_ticket") == []


def test_the_same_question_about_two_places_is_two() -> None:
    text = "How much is Ajuda and how much is Belém?"
    found = asked(text, "ask_ticket", place(text, "Ajuda"), place(text, "Belém"))
    assert len(found) == 2


def test_a_name_is_not_cut() -> None:
    text = "How much is Salt and close?"
    assert asked(text, "ask_ticket", place(text, "Salt and close")) == []


def test_a_message_whose_whole_asks_something_else_stays_whole() -> None:
    assert asked("How much is it and when does it close?", "ask_contact") == []


def test_a_joining_word_within_a_word_cuts_nothing() -> None:
    assert asked("a sandy beach", "ask_ticket") == []
    assert asked("고기 하고요", "ask_ticket") == []


def test_an_amount_with_a_comma_stays_whole() -> None:
    text = "much 1,200 close"
    assert asked(text, "ask_ticket") == []
