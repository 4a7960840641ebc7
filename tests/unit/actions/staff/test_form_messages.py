"""Which messages a form has not taken in yet."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.staff.form_messages import heard_since

FORM = "enquiry_form"


def user(text: str, at: float, **parsed: Any) -> dict[str, Any]:
    return {"event": "user", "text": text, "timestamp": at, "parse_data": parsed}


def action(name: str) -> dict[str, Any]:
    return {"event": "action", "name": name, "timestamp": 0.0}


def texts(*events: dict[str, Any], seen: float = 1.0) -> list[str]:
    tracker = Tracker("a", {}, {}, list(events), False, None, {}, "action_listen")
    return [heard.text for heard in heard_since(tracker, FORM, seen)]


def test_a_message_that_was_taken_in_is_not_heard_again() -> None:
    assert texts(user("a bag", 1.0), action(FORM), user("b", 2.0)) == ["b"]


def test_a_message_whose_call_failed_is_heard_with_the_next() -> None:
    lost = [user("a bag", 2.0), action(FORM), action("action_listen")]
    assert texts(*lost, user("hello?", 3.0)) == ["a bag", "hello?"]


def test_a_message_to_which_rasa_called_nothing_any_more_is_heard() -> None:
    assert texts(user("a bag", 2.0), user("hello?", 3.0)) == ["a bag", "hello?"]


@pytest.mark.parametrize("between", [[], [{"event": "action_execution_rejected", "name": FORM}]])
def test_a_message_that_another_action_answered_is_not_the_forms(
    between: list[dict[str, Any]],
) -> None:
    answered = [user("hotels?", 2.0), *between, action("action_find_hotels"), action(FORM)]
    assert texts(*answered, user("b", 3.0)) == ["b"]
    assert texts(*answered) == []


def test_a_message_said_again_into_the_silence_is_heard_once() -> None:
    lost = [user("a bag", 2.0), action(FORM)]
    assert texts(*lost, user("a bag", 3.0)) == ["a bag"]


def test_a_button_is_heard_as_its_choice() -> None:
    pressed = user(
        '/leave_message{"form_choice": "cancel"}',
        2.0,
        intent={"name": "leave_message", "confidence": 1.0},
        entities=[{"entity": "form_choice", "value": "cancel"}],
    )
    tracker = Tracker("a", {}, {}, [pressed], False, None, {}, "action_listen")
    (heard,) = heard_since(tracker, FORM, 0.0)
    assert (heard.choice, heard.pressed, heard.intent) == ("cancel", True, "leave_message")
