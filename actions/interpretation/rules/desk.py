"""Rules for a need of a desk, whose desk it is, a fact called wrong, the message to the staff."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.pending import last_request
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.answers import UNCLEAR
from actions.interpretation.attributes import attributes_asked
from actions.interpretation.rules.acts import SIGHT
from actions.interpretation.target_kind import kinds_sought
from semantics.intents import SEARCH_OF, intent_of

# What is answered before where anything is; which offices help with a need by their own kind.
_URGENT = frozenset({"despair", "passport", "stolen"})
# With which needs a message to the staff is offered.
_OFFERED = frozenset({"complaint", "lost_property", "stolen"})
# Which of them a country decides; the kinds of office that belong to one.
_ABROAD = frozenset({"passport", "stolen", "lost_property"})
_OF_COUNTRIES = frozenset({"consulate", "embassy"})
# What a statement without any known word was taken for, and what says nothing in it.
_MISREAD = ("ask_ticket", "ask_hours", "ask_details", "ask_practical", "emergency", "insult")
_SAYS_NOTHING = ("language", "script", "property", "topic", "country", "city", "same")
# What a message takes over from the question that it goes on with.
_KEPT = ("need", "office_kind", "time", "requested_language")
_DESKS_OF = frozenset({"hospital", "complaints", "lost-property", "police", "consulate"})


def needs_desk(turn: Turn) -> str | None:
    """Somebody needs a certain desk, whatever else the message looks like."""
    needs = set(turn.values("need"))
    if not needs or (needs == {"complaint"} and _is_only_heard(turn)):
        return None
    # Who is ill and asks for a pharmacy has said where to.
    asks_for = turn.value("office_kind")
    is_other = asks_for is not None and turn.intent == "find_office" and not _is_urgent(turn)
    return None if is_other and asks_for not in _DESKS_OF else "ask_desk"


def is_of_country(turn: Turn) -> str | None:
    """Who says where they are from after a need or a question about consulates, means theirs."""
    last = last_request(turn)
    others = ("place", "area", "office_kind", "category", "cuisine", "ordinal", "reference", "time")
    if turn.value("country") is None or last is None or any(map(turn.values, others)):
        return None
    if kinds_sought(turn) or attributes_asked(turn):
        return None
    needs = {str(e["value"]) for e in last.entities if e["entity"] == "need"}
    if last.intent == "ask_desk" and needs & _ABROAD:
        return "ask_desk"
    asked = {str(e["value"]) for e in last.entities if e["entity"] == "office_kind"}
    return last.intent if asked & _OF_COUNTRIES else None


def is_only_heard(turn: Turn) -> str | None:
    """Who has heard that they would be cheated somewhere looks for something better."""
    kinds = kinds_sought(turn) - ({SIGHT} if turn.value("cuisine") else set())
    is_heard = turn.value("need") == "complaint" and _is_only_heard(turn)
    return SEARCH_OF[next(iter(kinds))] if is_heard and len(kinds) == 1 else None


def without_places(turn: Turn) -> Turn:
    """Return the turn without the places that it names: they are spoken ill of."""
    return replace(turn, entities=tuple(e for e in turn.entities if e["entity"] != "place"))


def is_for_who_speaks(turn: Turn) -> str | None:
    """A desk where a language is spoken is looked for: that is no order to switch to it."""
    is_order = turn.intent == "change_language" and turn.value("office_kind") is not None
    return "find_office" if is_order else None


def adds_to_need(turn: Turn) -> str | None:
    """What is said further about a need, and asks nothing that is known, goes to its desk too."""
    last = last_request(turn)
    if last is None or last.intent != "ask_desk" or turn.intent not in (*UNCLEAR, *_MISREAD):
        return None
    spoken_of = [e for e in turn.entities if e["entity"] not in _SAYS_NOTHING]
    return "ask_desk" if not spoken_of else None


def with_last_need(turn: Turn) -> Turn:
    """Return the turn with the need, or the kind of office, of the question answered last.

    Without a country of its own it goes on with that: ``continues`` is "need" then.
    """
    last = last_request(turn)
    kept = tuple(e for e in last.entities if e["entity"] in _KEPT) if last is not None else ()
    own = tuple(e for e in turn.entities if e["entity"] not in _KEPT)
    goes_on: Entity = {"entity": "continues", "value": "need"}
    return replace(turn, entities=(*own, *kept, *(() if turn.value("country") else (goes_on,))))


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


def _is_only_heard(turn: Turn) -> bool:
    """Say whether what is bad is only told or feared, of a place or beside what is sought."""
    about = ("place", "category", "cuisine", "dish", "topic")
    return turn.value("hearsay") is not None and (
        bool(kinds_sought(turn)) or any(map(turn.values, about))
    )


def _is_urgent(turn: Turn) -> bool:
    return bool(_URGENT & set(turn.values("need")))
