"""Which of the things in a message go into the plan, out of it, or to another time.

"Drop the museum and put the pier in" has two verbs, each with an object of its own. English, and
Chinese without the mark of an object (把), name the thing behind the verb; Japanese, Korean and
what has that mark before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.turn import Entity, Turn

IN, OUT, MOVE, FIRST, LAST, SWAP = "put", "drop", "move", "first", "last", "swap"
_VERBS = frozenset({IN, OUT, MOVE, FIRST, LAST, SWAP})
# Where the verb stands: behind its thing, or before it but for the mark of an object.
_BEHIND = ("ja", "ko")
_OBJECT_MARK = "object"
_NOT = "not"


def verb_of(turn: Turn, thing: Entity) -> str | None:
    """Return the verb that a thing of the message is the object of, None where it has none.

    A message with verbs of one sort alone says that of all its things; but where it denies one of
    them by its own words, nothing else of it is taken out.
    """
    verb = _nearest_verb(turn, thing)
    if verb == OUT and thing.get("polarity") != _NOT and _denies(turn):
        return None
    return verb


def _denies(turn: Turn) -> bool:
    return any(e["entity"] == "place" and e.get("polarity") == _NOT for e in turn.entities)


def _nearest_verb(turn: Turn, thing: Entity) -> str | None:
    verbs = _verbs(turn)
    said = {str(v["value"]) for v in verbs}
    if not verbs or not all("start" in e for e in (thing, *verbs)):
        return next(iter(said)) if len(said) == 1 else None
    before = [v for v in verbs if int(v["start"]) < int(thing["end"])]
    after = [v for v in verbs if int(v["end"]) > int(thing["start"])]
    if _is_behind(turn, thing, before):
        nearest = after[0] if after else before[-1]
    else:
        nearest = before[-1] if before else after[0]
    return str(nearest["value"])


def objects_of(turn: Turn, verb: str, things: Sequence[Entity]) -> list[Entity]:
    """Return those of ``things`` that are objects of the verb, in order."""
    return [thing for thing in things if verb_of(turn, thing) == verb]


def says(turn: Turn, verb: str) -> bool:
    """Say whether the message has the verb."""
    return any(v["value"] == verb for v in _verbs(turn))


def _verbs(turn: Turn) -> list[Entity]:
    found = [e for e in turn.entities if e["entity"] == "edit" and e["value"] in _VERBS]
    return sorted(found, key=lambda e: int(e.get("start", 0)))


def _is_behind(turn: Turn, thing: Entity, before: Sequence[Entity]) -> bool:
    if turn.language in _BEHIND:
        return True
    if turn.language != "zh":
        return False
    first = int(before[-1]["end"]) if before else 0
    return any(
        e["entity"] == "edit"
        and e["value"] == _OBJECT_MARK
        and first <= int(e.get("start", 0)) < int(thing["start"])
        for e in turn.entities
    )
