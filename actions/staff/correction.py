"""Reports of wrong facts: what was told, where it comes from, and what the visitor knows better."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.interfaces import ActionExecutionRejection

from actions import database
from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import CORRECTION, FORMS, TOPIC
from actions.dialogue.turn import Turn
from actions.interpretation.references import place_in
from actions.interpretation.unclear import UnclearError
from actions.rasa_messages import turn_of
from actions.staff.enquiry_steps import CANCEL, SURE, is_question
from actions.staff.form_messages import CHOICE, Heard, heard_since
from actions.staff.last_answer import last_told
from actions.staff.short_answers import is_said
from actions.topic_action import TopicAction
from actions.wording.reply import Reply, button
from listings.inbox.corrections import add_words, keep_correction
from listings.inbox.enquiries import UnknownReceiptError
from listings.models import Place

# So much is said in a sentence that tells what is right; one that does not is shorter. In bytes,
# since a word of Chinese is as long as one of English then.
_DETAILED = 60
_DIGIT = re.compile(r"\d")


class ActionReportError(TopicAction):
    """Records what the visitor says is wrong, with the fact last told, and thanks."""

    intent = "report_error"

    def name(self) -> str:
        return "action_report_error"

    def answer(self, turn: Turn) -> Reply:
        told, place = last_told(turn.events), _place(turn)
        correction = keep_correction(
            turn.session,
            words=turn.text,
            language=turn.language,
            now=turn.now,
            intent=told.intent if told else None,
            place_id=place.id if place else None,
            told=told.text if told else None,
            source=place.source if place else told.source if told else None,
        )
        key = "report.thanks" if told else "report.sorry"
        thanks = turn.say(key, reference=correction.reference)
        # What is asked next goes on with what was answered, not with the report.
        topic = {TOPIC: turn.slots.get(TOPIC)}
        if _says_what_is_right(turn.text):
            return Reply(sentences(turn, thanks, call_office(turn)), slots=topic)
        report = {"reference": correction.reference, "seen": turn.sent_at, "asked": False}
        return Reply(thanks, slots={**topic, CORRECTION: report})


class CorrectionForm(TopicAction):
    """Asks once what would be right, and adds the next message to the report.

    A question of the visitor's is left to its own action, and ends the asking.
    """

    def name(self) -> str:
        return FORMS[CORRECTION]

    def answer(self, turn: Turn) -> Reply:
        """Ask what would be right."""
        report = {**(turn.slots.get(CORRECTION) or {}), "asked": True, "seen": turn.sent_at}
        nothing = button(turn.say("button.nothing"), "leave_message", **{CHOICE: CANCEL})
        return Reply(turn.say("report.ask"), (nothing,), slots={CORRECTION: report})

    def take(self, turn: Turn, report: dict[str, Any], heard: list[Heard]) -> Reply:
        """Add what was said to the report; say nothing where another action has answered.

        Raises:
            ActionExecutionRejection: The latest message is a question for another action.
        """
        details = [h.text for h in heard if _is_detail(h)]
        for words in details:
            add_words(turn.session, report["reference"], words)
        if heard and heard[-1].at == turn.sent_at and _is_for_others(heard[-1]):
            raise ActionExecutionRejection(self.name())
        if not heard:
            return Reply("", slots={CORRECTION: None})
        key = "report.added" if details else "report.enough"
        text = sentences(turn, turn.say(key, reference=report["reference"]), call_office(turn))
        return Reply(text, slots={CORRECTION: None})

    def _answer(self, tracker: Tracker) -> list[Reply]:
        with database.session() as session:
            turn = turn_of(tracker, session)
            report = turn.slots.get(CORRECTION)
            if not report:
                return [Reply("", slots={CORRECTION: None})]
            if not report["asked"] and turn.sent_at <= report["seen"]:
                return [self.answer(turn)]
            heard = heard_since(tracker, self.name(), report["seen"])
            try:
                return [self.take(turn, report, heard)]
            except UnknownReceiptError:
                # Staff have settled and deleted it meanwhile.
                return [Reply(turn.say("report.enough"), slots={CORRECTION: None})]


def _is_detail(heard: Heard) -> bool:
    """Say whether the message tells something: it is neither a question nor a refusal."""
    if heard.pressed or _asks(heard.text) or _writes_to_staff(heard):
        return False
    return not any(is_said(heard.text, f"form.words.{key}") for key in ("no", "cancel"))


def _is_for_others(heard: Heard) -> bool:
    """Say whether the message is a question; what states a number and asks nothing is none."""
    states = bool(_DIGIT.search(heard.text)) and not _asks(heard.text)
    return _writes_to_staff(heard) or (is_question(heard) and (heard.pressed or not states))


def _writes_to_staff(heard: Heard) -> bool:
    is_meant = heard.intent == "leave_message" and heard.confidence >= SURE
    return is_meant and heard.choice != CANCEL


def _asks(text: str) -> bool:
    return "?" in unicodedata.normalize("NFKC", text)


def _says_what_is_right(text: str) -> bool:
    return bool(_DIGIT.search(text)) or len(text.encode()) >= _DETAILED


def _place(turn: Turn) -> Place | None:
    try:
        return place_in(turn)
    except UnclearError:
        return None
