"""What goes on with the last plan, or with the last question about prices."""

from __future__ import annotations

from collections.abc import Mapping

from actions.dialogue.state import FOCUS, PLAN, SEARCH, TICKETS, TOPIC
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.attributes import asks_fit
from actions.interpretation.party import is_kin
from actions.interpretation.place_lookup import listed_places
from actions.interpretation.plan_stops import EDITS, is_plan_at_hand
from actions.interpretation.properties import properties_asked
from actions.interpretation.recently_named import spoken_of_last
from actions.interpretation.target_kind import kinds_sought
from actions.interpretation.tickets_named import tickets_named
from listings.queries import prices_of
from semantics.intents import intent_of

_PLANS = ("plan_visit", "change_plan")
# What is put into a plan, taken out or moved, and the words that say so of nothing else.
_THINGS = ("place", "ordinal", "category", "cuisine", "meal", "reference", "break")
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
# What is liked, which nobody tells with two times of day but for a plan between them.
_LIKED = frozenset({"sea", "old", "nature", "food", "art", "shopping", "view"})
_ALTOGETHER, _SIGHT = "total", "attraction"
_TOUR, _BOTH, _CRUISE = "tour", "both", "cruise"
# What a message may say of a trip without telling how a plan should be.
_NO_CHANGE = frozenset({"include", _PLAN_WORD, _TOUR, _BOTH, _CRUISE})
_DINING, _SIGHTS, _INCLUDE = "find_dining", "find_attraction", "include"
# Of a list of sights nobody says that.
_OF_PLANS = frozenset({"half", "whole", "slow", "next-day", "later", "earlier", "until", "remove"})
_LOOSE = ("follow_up", "nlu_fallback", "refine", "select_item", "out_of_scope", "more_results")
_UNCLEAR = ("nlu_fallback", "out_of_scope", "chitchat")
_SERVICES = ("facility_kind", "shop_kind", "event_kind", "train", "line", "office_kind")
_DENIED = ("category", "place", "cuisine", "meal")
_STOPS = ("place", "reference", "office_kind", "facility_kind", "category", "cuisine", "ordinal")
_HOW, _SELECT = frozenset({"easy", "flat", "on-foot"}), "select_item"
_THERE, _SEVERAL = "there", 2
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


def asks_for_ticket(turn: Turn) -> str | None:
    """One of the tickets of the last question about prices: "and the cable car?", "at night?"."""
    kept = turn.slots.get(TICKETS)
    if turn.slots.get(TOPIC) != _TICKET or not isinstance(kept, Mapping):
        return None
    is_open = turn.intent in (*_LOOSE, _TICKET, *_PLANS, "chitchat", "ask_details")
    said = set(turn.values("attribute")) - {"price"}
    if not is_open or said or any(map(turn.values, (*_POINTED, "time", "comparison"))):
        return None
    places = listed_places(turn, map(str, kept.get("places") or ()))
    names = (tickets_named(turn, p, prices_of(turn.session, p.id)) for p in places)
    return _TICKET if any(names) else None


def asks_price(turn: Turn) -> str | None:
    """What several people pay, or one of an age, however many places are named."""
    kin = sum(map(is_kin, turn.wanted))
    persons = sum(len(turn.values(name)) for name in _PEOPLE)
    if turn.intent == _TICKET and not persons and turn.value("place") and properties_asked(turn):
        # What else is asked of the place is told with its price.
        return None
    pair = sum(e["entity"] == "place" and e.get("role") == "compared" for e in turn.wanted)
    if turn.value("comparison") and pair >= _SEVERAL:
        return None
    pointed = any(map(turn.values, _POINTED)) or turn.slots.get(FOCUS) or turn.slots.get(TICKETS)
    if not pointed and kinds_sought(turn) and turn.value("price"):
        # "Free and indoors, with two children": what is looked for, no price of a place.
        return None
    if turn.intent == _SELECT and persons and turn.value("ordinal"):
        return _TICKET if set(turn.values("attribute")) == {"price"} else None
    if turn.intent == _TICKET:
        persons += len(turn.values("audience"))
        return _TICKET if persons and set(turn.values("attribute")) <= {"price"} else None
    counted = persons - len(turn.values("people")) - kin
    if turn.intent == _PLANS[0] and _ALTOGETHER in turn.values("adds") and turn.value("place"):
        # "The northern route, two adults and a student, in total" is no plan.
        return _TICKET if counted > 1 and not turn.value("time") else None
    is_unclear = turn.intent in _UNCLEAR
    return _TICKET if is_unclear and counted > 1 and not kinds_sought(turn) else None


