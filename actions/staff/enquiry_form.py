"""The message form: asks step by step, takes in what was said, and stores what was agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.interfaces import ActionExecutionRejection

from actions import database
from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import ENQUIRY, FORMS
from actions.dialogue.turn import Turn
from actions.place_facts import emergency
from actions.rasa_messages import turn_of
from actions.staff.desks import topic_needed
from actions.staff.enquiry_draft import Draft, draft_of_today, kept_open
from actions.staff.enquiry_steps import Outcome, is_question, take
from actions.staff.enquiry_words import ask, sent
from actions.staff.form_messages import Heard, heard_since
from actions.topic_action import TopicAction
from actions.wording.reply import Reply
from listings.inbox.enquiries import drop_draft, keep_enquiry
from listings.queries import find_offices


class EnquiryForm(TopicAction):
    """Takes a message for the staff.

    While it is open, Rasa runs it at each turn. A question of the visitor's it turns down: its own
    rule answers it, and then the form is run again and goes on. What came while the action server
    was away is taken in first.
    """

    def name(self) -> str:
        return FORMS[ENQUIRY]

    def answer(self, turn: Turn) -> Reply:
        """Begin a message, or go on with the one that was left open in an earlier session."""
        draft = draft_of_today(turn.slots, turn.sent_at) or Draft(seen=turn.sent_at)
        words = [turn.say("enquiry.back")] if draft.asked else []
        topic = topic_needed(turn)
        if topic is not None and draft.topic is None:
            draft = replace(draft, topic=topic)
        chosen = Heard("", choice=turn.value("form_choice"), pressed=True)
        if chosen.choice is not None:
            outcome = take(turn, draft, chosen)
            if outcome.kind == "cancelled":
                return self._cancelled(turn, draft)
            draft = outcome.draft
        return self._asked(turn, draft, words)

    def go_on(self, turn: Turn, draft: Draft, heard: Sequence[Heard], *, asked_now: bool) -> Reply:
        """Take in what was said, in its order, and ask for what is open then.

        ``asked_now`` says that the last message of ``heard`` is the present one; without it another
        action has answered that. Lost ones before it are never told to be wrong: they may have
        been said to the silence.

        Raises:
            ActionExecutionRejection: The present message is a question for another action.
        """
        lost, present = (heard[:-1], heard[-1]) if asked_now else (heard, None)
        latest, closed, words = draft, "", []
        for message in lost:
            outcome = take(turn, latest, message)
            latest = outcome.draft
            if outcome.kind in ("cancelled", "sent"):
                closed = outcome.kind
                break
            if outcome.kind == "taken":
                words = [turn.say("enquiry.kept")]
        if present is not None:
            outcome = take(turn, latest, present)
            if outcome.kind == "question":
                raise ActionExecutionRejection(self.name())
            # Who takes it back in time has not sent it.
            closed = outcome.kind if outcome.kind == "cancelled" else closed or outcome.kind
            latest = outcome.draft
            words = _notes(turn, present, outcome) or words or _wrong(turn, outcome)
        elif draft.asked:
            words = words or [turn.say("enquiry.back")]
        if closed == "cancelled":
            return self._cancelled(turn, draft)
        return self._sent(turn, latest) if closed == "sent" else self._asked(turn, latest, words)

    def _answer(self, tracker: Tracker) -> list[Reply]:
        with database.session() as session:
            turn = turn_of(tracker, session)
            draft = Draft.from_slot(turn.slots.get(ENQUIRY))
            is_open = (tracker.active_loop or {}).get("name") == self.name()
            if draft is None or not is_open:
                return [self.answer(turn)]
            heard = heard_since(tracker, self.name(), draft.seen)
            asked_now = bool(heard) and heard[-1].at == turn.sent_at
            return [self.go_on(turn, draft, heard, asked_now=asked_now)]

    def _asked(self, turn: Turn, draft: Draft, words: Sequence[str] = ()) -> Reply:
        """Ask for the open step; everything up to now is taken in."""
        intro = [] if draft.asked else [turn.say("enquiry.intro")]
        question = ask(turn, draft)
        text = "\n".join([*(w for w in words if w), *intro, question.text])
        kept = replace(draft, asked=True, seen=turn.sent_at)
        return replace(question, text=text, slots=kept_open(kept, turn.slots))

    def _cancelled(self, turn: Turn, draft: Draft) -> Reply:
        drop_draft(turn.session, draft.id)
        text = sentences(turn, turn.say("enquiry.cancelled"), call_office(turn))
        return Reply(text, slots={ENQUIRY: None})

    def _sent(self, turn: Turn, draft: Draft) -> Reply:
        enquiry = keep_enquiry(
            turn.session,
            draft=draft.id,
            topic=draft.topic or "",
            text=draft.text or "",
            reach_kind=draft.reach_kind or "",
            reach=draft.reach or "",
            language=turn.language,
            now=turn.now,
        )
        return Reply(sent(turn, enquiry), slots={ENQUIRY: None})


def _notes(turn: Turn, heard: Heard, outcome: Outcome) -> list[str]:
    """Return what is said of a text that reads like a question or a cry for help."""
    if heard.pressed or outcome.draft.text != heard.text or not is_question(heard):
        return []
    if heard.intent == "emergency":
        lines = emergency.lines(find_offices(turn.session), turn.language, turn.local)
        return [turn.say("emergency.heading"), *lines] if lines else []
    return [turn.say("enquiry.was_question")]


def _wrong(turn: Turn, outcome: Outcome) -> list[str]:
    return [turn.say(outcome.problem)] if outcome.kind == "wrong" else []
