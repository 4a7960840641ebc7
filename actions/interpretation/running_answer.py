"""What goes on with the last plan, or with the last question about prices."""

from __future__ import annotations

from actions.dialogue.state import PLAN, TICKETS, TOPIC
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.party import is_kin
from actions.interpretation.properties import properties_asked
from actions.interpretation.target_kind import kinds_sought
from semantics.intents import intent_of

_PLANS = ("plan_visit", "change_plan")
_TICKET, _CHANGE, _HOURS = "ask_ticket", "change_plan", "ask_hours"
_BOOK = "book"
_PEOPLE = ("party", "age", "height", "people")
_POINTED = ("place", "ordinal", "reference", "office_kind", "line")
# What is never said of a plan or of prices, whatever words stand in it.
_OWN = (
    *("emergency", "human", "help", "start_over", "change_language", "leave_message", "book"),
    *("bot_challenge", "bot_privacy", "bot_source", "thanks", "goodbye", "greet", "insult"),
    *("weather_talk", "joke", "ask_business", "ask_culture", "find_office"),
)
# Questions of their own, but where a place is denied.
_ASKS = ("ask_transport", "ask_way", "ask_contact", "ask_address", "ask_directions", "nearby")
# Whose messages change a plan only where they say what to change.
_SAY_WHAT = ("find_attraction", "find_dining", "ask_details", "ask_practical", "ask_ticket")
# What a wish for a plan may be taken for, when it begins with a place.
_SEARCHES = ("find_attraction", "find_dining")
_MAY_ASK_PLAN = (
    *("ask_directions", "ask_way", "nlu_fallback", "out_of_scope", "book", "refine", "follow_up"),
    *("chitchat", "nearby", "ask_details", "ask_transport"),
    *_SEARCHES,
)
_PLAN_WORD = "plan"
_ALTOGETHER, _SIGHT = "total", "attraction"
_DINING, _SIGHTS, _INCLUDE = "find_dining", "find_attraction", "include"
# Of a list of sights nobody says that.
_OF_PLANS = frozenset({"half", "whole", "slow", "next-day", "later", "earlier", "until", "remove"})
_LOOSE = ("follow_up", "nlu_fallback", "refine", "select_item", "out_of_scope", "more_results")
_UNCLEAR = ("nlu_fallback", "out_of_scope", "chitchat")
_SERVICES = ("facility_kind", "shop_kind", "event_kind", "train", "line", "office_kind")
_DENIED = ("category", "place", "cuisine", "meal")
# Kinds of place that no plan holds.
_NO_STOP = "hotel"


def corrects_party(turn: Turn) -> str | None:
    """For others than the last question about prices counted: "no, three adults"."""
    if turn.slots.get(TOPIC) != _TICKET or not turn.slots.get(TICKETS):
        return None
    adds = turn.intent == _BOOK and turn.value("adds") is not None
    if (turn.intent in (*_OWN, *_ASKS, *_PLANS) and not adds) or kinds_sought(turn):
        return None
    if any(map(turn.values, _POINTED)) or not any(map(turn.values, _PEOPLE)):
        return None
    return _TICKET


def adds_prices(turn: Turn) -> str | None:
    """Another place counted in with the last question about prices, or those of it together.

    "And with the tower, all in all?", "both together?"
    """
    if not turn.slots.get(TICKETS) or turn.intent in _OWN:
        return None
    asked = set(turn.values("attribute")) - {"price"}
    if asked or kinds_sought(turn) - {_SIGHT} or any(map(turn.values, _SERVICES)):
        return None
    added = set(turn.values("adds"))
    named = turn.value("place") is not None
    if _ALTOGETHER in added:
        is_said = named or _is_of_prices(turn)
        return _TICKET if is_said and turn.slots.get(TOPIC) not in _PLANS else None
    was_asked = turn.slots.get(TOPIC) == _TICKET
    is_loose = turn.intent in (*_LOOSE, _TICKET) or (turn.intent == _CHANGE and was_asked)
    return _TICKET if was_asked and named and added and is_loose else None


def _is_of_prices(turn: Turn) -> bool:
    return turn.slots.get(TOPIC) in (_TICKET, "ask_details", "compare", "ask_facts")


