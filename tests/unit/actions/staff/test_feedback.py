"""Asking whether an answer helped, and keeping what is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from actions.conversation.dialogue_acts import ActionAffirm, ActionDeny
from actions.dialogue.state import ENQUIRY, FEEDBACK, FEEDBACK_ASKED, TOPIC
from actions.feedback_prompt import was_it_helpful
from actions.staff.feedback import ActionFeedback
from actions.wording.catalogue import say
from actions.wording.reply import Reply, button
from listings.inbox.feedback import Helpfulness, sum_up_feedback

from ..conftest import LANGUAGES, Visitor
from .forms import own_session

__all__ = ["own_session"]

HOURS = Reply("Open until 18:00", custom={"type": "hours"})
TWO = {FEEDBACK: {"told": 2}}


def asked(visitor: Visitor, reply: Reply = HOURS, intent: str = "ask_hours", **options: Any) -> Any:
    options.setdefault("slots", TWO)
    return was_it_helpful(visitor.turn(intent=intent, **options), [reply])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_asked_after_the_third_answer(visitor: Visitor, language: str) -> None:
    (question,) = asked(visitor, language=language)
    assert question.text == say(language, "feedback.ask")
    assert [b.payload for b in question.buttons] == ["/affirm", "/deny"]
    assert question.slots[FEEDBACK_ASKED] is True
    assert question.slots[FEEDBACK]["about"] == "ask_hours"


def test_the_first_answers_are_only_counted(visitor: Visitor) -> None:
    told = []
    slots: dict[str, Any] = {}
    for _ in range(3):
        (reply,) = asked(visitor, slots=slots)
        slots = {**slots, **reply.slots}
        told.append(reply.text)
    assert told == ["", "", say("en", "feedback.ask")]


def test_it_is_asked_once_in_a_conversation(visitor: Visitor) -> None:
    (question,) = asked(visitor)
    assert asked(visitor, slots=question.slots) == []


@pytest.mark.parametrize(
    ("reply", "intent"),
    [
        (Reply("Which place?"), "ask_hours"),
        (Reply("Where are you?", custom={"type": "ask_position"}), "nearby"),
        (Reply("I'm sorry", custom=None), "nlu_fallback"),
        (Reply("Call 112", custom={"type": "emergency"}), "emergency"),
    ],
)
def test_what_is_no_answer_does_not_count(visitor: Visitor, reply: Reply, intent: str) -> None:
    assert asked(visitor, reply, intent) == []


def test_it_waits_while_a_message_is_written(visitor: Visitor) -> None:
    assert asked(visitor, slots={**TWO, ENQUIRY: {"seen": 1.0}}) == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply("1. A\n2. B", custom={"type": "places", "cards": [{"id": "a"}, {"id": "b"}]}),
        Reply("A", (button("More", "more_results"),), custom={"type": "places", "cards": []}),
    ],
)
def test_it_waits_after_an_answer_with_choices(visitor: Visitor, reply: Reply) -> None:
    (counted,) = asked(visitor, reply, "find_hotel")
    assert counted.text == ""
    (question,) = asked(visitor, slots=counted.slots)
    assert question.text == say("en", "feedback.ask")


@pytest.mark.parametrize(("intent", "helpful"), [("affirm", 1), ("deny", 0)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_yes_or_no_is_kept(
    own_session: Session, language: str, intent: str, helpful: int
) -> None:
    slots = {FEEDBACK: {"told": 3, "about": "ask_hours"}, TOPIC: "ask_hours"}
    visitor = Visitor(own_session)
    reply = visitor.ask(ActionFeedback(), intent=intent, language=language, slots=slots)
    assert sum_up_feedback(own_session) == [Helpfulness("ask_hours", language, helpful, 1)]
    assert reply.slots == {FEEDBACK_ASKED: False, TOPIC: "ask_hours"}
    assert bool(reply.buttons) is (intent == "deny")


@pytest.mark.parametrize(("action", "helpful"), [(ActionAffirm, 1), (ActionDeny, 0)])
def test_a_thumb_is_kept_for_the_act_that_it_is_about(
    own_session: Session, action: type[ActionAffirm], helpful: int
) -> None:
    turn = replace(Visitor(own_session).turn(), metadata={"rated": "ask_hours"})
    reply = action().answer(turn)
    assert reply.text == say("en", "feedback.yes" if helpful else "feedback.no")
    assert sum_up_feedback(own_session) == [Helpfulness("ask_hours", "en", helpful, 1)]


@pytest.mark.parametrize("rated", ["greet", "no such act", 7, None])
def test_what_cannot_be_rated_is_a_plain_yes(own_session: Session, rated: object) -> None:
    turn = replace(Visitor(own_session).turn(), metadata={"rated": rated})
    reply = ActionAffirm().answer(turn)
    assert reply.response == "utter_affirm"
    assert sum_up_feedback(own_session) == []
