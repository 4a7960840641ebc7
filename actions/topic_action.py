"""The frame of every custom action: database, language, a time budget, and errors that speak."""

from __future__ import annotations

import abc
import asyncio
import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection
from sqlalchemy.exc import SQLAlchemyError

from actions import database
from actions.dialogue.few_choices import told_of_each
from actions.dialogue.notices import with_notices
from actions.dialogue.pending import last_request_slot, pending_slot
from actions.dialogue.state import ANSWERED, FEEDBACK_ASKED, MISUNDERSTANDINGS
from actions.dialogue.turn import Turn
from actions.feedback_prompt import was_it_helpful
from actions.interpretation.circumstances import whereabouts_slots, with_circumstances
from actions.interpretation.intent_resolution import is_one_question, resolve
from actions.interpretation.pairs import with_both
from actions.interpretation.passages import instead_of_asking
from actions.interpretation.questions import (
    asked_in,
    facts_beside,
    facts_beside_story,
    facts_beside_way,
    remembered,
)
from actions.interpretation.unanswered import left_over
from actions.interpretation.visitor_position import position_slots
from actions.rasa_messages import (
    is_traditional,
    language_of,
    language_slots,
    loop_events,
    send,
    turn_of,
)
from actions.wording.catalogue import say
from actions.wording.reply import Reply
from actions.wording.traditional import in_traditional
from listings.queries import NoCityError
from logs import turn_id
from semantics.intents import intent_of

logger = logging.getLogger(__name__)

# What answers an intent that may be asked together with others, or again of something else.
ANSWERS: dict[str, type[TopicAction]] = {}
# Those, and what answers an intent that only the conversation gives a message.
_BY_INTENT: dict[str, type[TopicAction]] = {}

BUDGET_SECONDS = 2.0
_SERVICE, _WAY = "find_facility", "ask_way"
_GOES_ON = "follow_up"
_STORIES = ("ask_culture", "ask_business")
_YES_OR_NO = ("affirm", "deny")
_threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="action")