def asks_price(turn: Turn) -> str | None:
    """What several people pay, or one of an age, however many places are named."""
    kin = sum(map(is_kin, turn.wanted))
    persons = sum(len(turn.values(name)) for name in _PEOPLE)
    if turn.intent == _TICKET and turn.value("place") and properties_asked(turn):
        # What else is asked of the place is told with its price.
        return None
    if turn.intent == _TICKET:
        persons += len(turn.values("audience"))
        return _TICKET if persons and set(turn.values("attribute")) <= {"price"} else None
    counted = persons - len(turn.values("people")) - kin
    is_unclear = turn.intent in _UNCLEAR
    return _TICKET if is_unclear and counted > 1 and not kinds_sought(turn) else None


def given_up(turn: Turn) -> tuple[Entity, ...]:
    """Return what the message gives up: "drop the castle", "lunch is not needed"."""
    return tuple(e for e in turn.entities if e.get("role") == "given_up")


def asks_plan(turn: Turn) -> str | None:
    """A walk that starts somewhere, or some hours to fill, in words that no plan was known by."""
    if turn.intent not in _MAY_ASK_PLAN:
        return None
    if turn.value("place") and "duration" in turn.values("attribute"):
        # How much time to plan for one place is a fact of it.
        return None
    if _PLAN_WORD in turn.values("trip") and (turn.value("time") or turn.intent != _BOOK):
        return _PLANS[0]
    ends = {e.get("role") for e in turn.wanted if e["entity"] == "time"} & {"start", "finish"}
    if len(ends) == 2 or (ends == {"finish"} and turn.intent in _UNCLEAR):
        # Nobody tells when a walk begins and ends but for a plan of it.
        return _PLANS[0]
    if turn.intent in _SEARCHES and not ("half" in turn.values("wish") and turn.values("trip")):
        return None
    has_start = any(e.get("role") == "start" and e["entity"] == "place" for e in turn.wanted)
    has_hours = bool({"half", "whole"} & set(turn.values("wish"))) or turn.value("length")
    says_how = turn.value("trip") is not None or turn.value("time") is not None
    return _PLANS[0] if has_hours and (has_start or says_how) else None


def changes_plan(turn: Turn) -> str | None:
    """What the last plan should hold or leave out, or when it should be."""
    if turn.slots.get(TOPIC) not in _PLANS or not turn.slots.get(PLAN):
        return None
    if turn.intent in (*_OWN, *_PLANS) or _NO_STOP in kinds_sought(turn):
        return None
    if any(map(turn.values, _SERVICES)):
        return None
    denies = any(e["entity"] in _DENIED for e in (*turn.denied, *given_up(turn)))
    denies = denies or any(e.get("role") == "preferred" for e in turn.wanted)
    if turn.intent in _ASKS and not denies and not _would_go(turn):
        return None
    if denies or _says_what(turn):
        return _CHANGE if turn.intent not in (_HOURS, _TICKET) or denies else _of_plan(turn)
    if turn.intent in _SAY_WHAT:
        return None
    if intent_of(turn.intent).about_place and turn.intent != _HOURS:
        return None
    return _CHANGE if turn.value("time") and not turn.value("place") else _of_plan(turn)


def _would_go(turn: Turn) -> bool:
    """Say whether a message taken for a question about the way only names where to go too."""
    is_way = turn.intent == "ask_directions" and turn.value("place") is not None
    return is_way and _INCLUDE in turn.values("trip") and turn.value("attribute") is None


def _says_what(turn: Turn) -> bool:
    """Say whether the message tells how the plan should be; in a search that takes more."""
    trip = set(turn.values("trip"))
    if (
        turn.value("meal")
        or _would_go(turn)
        or (turn.intent in _LOOSE and _INCLUDE in trip and turn.value("place"))
    ):
        return True
    if turn.intent == _DINING:
        return False
    if turn.intent == _SIGHTS and _INCLUDE not in trip:
        return bool(_OF_PLANS & set(turn.values("wish")))
    return bool(trip - {_INCLUDE, _PLAN_WORD}) or any(map(turn.values, ("wish", "length")))


def _of_plan(turn: Turn) -> str | None:
    """Return the act of a question about the plan's hours, which tells the plan again."""
    pointed = any(map(turn.values, ("place", "reference", "office_kind", "facility_kind")))
    return _CHANGE if turn.intent == _HOURS and not pointed else None
