"""A message to the staff: step by step, given up, interrupted, and not lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from rasa_sdk.interfaces import ActionExecutionRejection
from sqlalchemy.orm import Session

from actions.conversation.fallback import ActionNotUnderstood
from actions.dialogue.state import ENQUIRY
from actions.staff.enquiry_draft import Draft
from actions.staff.enquiry_form import EnquiryForm
from actions.staff.form_messages import Heard
from actions.staff.human import ActionHuman
from actions.wording.catalogue import say
from listings.inbox.enquiries import find_enquiries
from listings.models import Enquiry

from ..conftest import LANGUAGES, Visitor
from .forms import Writer, own_session, writer

__all__ = ["own_session", "writer"]

SUNDAY = datetime(2026, 5, 17, 11, 0)
TUESDAY_EVENING = datetime(2026, 5, 19, 21, 0)
PHONE = "+351 210 000 100"


def kept(session: Session) -> list[Enquiry]:
    return find_enquiries(session)


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_answers_make_a_message_with_a_receipt(own_session: Session, language: str) -> None:
    writer = Writer(own_session, language)
    asked = [writer.begin(), writer.says("2"), writer.says("A black bag"), writer.says("a@b.org")]
    steps = [reply.custom["step"] for reply in asked if reply.custom]
    assert steps == [1, 2, 3, 4]
    for told in ("A black bag", "a@b.org", say(language, "enquiry_topic.lost_property")):
        assert told in asked[-1].text
    reply = writer.says(say(language, "form.words.yes").split("|")[0])
    (enquiry,) = kept(own_session)
    assert enquiry.receipt in reply.text
    assert writer.slot is None
    assert (enquiry.topic, enquiry.text) == ("lost_property", "A black bag")
    assert (enquiry.reach_kind, enquiry.reach) == ("email", "a@b.org")
    assert enquiry.language == language


def test_nothing_is_stored_without_consent(writer: Writer, own_session: Session) -> None:
    writer.told("consent")
    assert kept(own_session) == []
    assert PHONE in writer.says("no").text
    assert writer.slot is None
    assert kept(own_session) == []


@pytest.mark.parametrize("step", ["topic", "text", "reach", "consent"])
@pytest.mark.parametrize("word", ["cancel", "Cancel!", "取消", "やめる", "취소"])
def test_it_can_be_given_up_at_every_step(writer: Writer, step: str, word: str) -> None:
    writer.told(step)
    assert writer.open_step == step
    reply = writer.says(word)
    assert reply.text.startswith(say("en", "enquiry.cancelled"))
    assert writer.slot is None


@pytest.mark.parametrize("step", ["topic", "text", "reach", "consent"])
def test_every_step_has_a_button_that_gives_up(writer: Writer, step: str) -> None:
    last = writer.told(step).buttons[-1]
    assert last.payload == '/leave_message{"form_choice": "cancel"}'
    writer.says(Heard(last.payload, "leave_message", 1.0, 9.0, choice="cancel", pressed=True))
    assert writer.slot is None


@pytest.mark.parametrize(
    "text",
    [
        "When do you open?",
        "  two\nlines, and blanks   ",
        "yes",
        "no thanks, I was told to cancel my booking",
        "我把包忘在二路公交车上了",
    ],
)
def test_free_text_is_kept_as_it_was_typed(writer: Writer, text: str) -> None:
    writer.told("text")
    heard = Heard(text, "ask_office_hours", 0.99, 5.0)
    writer.says(heard)
    assert writer.draft.text == text


@pytest.mark.parametrize(
    ("text", "key"), [("2", "text"), ("?!", "text"), ("a" * 2001, "text_long")]
)
def test_a_text_without_words_or_end_is_refused(writer: Writer, text: str, key: str) -> None:
    writer.told("text")
    assert writer.says(text).text.startswith(say("en", f"enquiry_wrong.{key}"))
    assert writer.open_step == "text"


def test_a_text_that_reads_like_a_question_is_said_to_be_taken_down(writer: Writer) -> None:
    writer.told("text")
    reply = writer.says(Heard("When do you open?", "ask_office_hours", 0.99, 5.0))
    assert reply.text.startswith(say("en", "enquiry.was_question"))
    assert writer.open_step == "reach"


def test_a_text_that_tells_of_an_emergency_gets_the_numbers_at_once(writer: Writer) -> None:
    writer.told("text")
    reply = writer.says(Heard("my passport was stolen", "emergency", 0.9, 5.0))
    assert "112" in reply.text
    assert writer.draft.text == "my passport was stolen"


@pytest.mark.parametrize("step", ["topic", "reach", "consent"])
def test_a_question_is_left_to_its_own_action_and_the_form_goes_on(
    writer: Writer, step: str
) -> None:
    question = writer.told(step).text.splitlines()[-1]
    with pytest.raises(ActionExecutionRejection):
        writer.says(Heard("When do you open?", "ask_office_hours", 0.9, 7.0))
    reply = writer.says(asked_now=False)
    assert reply.text.startswith(say("en", "enquiry.back"))
    assert reply.text.endswith(question)
    assert writer.open_step == step


@pytest.mark.parametrize(("text", "intent"), [("Thank you!", "thanks"), ("bye then", "goodbye")])
def test_thanks_for_the_number_are_answered_as_such_while_nothing_is_told(
    writer: Writer, text: str, intent: str
) -> None:
    writer.told("topic")
    with pytest.raises(ActionExecutionRejection):
        writer.says(Heard(text, intent, 0.9, 7.0))
    writer.told("reach")
    assert say("en", "enquiry_wrong.reach") in writer.says(Heard(text, intent, 0.9, 9.0)).text


@pytest.mark.parametrize("step", ["topic", "text", "reach", "consent"])
def test_a_button_of_an_earlier_answer_is_a_question_at_every_step(
    writer: Writer, step: str
) -> None:
    writer.told(step)
    with pytest.raises(ActionExecutionRejection):
        writer.says(Heard('/ask_details{"place": "x"}', "ask_details", 1.0, 7.0, pressed=True))


@pytest.mark.parametrize(
    ("intent", "confidence"), [("ask_hours", 0.3), ("nlu_fallback", 1.0), ("greet", 0.99)]
)
def test_what_is_no_certain_question_is_said_to_be_no_answer(
    writer: Writer, intent: str, confidence: float
) -> None:
    writer.told("topic")
    reply = writer.says(Heard("hello there", intent, confidence, 3.0))
    assert reply.text.startswith(say("en", "enquiry_wrong.topic"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a@b", "reach_wrong.email_domain"),
        ("@b.example", "reach_wrong.email_name"),
        ("a@b..example", "reach_wrong.email"),
        ("+351 12345", "reach_wrong.phone_short"),
        ("+999 123 456 789", "reach_wrong.phone_country"),
        ("wechat: 12", "reach_wrong.wechat"),
        ("by letter", "enquiry_wrong.reach"),
        ("no", "enquiry_wrong.reach_needed"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_with_an_address_is_named(
    own_session: Session, language: str, text: str, key: str
) -> None:
    writer = Writer(own_session, language)
    writer.told("reach")
    assert writer.says(text).text.startswith(say(language, key))
    assert writer.open_step == "reach"


def test_a_number_without_a_country_is_one_of_the_citys(writer: Writer) -> None:
    writer.told("reach")
    writer.says("210 000 100")
    assert (writer.draft.reach_kind, writer.draft.reach) == ("phone", "+351 21 000 0100")


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ko", "010-1234-5678", "+82 10-1234-5678"),
        ("ja", "090-1234-5678", "+81 90-1234-5678"),
        ("en", "210 000 100", "+351 21 000 0100"),
    ],
)
def test_a_number_may_also_be_one_of_where_the_visitors_language_is_spoken(
    own_session: Session, language: str, text: str, value: str
) -> None:
    writer = Writer(own_session, language)
    writer.told("reach")
    writer.says(text)
    assert writer.draft.reach == value


def test_a_bare_wechat_id_is_known_in_wechat_alone(writer: Writer) -> None:
    writer.told("reach")
    assert say("en", "enquiry_wrong.reach") in writer.says("lin_lee88").text
    writer.says("lin_lee88", channel="wechat")
    assert (writer.draft.reach_kind, writer.draft.reach) == ("wechat", "lin_lee88")


def test_an_id_is_shown_back_as_what_it_is(writer: Writer) -> None:
    writer.told("reach")
    assert "WeChat ID lin_lee88" in writer.says("wechat: lin_lee88").text


@pytest.mark.parametrize("answer", ["2", "2.", "lost property", "Lost Property!", "失物", "분실물"])
def test_a_subject_is_chosen_by_number_or_name(writer: Writer, answer: str) -> None:
    writer.told("topic")
    writer.says(answer)
    assert writer.draft.topic == "lost_property"


@pytest.mark.parametrize(
    ("answer", "step"), [("2", "text"), ("Change the text", "text"), ("3", "reach")]
)
def test_a_part_can_be_changed_before_it_is_sent(writer: Writer, answer: str, step: str) -> None:
    writer.told("consent")
    writer.says(answer)
    assert writer.open_step == step
    assert writer.draft.topic == "lost_property"


def test_a_button_begins_with_its_subject(writer: Writer) -> None:
    reply = writer.begin(form_choice="topic:complaint")
    assert writer.draft.topic == "complaint"
    assert say("en", "enquiry_ask.text") in reply.text


def test_a_text_lost_on_the_way_is_taken_in_with_the_next_message(writer: Writer) -> None:
    writer.told("text")
    reply = writer.says("A black bag on the ferry", "a@b.org")
    assert writer.draft.text == "A black bag on the ferry"
    assert "A black bag on the ferry" in reply.text
    assert writer.open_step == "consent"


def test_what_is_said_to_the_silence_is_not_called_wrong(writer: Writer) -> None:
    writer.told("text")
    reply = writer.says("A black bag", "hello?", "are you back")
    assert writer.draft.text == "A black bag"
    assert reply.text.startswith(say("en", "enquiry.kept"))
    assert say("en", "enquiry_wrong.reach") not in reply.text


def test_a_lost_text_and_a_question_lose_neither(writer: Writer) -> None:
    writer.told("text")
    with pytest.raises(ActionExecutionRejection):
        writer.says("A black bag", Heard("When do you open?", "ask_office_hours", 0.9, 7.0))
    reply = writer.says("A black bag", asked_now=False)
    assert writer.draft.text == "A black bag"
    assert reply.text.startswith(say("en", "enquiry.kept"))


def test_a_lost_yes_sends_once(writer: Writer, own_session: Session) -> None:
    writer.told("consent")
    before = writer.slot
    reply = writer.says("yes", "hello?")
    (enquiry,) = kept(own_session)
    assert enquiry.receipt in reply.text
    writer.slot = before
    assert enquiry.receipt in writer.says("yes", "hello?").text
    assert len(kept(own_session)) == 1


def test_a_lost_yes_that_is_taken_back_sends_nothing(writer: Writer, own_session: Session) -> None:
    writer.told("consent")
    writer.says("yes", "cancel")
    assert kept(own_session) == []
    assert writer.slot is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("at", [SUNDAY, TUESDAY_EVENING])
def test_out_of_hours_a_person_can_be_left_a_message(
    visitor: Visitor, language: str, at: datetime
) -> None:
    reply = visitor.ask(ActionHuman(), language=language, at=at)
    assert PHONE in reply.text
    assert Draft.from_slot(reply.slots[ENQUIRY]) is not None
    assert (reply.custom or {})["type"] == "places"


def test_on_a_holiday_that_the_hours_do_not_tell_of_a_message_can_be_left(
    visitor: Visitor,
) -> None:
    on_holiday = visitor.ask(ActionHuman(), at=datetime(2026, 6, 10, 15, 0))
    assert ENQUIRY in on_holiday.slots


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_office_hours_a_person_is_a_call_away(visitor: Visitor, language: str) -> None:
    reply = visitor.ask(ActionHuman(), language=language)
    assert PHONE in reply.text
    assert ENQUIRY not in reply.slots
    assert [b.payload for b in reply.buttons] == ["/leave_message"]
    assert (reply.custom or {})["type"] == "transfer"


def test_asking_for_a_person_leaves_a_message_that_is_begun_as_it_is(visitor: Visitor) -> None:
    begun = Draft(seen=1.0, text="A black bag").to_slot()
    reply = visitor.ask(ActionHuman(), at=SUNDAY, slots={ENQUIRY: begun})
    assert reply.slots[ENQUIRY] == begun


def test_a_message_of_an_earlier_session_is_gone_on_with(visitor: Visitor) -> None:
    begun = Draft(seen=1.0, asked=True, topic="other", text="A black bag").to_slot()
    reply = visitor.ask(EnquiryForm(), slots={ENQUIRY: begun})
    assert reply.text.startswith(say("en", "enquiry.back"))
    assert reply.slots[ENQUIRY]["text"] == "A black bag"


def test_what_is_not_understood_leads_back_to_a_message_of_an_earlier_session(
    visitor: Visitor,
) -> None:
    begun = Draft(seen=1.0, asked=True, topic="other", text="A black bag").to_slot()
    reply = visitor.ask(ActionNotUnderstood(), text="a@b.org", slots={ENQUIRY: begun})
    assert reply.text == ""
    assert reply.slots[ENQUIRY] == begun


def test_a_message_that_was_left_for_a_day_is_begun_anew(visitor: Visitor) -> None:
    begun = Draft(seen=-90_000.0, asked=True, topic="other", text="A black bag").to_slot()
    reply = visitor.ask(EnquiryForm(), slots={ENQUIRY: begun})
    assert reply.slots[ENQUIRY]["text"] is None
    assert ENQUIRY not in visitor.ask(ActionNotUnderstood(), slots={ENQUIRY: begun}).slots
