"""A yes, a no, and a fresh start."""

from __future__ import annotations

from actions.dialogue.state import (
    NOTHING,
)
from actions.dialogue.turn import Turn
from actions.staff.feedback import rating
from actions.topic_action import TopicAction
from actions.wording.reply import Reply


class ActionAffirm(TopicAction):
    """Takes a yes; one that says what it should be goes on with the search."""

    def name(self) -> str:
        return "action_affirm"

    def answer(self, turn: Turn) -> Reply:
        return rating(turn, helpful=True) or Reply("", response="utter_affirm")


class ActionDeny(TopicAction):
    """Takes a no; one that says what it should be instead goes on with the search."""

    def name(self) -> str:
        return "action_deny"

    def answer(self, turn: Turn) -> Reply:
        return rating(turn, helpful=False) or Reply("", response="utter_deny")


class ActionStartOver(TopicAction):
    """Forgets the place in focus and the last search."""

    def name(self) -> str:
        return "action_start_over"

    def answer(self, turn: Turn) -> Reply:
        return Reply(turn.say("start_over"), slots=NOTHING)