def given_up(turn: Turn) -> tuple[Entity, ...]:
    """Return what the message gives up: "drop the castle", "lunch is not needed"."""
    return tuple(e for e in turn.entities if e.get("role") == "given_up")


def asks_plan(turn: Turn) -> str | None:
    """A walk that starts somewhere, or some hours to fill, in words that no plan was known by."""
    is_unasked = turn.intent == _HOURS and not turn.value("attribute")
    if turn.intent not in _MAY_ASK_PLAN and not is_unasked:
        return None
    if asks_fit(turn):
        return None
    is_of_place = turn.value("place") or (turn.slots.get(FOCUS) and not is_plan_at_hand(turn))
    if is_of_place and "duration" in turn.values("attribute"):
        # How much time to plan for one place is a fact of it.
        return None
    if _tours_places(turn):
        return _PLANS[0]
    is_day = bool({"half", "whole"} & set(turn.values("wish")))
    if (_PLAN_WORD in turn.values("trip") or is_day) and _named(turn) >= _SEVERAL:
        # "My plan: the market, then the museum. Is that possible?" is told as a plan of these.
        return _PLANS[0]
    if is_unasked:
        return None
    if "until" in turn.values("wish") and _named(turn, roles=False) >= _SEVERAL:
        ends = {e.get("role") for e in turn.wanted if e["entity"] == "time"}
        if "finish" in ends:
            # Who must be back by an hour asks for no way between two places.
            return _PLANS[0]
    if _is_between_hours(turn) and (_returns(turn) or _LIKED & set(turn.values("trip"))):
        return _PLANS[0]
    if _CRUISE in turn.values("trip") and _is_between_hours(turn):
        return _PLANS[0]
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


def _tours_places(turn: Turn) -> bool:
    """Say whether several places are to be visited in one go: "in what order?", "do both"."""
    trip = set(turn.values("trip"))
    named = len({str(e["value"]) for e in turn.wanted if e["entity"] in ("place", "category")})
    named += _THERE in turn.values("reference")
    if {_BOTH, _TOUR} & trip and named < _SEVERAL and len(spoken_of_last(turn)) == _SEVERAL:
        is_told = turn.value("time") or turn.value("edit") or _TOUR in trip
        return bool(is_told) and not turn.value("attribute") and not turn.value("comparative")
    return _TOUR in trip and named >= _SEVERAL


def _named(turn: Turn, *, roles: bool = True) -> int:
    """Return how many places and sorts the message wants; without ``roles`` those with none."""
    found = [e for e in turn.wanted if e["entity"] in ("place", "category")]
    return len({str(e["value"]) for e in found if roles or e.get("role") is None})


def _returns(turn: Turn) -> bool:
    """Say whether one comes back to where one starts: "from the station, back there by three"."""
    ends = [e for e in turn.wanted if e["entity"] in ("place", "office_kind") and e.get("role")]
    begins = {e["value"] for e in ends if e["role"] in ("origin", "start")}
    return any(e["value"] in begins for e in ends if e["role"] in ("finish", "destination"))


def _is_between_hours(turn: Turn) -> bool:
    """Say whether the message tells two times of day, of a ship for example."""
    return sum("clock=" in v or "oclock=" in v for v in turn.values("time")) >= _SEVERAL


