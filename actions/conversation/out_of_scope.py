"""What the office cannot help with."""

from __future__ import annotations

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.turn import Turn
from actions.interpretation.answers import is_surely_none
from actions.interpretation.money import no_rate
from actions.interpretation.passages import passage_reply
from actions.topic_action import TopicAction
from actions.wording.reply import Reply
from listings.search_index import MIN_SCORE, SURE_SCORE


class ActionOutOfScope(TopicAction):
    """Answers by an article that fits, the more surely the surer it is heard that none does.

    Else says so, and whom to call.
    """

    def name(self) -> str:
        return "action_out_of_scope"

    def answer(self, turn: Turn) -> Reply:
        found = passage_reply(turn, min_score=SURE_SCORE if is_surely_none(turn) else MIN_SCORE)
        if found is not None:
            return found
        refused = no_rate(turn) or turn.say("out_of_scope")
        return Reply(sentences(turn, refused, call_office(turn)))
