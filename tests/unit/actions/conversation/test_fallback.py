"""What is not understood, and other languages."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from actions.conversation.fallback import ActionNotUnderstood
from actions.wording.reply import Reply

from ..conftest import LANGUAGES, Visitor

RANKING = ("nlu_fallback", "ask_hours", "greet", "ask_ticket", "nearby")


def not_understood(visitor: Visitor, ranking: tuple[str, ...] = RANKING, **options) -> Reply:
    return ActionNotUnderstood().answer(replace(visitor.turn(**options), ranking=ranking))


def intents(reply: Reply) -> list[str]:
    return [b.payload.split("{")[0] for b in reply.buttons]


def test_the_two_likeliest_questions_are_offered_first(visitor: Visitor) -> None:
    assert intents(not_understood(visitor)) == ["/ask_hours", "/ask_ticket"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_about_the_place_that_the_message_names(visitor: Visitor, language: str) -> None:
    reply = not_understood(visitor, language=language, place="castelo-da-gaivota")
    first = reply.buttons[0]
    assert json.loads(first.payload.removeprefix("/ask_hours")) == {"place": "castelo-da-gaivota"}
    name = visitor.turn(language=language)
    assert name.say("button.ask_hours") in first.title
    assert first.title != name.say("button.ask_hours")


def test_a_name_that_the_database_does_not_have_is_not_offered(visitor: Visitor) -> None:
    unknown = {"entity": "place", "value": "Atlantis", "linked": False}
    reply = not_understood(visitor, entities=(unknown,))
    assert [b.payload for b in reply.buttons] == ["/ask_hours", "/ask_ticket"]


def test_the_second_time_says_what_it_can_do_and_the_third_whom_to_call(visitor: Visitor) -> None:
    second = not_understood(visitor, slots={"misunderstandings": 1})
    third = not_understood(visitor, slots={"misunderstandings": 2})
    assert "/find_hotel" in intents(second)
    assert "+351 210 000 100" in third.text


def test_without_any_likely_question_it_offers_what_is_asked_most(visitor: Visitor) -> None:
    assert "/find_hotel" in intents(not_understood(visitor, ranking=("nlu_fallback", "greet")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_language_is_answered_in_english_and_chinese(
    visitor: Visitor, language: str
) -> None:
    reply = not_understood(visitor, language=language, unsupported_language="fr")
    english, chinese = reply.text.splitlines()
    for name in ("English", "中文", "日本語", "한국어"):
        assert name in english
        assert name in chinese
    assert english.startswith("I’m sorry")
    assert len(reply.buttons) == 4
    assert "language" not in reply.slots
    assert "misunderstandings" not in reply.slots