class TopicAction(Action, abc.ABC):
    """An action that answers one topic.

    A subclass gives its :meth:`name` and :meth:`answer`, and the ``intent`` that it answers where
    other messages may mean it too. The answer is made in a thread, so that a
    slow query does not hold up other visitors, and within ``BUDGET_SECONDS``; when that fails, the
    visitor hears so in their language and staff find one line in the log.
    """

    intent: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "intent" in cls.__dict__:
            _BY_INTENT[cls.intent] = cls
            if intent_of(cls.intent).repeatable:
                ANSWERS[cls.intent] = cls

    @abc.abstractmethod
    def name(self) -> str:
        """Return the action's name in ``domain.yml``."""

    @abc.abstractmethod
    def answer(self, turn: Turn) -> Reply:
        """Answer the visitor's message."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Run the action for Rasa: send the reply, return the changes of slots."""
        turn_id.begin((tracker.latest_message.get("metadata") or {}).get(turn_id.FIELD))
        language = language_of(tracker)
        # What a thread logs is of the same turn.
        answer = partial(copy_context().run, self._answer, tracker)
        try:
            replies = await asyncio.wait_for(
                asyncio.get_running_loop().run_in_executor(_threads, answer),
                BUDGET_SECONDS,
            )
        except (SQLAlchemyError, NoCityError, asyncio.TimeoutError) as error:
            logger.error("%s could not answer: %s", self.name(), type(error).__name__)
            logger.debug("reason", exc_info=error)
            replies = [self.apology(language)]
        except ActionExecutionRejection:
            # The message is another action's; Rasa asks that one.
            raise
        except Exception:
            # Rasa would skip the action and say nothing; a visitor must hear something, and staff
            # find the whole trace.
            logger.exception("%s failed", self.name())
            replies = [self.apology(language)]
        slots = {**language_slots(tracker), **self._understood(tracker)}
        is_hant = is_traditional(tracker)
        for reply in replies:
            if reply.text or reply.response:
                send(
                    dispatcher,
                    in_traditional(reply) if is_hant else reply,
                    tracker.get_latest_input_channel(),
                )
            slots.update(reply.slots)
        events = [SlotSet(slot, value) for slot, value in slots.items()]
        return [*events, *loop_events(slots)]

    def apology(self, language: str) -> Reply:
        """Return what is said when the database does not answer in time.

        The public process adds whom to call, which it has kept.
        """
        return Reply(
            say(language, "error.unavailable"),
            custom={"type": "unavailable", "language": language},
        )

    def _understood(self, tracker: Tracker) -> dict[str, Any]:
        """Return the slot that says that the message was understood, where it says otherwise."""
        return {MISUNDERSTANDINGS: 0} if tracker.get_slot(MISUNDERSTANDINGS) else {}

    def _answer(self, tracker: Tracker) -> list[Reply]:
        with database.session() as session:
            turn = turn_of(tracker, session)
            questions = tracker.latest_message.get("questions") or ()
            replies = self.replies(turn, questions)
            first = replies[0]
            kept = {**position_slots(turn), **whereabouts_slots(turn)}
            replies[0] = replace(first, slots={**kept, **first.slots})
            asked = was_it_helpful(turn, replies)
            return [*with_notices(turn, _acts(replies), replies), *asked]

    def replies(self, turn: Turn, questions: Sequence[Mapping[str, Any]]) -> list[Reply]:
        """Answer each question of the message, with what the answers before it left in the slots.

        ``questions`` is what the classifier found, empty for a message of one. A question that gets
        the same words as one before it (which place is meant?) gets none.
        """
        replies: list[Reply] = []
        answers: list[Turn] = []
        slots = {**turn.slots, **whereabouts_slots(turn)}
        whole = with_circumstances(turn)
        asked = [turn] if is_one_question(whole, questions) else asked_in(turn, questions)
        for question in (one for several in asked for one in self._parts(several, slots)):
            placed = with_circumstances(replace(question, slots=slots), turn)
            resolved = resolve(with_both(placed))
            here = resolved.turn
            logger.info("act=%s rule=%s intent=%s", here.intent, resolved.rule, question.intent)
            several = len(asked) > 1 and here.intent in ANSWERS
            meant_otherwise = here.intent != question.intent
            other = _BY_INTENT.get(here.intent) if several or meant_otherwise else None
            action = other() if other is not None else self
            reply = _with_act(action.answer(here), here.intent)
            if reply.asks and reply.choices:
                reply = told_of_each(here, reply, action.answer) or reply
            elif reply.asks:
                reply = instead_of_asking(here) or reply
            answered: dict[str, Any] = {ANSWERED: f"{here.intent} ({resolved.rule})"}
            if meant_otherwise and question.intent in _YES_OR_NO:
                # A "no" that goes on is none to "was this helpful?".
                answered[FEEDBACK_ASKED] = False
            waiting = {
                **pending_slot(here, asks=reply.asks, choices=reply.choices),
                **asked_last(here),
            }
            reply = replace(
                reply, slots={**remembered(here, reply), **answered, **waiting, **reply.slots}
            )
            slots.update(reply.slots)
            answers.append(here)
            if reply.text not in {r.text for r in replies}:
                replies.append(reply)
        rest = left_over(replace(whole, slots=slots), answers)
        # Where it is asked back of what, nothing more is told.
        if rest is not None and not any(reply.asks for reply in replies):
            replies.append(answered_as(rest.intent, rest))
        return replies

    def _parts(self, turn: Turn, slots: Mapping[str, Any]) -> list[Turn]:
        act = resolve(replace(turn, slots=slots)).turn.intent
        if act == _SERVICE:
            return facts_beside(turn)
        if act == _WAY:
            return facts_beside_way(turn)
        return facts_beside_story(turn) if turn.intent in _STORIES else [turn]


def _acts(replies: Sequence[Reply]) -> list[str]:
    return [str(reply.slots.get(ANSWERED, "")).partition(" ")[0] for reply in replies]


def _with_act(reply: Reply, act: str) -> Reply:
    """Return the reply with what it answers beside its twin, for whoever rates it."""
    if reply.custom is None or not intent_of(act).tells_facts:
        return reply
    return replace(reply, custom={**reply.custom, "act": act})


def asked_last(turn: Turn) -> dict[str, Any]:
    """Return the slot that keeps a question that a correction may repair; nothing for others."""
    is_own = turn.intent in _BY_INTENT and turn.intent != _GOES_ON
    # What goes on with a question leaves that question to be repaired.
    return last_request_slot(turn) if intent_of(turn.intent).tells_facts or is_own else {}


def answered_as(intent: str, turn: Turn) -> Reply:
    """Return what the action that answers ``intent`` says to this turn."""
    return _BY_INTENT[intent]().answer(turn)
