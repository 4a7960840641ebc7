"""The last question asked again: of another day, for other people, of another place."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.state import FOCUS, SEARCH, TOPIC
from actions.dialogue.turn import Turn
from actions.interpretation.services import service_again
from actions.interpretation.target_kind import names_filter, only_kind
from actions.search.refine import ActionRefine
from actions.topic_action import ANSWERS, TopicAction
from actions.wording.reply import Reply
from semantics.intents import intent_of

_PEOPLE = ("audience", "party", "people")
_REFINE = "refine"


class ActionFollowUp(TopicAction):
    """Answers "and on Sunday?", "and for children?", "and the museum?"."""

    intent = "follow_up"

    def name(self) -> str:
        return "action_follow_up"

    def answer(self, turn: Turn) -> Reply:
        asked_again = service_again(turn)
        if asked_again is not None:
            reply = ANSWERS[asked_again.intent]().answer(asked_again)
            return replace(reply, slots={TOPIC: asked_again.intent, **reply.slots})
        intent = meant(turn)
        action = ANSWERS[intent]() if intent in ANSWERS else ActionRefine()
        reply = action.answer(replace(turn, intent=intent))
        return replace(reply, slots={TOPIC: intent, **reply.slots})


def meant(turn: Turn) -> str:
    """Return the intent that the message goes on with.

    A place, also one of the list, has the last question asked of it; a time asks when it is open
    and people ask what they pay, unless the last question fits too. After a list they change the
    search.
    """
    last = str(turn.slots.get(TOPIC) or "")
    row = intent_of(last)
    with_people = any(turn.value(kind) is not None for kind in _PEOPLE)
    if turn.value("place") is not None or turn.value("ordinal") is not None:
        if with_people:
            return "ask_ticket"
        return last if row.about_place or row.fits_time else "ask_details"
    was_search = row.searches is not None or last == _REFINE
    narrows = was_search and names_filter(turn)
    searched = turn.slots.get(SEARCH) and (narrows or not turn.slots.get(FOCUS))
    other = only_kind(turn) if turn.slots.get(SEARCH) else None
    if searched or other is not None or turn.value("area") is not None:
        return "refine"
    if with_people and "price" in turn.values("attribute"):
        return "ask_ticket"
    if turn.value("time") is not None:
        return last if row.fits_time else "ask_hours"
    if with_people:
        return "ask_ticket"
    return last if row.repeatable else "ask_details"
