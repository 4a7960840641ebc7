"""A person to talk to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.hours.sentences import now_sentence, opening_badge, week_sentence
from actions.place_facts.cards import places_payload
from actions.staff.enquiry_draft import Draft, draft_of_today, kept_open
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line


class ActionHuman(TopicAction):
    """Says how to reach a person: by phone or a transfer in office hours, else by a message too."""

    def name(self) -> str:
        return "action_human"

    def answer(self, turn: Turn) -> Reply:
        office = turn.office
        if office is None or not office.phone:
            return Reply(turn.say("human.none"), slots=_message_begun(turn))
        week = week_sentence(turn, office, turn.now.date())
        lines = [
            turn.say("human.call", name=turn.title(office), phone=office.phone),
            formats.field(turn.say("field.hours"), week, turn.language) if week else "",
            now_sentence(turn, office),
            source_line([office], turn.language, turn.sources),
        ]
        reply = Reply(
            "\n".join(x for x in lines if x),
            custom=places_payload(turn, [office]),
            slots={} if turn.slots.get(FOCUS) else {FOCUS: office.id},
        )
        if not opening_badge(turn, office):
            return replace(reply, slots={**reply.slots, **_message_begun(turn)})
        # A channel that can hands the visitor over; the others show the card.
        return replace(
            reply,
            buttons=(button(turn.say("button.leave_message"), "leave_message"),),
            custom={**(reply.custom or {}), "type": "transfer"},
        )


def _message_begun(turn: Turn) -> dict[str, Any]:
    """Return the slot that opens the message form; a message already begun is gone on with."""
    begun = draft_of_today(turn.slots, turn.sent_at) or Draft(seen=turn.sent_at)
    return kept_open(begun, turn.slots)
