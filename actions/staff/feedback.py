"""What is said when a visitor tells whether an answer helped."""

from __future__ import annotations

from actions.dialogue.state import FEEDBACK, FEEDBACK_ASKED, TOPIC
from actions.dialogue.turn import Turn
from actions.topic_action import TopicAction
from actions.wording.reply import Reply, button
from listings.inbox.feedback import keep_feedback

_AFTER_NO = ("leave_message", "human")


class ActionFeedback(TopicAction):
    """Keeps a yes or no to "was this helpful?"; after a no it offers the staff."""

    def name(self) -> str:
        return "action_feedback"

    def answer(self, turn: Turn) -> Reply:
        helpful = turn.intent == "affirm"
        about = (turn.slots.get(FEEDBACK) or {}).get("about")
        if about:
            keep_feedback(
                turn.session,
                intent=str(about),
                language=turn.language,
                helpful=helpful,
                day=turn.now.date(),
            )
        key = "feedback.yes" if helpful else "feedback.no"
        offers = () if helpful else tuple(button(turn.say(f"button.{i}"), i) for i in _AFTER_NO)
        # "And on Sunday?" still goes on with what was answered before.
        slots = {FEEDBACK_ASKED: False, TOPIC: turn.slots.get(TOPIC)}
        return Reply(turn.say(key), offers, slots=slots)
