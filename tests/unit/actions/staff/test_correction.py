"""Reports of wrong facts: what is kept of them, and the asking for what is right."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from rasa_sdk.interfaces import ActionExecutionRejection
from sqlalchemy.orm import Session

from actions.dialogue.state import CORRECTION, ENQUIRY, FOCUS
from actions.staff.correction import ActionReportError, CorrectionForm
from actions.staff.enquiry_form import EnquiryForm
from actions.staff.form_messages import Heard
from actions.staff.last_answer import last_told
from actions.wording.catalogue import say
from listings.inbox.corrections import find_corrections
from listings.models import Correction

from ..conftest import LANGUAGES, TUESDAY_NOON, Visitor
from .forms import own_session

__all__ = ["own_session"]

CASTLE = "castelo-da-gaivota"
PRICE = "Seagull Castle: 12 euros.\nSource: velamar.example"


def user(text: str, intent: str = "") -> dict[str, Any]:
    parsed = {"intent": {"name": intent}}
    return {"event": "user", "text": text, "timestamp": 1.0, "parse_data": parsed}


def answered(action: str, text: str, **custom: Any) -> list[dict[str, Any]]:
    bot = {"event": "bot", "text": text, "data": {"custom": custom or None}}
    return [{"event": "action", "name": action}, bot]


def report(
    session: Session, text: str = "that's wrong", language: str = "en", at: datetime = TUESDAY_NOON
) -> Any:
    turn = Visitor(session).turn(language=language, text=text, at=at, slots={FOCUS: CASTLE})
    turn.sent_at = 1.0
    turn.events = [
        user("how much?", "ask_ticket"),
        *answered("action_ask_ticket", PRICE),
        user("hm", "thanks"),
        *answered("utter_thanks", "You're welcome!"),
        user(text, "report_error"),
    ]
    return ActionReportError().answer(turn)


def kept(session: Session) -> Correction:
    (correction,) = find_corrections(session)
    return correction


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_keeps_the_fact_its_source_the_place_and_the_words(
    own_session: Session, language: str
) -> None:
    reply = report(own_session, language=language)
    correction = kept(own_session)
    assert correction.reference in reply.text
    assert (correction.intent, correction.told) == ("ask_ticket", PRICE)
    assert correction.place_id == CASTLE
    assert "velamar.example" in (correction.source or "")
    assert (correction.words, correction.language) == ("that's wrong", language)


def test_a_report_about_nothing_told_is_kept_too(own_session: Session) -> None:
    turn = Visitor(own_session).turn(text="your map is wrong")
    assert kept_after(own_session, turn).told is None


def kept_after(session: Session, turn: Any) -> Correction:
    ActionReportError().answer(turn)
    return kept(session)


@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("that's wrong", True),
        ("这个不对", True),
        ("the price is 15 euros now", False),
        ("the museum has moved to the old harbour, beside the market hall", False),
        ("博物馆去年搬到老港口旁边的市场里面了，地址早就不对了", False),
    ],
)
def test_what_is_right_is_asked_where_it_is_not_said(
    own_session: Session, words: str, is_asked: bool
) -> None:
    assert (CORRECTION in report(own_session, words).slots) is is_asked


def heard(text: str, intent: str = "nlu_fallback", at: float = 2.0, **more: Any) -> Heard:
    return Heard(text, intent, 0.9, at, **more)


def go_on(session: Session, *messages: Heard) -> Any:
    slot = report(session).slots[CORRECTION]
    turn = Visitor(session).turn(slots={CORRECTION: slot})
    turn.sent_at = 2.0
    return CorrectionForm().take(turn, slot, list(messages))


@pytest.mark.parametrize(
    "message",
    [
        heard("it has moved to the harbour"),
        heard("the ticket is 15 euros", "ask_ticket"),
        heard("It is 15 euros.", "ask_ticket"),
    ],
)
def test_the_next_message_is_added_to_the_report(own_session: Session, message: Heard) -> None:
    reply = go_on(own_session, message)
    assert kept(own_session).words == f"that's wrong\n{message.text}"
    assert kept(own_session).reference in reply.text
    assert reply.slots == {CORRECTION: None}


@pytest.mark.parametrize("text", ["no", "cancel", "算了", "いいえ", "취소"])
def test_who_does_not_know_more_is_thanked(own_session: Session, text: str) -> None:
    reply = go_on(own_session, heard(text))
    assert reply.text.startswith(say("en", "report.enough"))
    assert kept(own_session).words == "that's wrong"


@pytest.mark.parametrize(
    "message",
    [
        heard("How much is it at 10?", "ask_ticket"),
        heard("啤酒博物馆几点开门？", "ask_hours"),
        heard('/ask_details{"place": "x"}', "ask_details", pressed=True),
        heard("I'd rather leave the staff a message", "leave_message"),
        heard("/leave_message", "leave_message", pressed=True),
    ],
)
def test_a_question_is_left_to_its_own_action(own_session: Session, message: Heard) -> None:
    with pytest.raises(ActionExecutionRejection):
        go_on(own_session, message)
    assert kept(own_session).words == "that's wrong"


def test_the_button_for_nothing_to_add_ends_the_asking(own_session: Session) -> None:
    button = '/leave_message{"form_choice": "cancel"}'
    reply = go_on(own_session, heard(button, "leave_message", pressed=True, choice="cancel"))
    assert reply.text.startswith(say("en", "report.enough"))


def test_a_message_to_the_staff_closes_a_report_that_waits(own_session: Session) -> None:
    slots = {CORRECTION: report(own_session).slots[CORRECTION]}
    reply = EnquiryForm().answer(Visitor(own_session).turn(slots=slots))
    # In this order: what is opened last is what is open.
    assert list(reply.slots) == [CORRECTION, ENQUIRY]
    assert reply.slots[CORRECTION] is None


def test_a_question_without_its_mark_is_answered_and_kept(own_session: Session) -> None:
    with pytest.raises(ActionExecutionRejection):
        go_on(own_session, heard("the new address of the castle", "ask_address"))
    assert kept(own_session).words.endswith("the new address of the castle")


def test_after_another_actions_answer_it_says_nothing(own_session: Session) -> None:
    reply = go_on(own_session)
    assert reply.text == ""
    assert reply.slots == {CORRECTION: None}


def test_words_lost_on_the_way_are_added(own_session: Session) -> None:
    go_on(own_session, heard("it is shut on Mondays", at=1.5), heard("hello"))
    assert "it is shut on Mondays" in kept(own_session).words


def test_what_was_told_is_the_last_answer_with_facts() -> None:
    events = [
        user("hotels", "find_hotel"),
        *answered("action_find_hotels", "1. A", source="S"),
        user("asdf", "nlu_fallback"),
        *answered("action_not_understood", "Pardon?"),
        user("wrong", "report_error"),
    ]
    told = last_told(events)
    assert told is not None
    assert (told.intent, told.text, told.source) == ("find_hotel", "1. A", "S")


def test_nothing_was_told_before_the_first_answer() -> None:
    assert last_told([user("wrong", "report_error")]) is None
    assert last_told([]) is None