def changes_plan(turn: Turn) -> str | None:
    """What the last plan should hold or leave out, or when it should be."""
    if not turn.slots.get(PLAN) or asks_fit(turn):
        return None
    if turn.intent == _PLANS[0] and _PLAN_WORD not in turn.values("trip"):
        # "And fit some dumplings in" asks for no plan but this one.
        return _CHANGE if is_plan_at_hand(turn) and _edits(turn) else None
    if turn.intent in (*_OWN, *_PLANS) or _NO_STOP in kinds_sought(turn):
        return None
    if _edits(turn):
        return _CHANGE
    if not is_plan_at_hand(turn):
        return None
    if any(map(turn.values, _SERVICES)) or _asks_aside(turn):
        return None
    denies = any(e["entity"] in _DENIED for e in (*turn.denied, *given_up(turn)))
    denies = denies or any(e.get("role") == "preferred" for e in turn.wanted)
    if _goes_there(turn):
        return _CHANGE
    is_how = bool(_HOW & set(turn.values("trip"))) and not any(map(turn.values, _STOPS))
    if turn.intent in _ASKS and not denies and not is_how and not _would_go(turn):
        return None
    if turn.value("ordinal") and not denies and turn.intent == _SELECT and not turn.value("time"):
        # "Is the second one indoors?" asks of a stop.
        return None
    if denies or _says_what(turn):
        return _CHANGE if turn.intent not in (_HOURS, _TICKET) or denies else _of_plan(turn)
    if turn.intent in _SAY_WHAT:
        return None
    if intent_of(turn.intent).about_place and turn.intent != _HOURS:
        return None
    is_asked = turn.intent == _HOURS and _is_of_place(turn)
    is_time = turn.value("time") and not turn.value("place") and not is_asked
    return _CHANGE if is_time else _of_plan(turn)


def _asks_aside(turn: Turn) -> bool:
    """Say whether a message asks something beside the plan: what is near it, which is better."""
    compares = turn.value("comparison") is not None
    is_near = "focus" in turn.values("near") or "near" in {
        e.get("role") for e in turn.wanted if e["entity"] == "reference"
    }
    looks = turn.intent in ("nearby", _DINING, _SIGHTS, "ask_directions")
    is_open = turn.intent == _HOURS and "hours" in turn.values("attribute")
    is_open = is_open and not turn.value("time") and bool(turn.slots.get(FOCUS))
    return compares or (is_near and looks) or is_open


def _edits(turn: Turn) -> bool:
    """Say whether a thing is put into the plan, taken out of it or moved, whatever was asked since.

    A list that was shown since is what is narrowed by leaving a sort out.
    """
    said = EDITS & set(turn.values("edit"))
    is_thing = any(e["entity"] in _THINGS for e in turn.entities)
    if not said or turn.value("attribute"):
        return False
    if is_plan_at_hand(turn):
        # "Put it back in" names nothing.
        return is_thing or (turn.intent in _LOOSE and not kinds_sought(turn))
    if not is_thing:
        return False
    is_listed = turn.slots.get(SEARCH) is not None and not turn.value("ordinal")
    return not is_listed or bool(said - {"drop"})


def _would_go(turn: Turn) -> bool:
    """Say whether a message taken for a question about the way only names where to go too."""
    is_way = turn.intent == "ask_directions" and turn.value("place") is not None
    return is_way and _INCLUDE in turn.values("trip") and turn.value("attribute") is None


def _goes_there(turn: Turn) -> bool:
    """Say whether the message says where one would go in some part of the plan's day."""
    is_then = any("part=" in v or "clock=" in v for v in turn.values("time"))
    is_thing = any(map(turn.values, ("place", "category", "cuisine")))
    asks = turn.value("attribute") or turn.value("asks")
    return _INCLUDE in turn.values("trip") and is_then and is_thing and not asks


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
    return bool(trip - _NO_CHANGE) or any(map(turn.values, ("wish", "length")))


def _of_plan(turn: Turn) -> str | None:
    """Return the act of a question about the plan's hours, which tells the plan again."""
    return _CHANGE if turn.intent == _HOURS and not _is_of_place(turn) else None


def _is_of_place(turn: Turn) -> bool:
    """Say whether hours are asked of a place ("is it open?") and not of the plan."""
    is_focus = turn.value("asks") or turn.slots.get(TOPIC) not in _PLANS
    return any(map(turn.values, _STOPS)) or bool(is_focus and turn.slots.get(FOCUS))
