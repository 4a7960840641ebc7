"""What visitors leave behind in passing: whether an answer helped, and what was wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from actions.wording.catalogue import say
from listings.database import create_engine_from, session_factory
from listings.inbox.corrections import find_corrections
from listings.inbox.feedback import sum_up_feedback
from tests.integration.answers import LANGUAGES
from tests.integration.servers import Assistant, Conversation, qingdao
from tests.integration.test_thirty_turns import response

__all__ = ["qingdao"]

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("qingdao")]

# A question about one place; "that's wrong"; what is right; "yes"; "no".
SAID = {
    "en": (
        "When does the Tsingtao Beer Museum open?",
        "that's wrong",
        "it opens at 9 since last week",
        "yes",
        "no",
    ),
    "zh": ("青岛啤酒博物馆几点开门？", "信息有误", "上周起9点开门", "是的", "不是"),
    "ja": (
        "青島ビール博物館は何時に開きますか",
        "それは間違っています",
        "先週から9時に開きます",
        "はい",
        "いいえ",
    ),
    "ko": (
        "칭다오 맥주박물관은 몇 시에 열어요?",
        "틀렸어요",
        "지난주부터 9시에 열어요",
        "네",
        "아니요",
    ),
}


def read(assistant: Assistant, query: Callable[[Session], Any]) -> Any:
    engine = create_engine_from(f"sqlite:///{assistant.database}")
    try:
        with session_factory(engine)() as session:
            return query(session)
    finally:
        engine.dispose()


def rated(assistant: Assistant, language: str) -> tuple[int, int]:
    """Return how many answers of a language helped, and how many were rated."""
    rows = [row for row in read(assistant, sum_up_feedback) if row.language == language]
    return sum(row.helpful for row in rows), sum(row.rated for row in rows)


def until_asked(visitor: Conversation, language: str) -> list[str]:
    """Ask three questions; return the answers, whose last one asks whether it helped."""
    answers = [visitor.ask(SAID[language][0]).text for _ in range(3)]
    question = say(language, "feedback.ask")
    assert [question in answer for answer in answers] == [False, False, True]
    return answers


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_third_answer_is_rated_by_a_yes_or_no_right_after_it(
    qingdao: Assistant, language: str
) -> None:
    helpful, before = rated(qingdao, language)
    for place, key in ((3, "feedback.yes"), (4, "feedback.no")):
        visitor = qingdao.conversation()
        until_asked(visitor, language)
        assert say(language, key) in visitor.ask(SAID[language][place]).text
    assert rated(qingdao, language) == (helpful + 1, before + 2)


def test_anything_else_is_the_next_question_and_it_is_not_asked_again(qingdao: Assistant) -> None:
    before = rated(qingdao, "en")
    visitor = qingdao.conversation()
    until_asked(visitor, "en")
    assert "08:30" in visitor.ask(SAID["en"][0]).text
    assert visitor.ask("yes").text.strip() == response("utter_affirm", "en")
    again = [visitor.ask(SAID["en"][0]).text for _ in range(4)]
    assert [answer for answer in again if say("en", "feedback.ask") in answer] == []
    assert rated(qingdao, "en") == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_fact_is_reported_with_what_was_told_and_what_is_right(
    qingdao: Assistant, language: str
) -> None:
    question, wrong, right, *_ = SAID[language]
    visitor = qingdao.conversation()
    told = visitor.ask(question).text.strip()
    thanks = visitor.ask(wrong).text
    assert say(language, "report.ask") in thanks
    correction = read(qingdao, find_corrections)[-1]
    assert correction.reference in thanks
    assert correction.reference in visitor.ask(right).text
    correction = read(qingdao, find_corrections)[-1]
    assert (correction.told or "").strip() == told
    assert correction.place_id == "tsingtao-beer-museum"
    assert correction.source
    assert correction.words.splitlines() == [wrong, right]


def test_a_question_after_a_report_is_simply_answered(qingdao: Assistant) -> None:
    visitor = qingdao.conversation()
    visitor.ask(SAID["en"][0])
    visitor.ask("that's wrong")
    answer = visitor.ask("What's the phone number of the visitor centre?").text
    assert "+86 532" in answer
    assert say("en", "report.ask") not in answer
    correction = read(qingdao, find_corrections)[-1]
    assert correction.words == "that's wrong"
