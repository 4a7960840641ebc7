"""Rules for a need of a desk, a fact called wrong, and the message to the staff."""

from __future__ import annotations

from actions.dialogue.pending import last_request
from actions.dialogue.turn import Turn
from semantics.intents import intent_of

# What is answered before where anything is; which offices help with a need by their own kind.
_URGENT = frozenset({"despair", "passport", "stolen"})
# With which needs a message to the staff is offered.
_OFFERED = frozenset({"complaint", "lost_property", "stolen"})
_DESKS_OF = frozenset({"hospital", "complaints", "lost-property", "police", "consulate"})


def needs_desk(turn: Turn) -> str | None:
    """Somebody needs a certain desk, whatever else the message looks like."""
    if turn.value("need") is None:
        return None
    # Who is ill and asks for a pharmacy has said where to.
    asks_for = turn.value("office_kind")
    is_other = asks_for is not None and turn.intent == "find_office" and not _is_urgent(turn)
    return None if is_other and asks_for not in _DESKS_OF else "ask_desk"


def is_report(turn: Turn) -> str | None:
    """What says that the fact just told is wrong is a report, whatever it was taken for."""
    last = last_request(turn)
    is_told = last is not None and intent_of(last.intent).tells_facts
    return "report_error" if turn.value("claim") and is_told and not turn.value("repair") else None


def takes_offer(turn: Turn) -> str | None:
    """A yes to the message to the staff that was offered with whom to complain to."""
    last = last_request(turn)
    is_offered = last is not None and last.intent == "ask_desk"
    needs = {e["value"] for e in last.entities if e["entity"] == "need"} if last else set()
    is_taken = is_offered and turn.intent == "affirm" and needs & _OFFERED
    return "ask_desk" if is_taken else None


def _is_urgent(turn: Turn) -> bool:
    return bool(_URGENT & set(turn.values("need")))
