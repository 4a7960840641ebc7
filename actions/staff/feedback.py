"""What is said when a visitor tells whether an answer helped."""

from __future__ import annotations

from actions.dialogue.state import FEEDBACK, FEEDBACK_ASKED, TOPIC
from actions.dialogue.turn import Turn
from actions.topic_action import TopicAction
from actions.wording.reply import Reply, button
from listings.inbox.feedback import keep_feedback
from semantics.intents import intent_of

_AFTER_NO = ("leave_message", "human")


def rating(turn: Turn, *, helpful: bool) -> Reply | None:
    """Keep what a channel says of an answer of its visitor's; None where it says nothing.

    The channel names the act that was answered in the message's metadata, under a sender that is
    nobody's conversation.
    """
    act = turn.metadata.get("rated")
    if not isinstance(act, str) or not intent_of(act).tells_facts:
        return None
    _keep(turn, act, helpful)
    return Reply(turn.say("feedback.yes" if helpful else "feedback.no"))


def _keep(turn: Turn, intent: str, helpful: bool) -> None:
    keep_feedback(
        turn.session,
        intent=intent,
        language=turn.language,
        helpful=helpful,
        day=turn.now.date(),
    )


class ActionFeedback(TopicAction):
    """Keeps a yes or no to "was this helpful?"; after a no it offers the staff."""

    def name(self) -> str:
        return "action_feedback"

    def answer(self, turn: Turn) -> Reply:
        helpful = turn.intent == "affirm"
        about = (turn.slots.get(FEEDBACK) or {}).get("about")
        if about:
            _keep(turn, str(about), helpful)
        key = "feedback.yes" if helpful else "feedback.no"
        offers = () if helpful else tuple(button(turn.say(f"button.{i}"), i) for i in _AFTER_NO)
        # "And on Sunday?" still goes on with what was answered before.
        slots = {FEEDBACK_ASKED: False, TOPIC: turn.slots.get(TOPIC)}
        return Reply(turn.say(key), offers, slots=slots)
