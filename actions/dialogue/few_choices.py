"""A question that fits a few places is answered of each: that is shorter than to ask which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from actions.dialogue.state import after_list
from actions.dialogue.turn import Entity, Turn
from actions.wording.reply import Reply

_MOST = 3
# What is told of a place in a line or two.
_SHORT = ("ask_hours", "ask_office_hours", "ask_contact", "ask_address", "ask_ticket", "ask_facts")
_POINTING = ("place", "ordinal", "reference", "office_kind", "category", "near", "same")


def told_of_each(turn: Turn, asked: Reply, answer: Callable[[Turn], Reply]) -> Reply | None:
    """Return the answer of each place that ``asked`` offers, None where it is to be asked.

    It is where many fit, where a long answer is wanted, or where one of the answers asks itself.
    None of the places is in focus then; they are what was listed last.
    """
    if turn.intent not in _SHORT or not 1 < len(asked.choices) <= _MOST:
        return None
    replies = [answer(_only_of(turn, place_id)) for place_id in asked.choices]
    if any(reply.asks for reply in replies):
        return None
    lines = [line for reply in replies for line in reply.text.splitlines()]
    cards = [card for reply in replies if reply.custom for card in reply.custom.get("cards") or ()]
    first = replies[0]
    return replace(
        first,
        text="\n".join(dict.fromkeys(lines)),
        buttons=(),
        custom={**first.custom, "cards": cards} if first.custom and cards else None,
        slots={**first.slots, **after_list(asked.choices, None)},
    )


def _only_of(turn: Turn, place_id: str) -> Turn:
    """Return the turn with one place as all that it speaks of."""
    place: Entity = {"entity": "place", "value": place_id, "linked": True}
    others = tuple(e for e in turn.entities if e["entity"] not in _POINTING)
    return replace(turn, entities=(*others, place))
