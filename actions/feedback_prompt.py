"""When to ask whether an answer helped: once in a conversation, after a few answers."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.contact_hint import call_office
from actions.dialogue.state import CORRECTION, ENQUIRY, FEEDBACK, FEEDBACK_ASKED
from actions.dialogue.turn import Turn
from actions.wording.reply import Reply, button
from semantics.intents import intent_of

_ANSWERS_BEFORE = 3
# The structured twins of answers; others ask for something.
_ANSWERED = ("places", "hours", "articles", "tickets", "plan")
_MOST_CARDS = 1


def was_it_helpful(turn: Turn, replies: Sequence[Reply]) -> list[Reply]:
    """Return the question after the third answer, else what counts the answers, else nothing.

    It waits for an answer without choices: a number typed after a list is one of the list.
    """
    kept = turn.slots.get(FEEDBACK) or {}
    is_busy = turn.slots.get(ENQUIRY) or turn.slots.get(CORRECTION)
    if "about" in kept or is_busy or not _is_answer(turn, replies):
        return []
    told = int(kept.get("told") or 0) + 1
    if told < _ANSWERS_BEFORE or _offers_choices(replies):
        return [Reply("", slots={FEEDBACK: {"told": told}})]
    buttons = (
        button(turn.say("button.helpful"), "affirm"),
        button(turn.say("button.not_helpful"), "deny"),
    )
    slots = {FEEDBACK: {"told": told, "about": turn.intent}, FEEDBACK_ASKED: True}
    return [Reply(turn.say("feedback.ask"), buttons, slots=slots)]


def _is_answer(turn: Turn, replies: Sequence[Reply]) -> bool:
    types = {(reply.custom or {}).get("type") for reply in replies}
    is_told = intent_of(turn.intent).tells_facts and bool(types & set(_ANSWERED))
    return is_told and all(_is_complete(turn, reply) for reply in replies)


def _is_complete(turn: Turn, reply: Reply) -> bool:
    """Say whether an answer left nothing open: it asks nothing back and sends nobody elsewhere."""
    cards = (reply.custom or {}).get("cards") or ()
    told_to_call = [
        turn.say("call.place", name=c["name"], phone=c["phone"]) for c in cards if c.get("phone")
    ]
    told_to_call.append(call_office(turn))
    return not reply.asks and not any(hint and hint in reply.text for hint in told_to_call)


def _offers_choices(replies: Sequence[Reply]) -> bool:
    cards = sum(len((reply.custom or {}).get("cards") or ()) for reply in replies)
    return cards > _MOST_CARDS or any(reply.buttons for reply in replies)
