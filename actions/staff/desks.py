"""The desk that somebody needs: the police, a hospital, a consulate, whom to complain to.

What a message needs is an entity of its own, ``need``, by the words of ``data/nlu``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from actions.dialogue.contact_hint import call_office
from actions.dialogue.pending import last_request
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.interpretation.offices import offices_of
from actions.interpretation.references import place_in
from actions.interpretation.unclear import UnclearError
from actions.place_facts.cards import places_payload
from actions.place_facts.emergency import is_emergency_line, office_line
from actions.place_facts.offices import languages_known, office_facts
from actions.staff.enquiry_draft import Draft, kept_open
from actions.staff.form_messages import CHOICE
from actions.topic_action import TopicAction
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line
from listings.models import Place
from listings.queries import find_services

_MOST = 6


@dataclass(frozen=True)
class Desk:
    """Who helps with a need: emergency lines first, then offices, by their kinds.

    ``topic`` is that of the message to the staff that is offered, None where none would help in
    time.
    """

    lines: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    topic: str | None = None


# The most urgent first: of several needs in a message the first one is answered.
DESKS: Mapping[str, Desk] = {
    "despair": Desk(lines=("ambulance", "police"), offices=("crisis-line",)),
    "sick": Desk(lines=("ambulance",), offices=("hospital",)),
    "passport": Desk(lines=("police",), offices=("consulate", "exit-entry")),
    "visa": Desk(offices=("exit-entry",)),
    "stolen": Desk(lines=("police",), topic="lost_property"),
    "lost_property": Desk(offices=("lost-property",), topic="lost_property"),
    "complaint": Desk(offices=("complaints",), topic="complaint"),
    "phone_for_me": Desk(),
}
_PHONING = "phone_for_me"


class ActionAskDesk(TopicAction):
    """Names who helps at once, and offers a message to the staff where that helps too."""

    intent = "ask_desk"

    def name(self) -> str:
        return "action_ask_desk"

    def answer(self, turn: Turn) -> Reply:
        need = need_in(turn)
        if need is None:
            return _message_begun(turn)
        return _phoning(turn) if need == _PHONING else _helped(turn, need, DESKS[need])


def need_in(turn: Turn) -> str | None:
    """Return the most urgent need of the message, None where it has none."""
    return next((need for need in DESKS if need in turn.values("need")), None)


def topic_needed(turn: Turn) -> str | None:
    """Return the topic of a message to the staff that the visitor's need has, None without one.

    A need that was answered last counts too: the message was offered then.
    """
    last = last_request(turn)
    is_offered = last is not None and last.intent == ActionAskDesk.intent
    asked = replace(turn, entities=last.entities) if last is not None and is_offered else turn
    need = need_in(turn) or need_in(asked)
    return DESKS[need].topic if need is not None else None


def _message_begun(turn: Turn) -> Reply:
    """Open the message to the staff that was offered: the form asks for it."""
    draft = Draft(seen=turn.sent_at, topic=topic_needed(turn))
    return Reply("", slots=kept_open(draft, turn.slots))


def _helped(turn: Turn, need: str, desk: Desk) -> Reply:
    urgent = [line for kind in desk.lines if (line := _emergency_line(turn, kind)) is not None]
    offices = [o for kind in desk.offices for o in offices_of(turn, kind)][:_MOST]
    lines = [turn.say(f"desk.{need}"), *(office_line(o, turn.language, turn.local) for o in urgent)]
    lines += languages_known(turn, offices)
    lines += [f"- {' · '.join(office_facts(turn, office))}" for office in offices]
    buttons = []
    slots: dict[str, Any] = {}
    if desk.topic is not None:
        lines.append(turn.say("desk.message"))
        chosen = {CHOICE: f"topic:{desk.topic}"}
        buttons.append(button(turn.say("button.leave_message"), "leave_message", **chosen))
    lines.append(call_office(turn))
    if offices:
        lines.append(source_line(offices, turn.language, turn.sources))
    text = "\n".join(line for line in lines if line)
    return Reply(text, tuple(buttons), places_payload(turn, [*urgent, *offices]), slots)


def _emergency_line(turn: Turn, kind: str) -> Place | None:
    lines = filter(is_emergency_line, find_services(turn.session, kind=kind))
    return next(lines, None)


def _phoning(turn: Turn) -> Reply:
    """Say that it cannot telephone, and the number of the place that is meant."""
    try:
        place: Place | None = place_in(turn)
    except UnclearError:
        place = None
    text = f"{turn.say('desk.phone_for_me')} {call_office(turn, place)}".strip()
    return Reply(text, slots={FOCUS: place.id} if place is not None else {})
