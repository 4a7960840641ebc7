"""What the office cannot help with."""

from __future__ import annotations

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.turn import Turn
from actions.topic_action import TopicAction
from actions.wording.reply import Reply


class ActionOutOfScope(TopicAction):
    """Says so, and whom to call."""

    def name(self) -> str:
        return "action_out_of_scope"

    def answer(self, turn: Turn) -> Reply:
        return Reply(sentences(turn, turn.say("out_of_scope"), call_office(turn)))
