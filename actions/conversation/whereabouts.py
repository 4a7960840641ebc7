"""What is said to a visitor who only tells where they are or stay."""

from __future__ import annotations

from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.dialogue.whereabouts import AT, PLACE, Spot
from actions.interpretation.areas import area_name
from actions.interpretation.circumstances import TELL, said_now
from actions.interpretation.place_lookup import listed_place
from actions.topic_action import TopicAction
from actions.wording.reply import Reply, button


class ActionTellWhereabouts(TopicAction):
    """Says back where the visitor is or stays, and what that is good for."""

    intent = TELL

    def name(self) -> str:
        return "action_tell_whereabouts"

    def answer(self, turn: Turn) -> Reply:
        said = said_now(turn)
        if said is None:
            return Reply(turn.say("nearby.where"))
        role, spot = said
        if isinstance(spot, str):
            return Reply(turn.say("whereabouts.unknown", name=spot))
        text = turn.say(
            "whereabouts.at" if role == AT else "whereabouts.stay", name=_name(turn, spot)
        )
        if spot.kind != PLACE:
            return Reply(text)
        around = button(turn.say("button.nearby"), "nearby", place=spot.value)
        return Reply(text, buttons=(around,), slots={FOCUS: spot.value})


def _name(turn: Turn, spot: Spot) -> str:
    place = listed_place(turn, spot.value) if spot.kind == PLACE else None
    return turn.name(place) if place is not None else area_name(turn, spot.value)
