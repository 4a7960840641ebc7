"""What goes on with the way that was told last: "and back?", "by taxi?", "when is the last train?".

Such a message names an end of the way anew, or none, and asks something of it. What it does not
name is taken from the way that was told.
"""

from __future__ import annotations

from actions.dialogue.lists import lists_shown
from actions.dialogue.pending import pending_of
from actions.dialogue.state import FOCUS, PENDING, SHOWN, TOPIC, TRIP
from actions.dialogue.trip import Trip
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.letters import letters_beside
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.properties import properties_asked
from actions.interpretation.target_kind import overlap
from semantics.intents import SEARCH_OF, intent_of

TRAVEL = "travel"
BACK, ONWARD, HERE, LANDED, STATION = "back", "onward", "here", "landed", "station"
# The metro does not run any more; then only what goes instead is asked.
ENDED = "ended"
ASK_WAY = "ask_way"
# How one goes; each can be asked of a way before anything is known of it.
MEANS = frozenset({"taxi", "walk", "metro", "bus", "drive"})
_LEADS = frozenset({"taxi", "walk"})
# What is asked of the ride itself, and what only changes where a way begins and ends.
_OF_RIDE = frozenset({"stops", "change", "exit", "line", "often", "fare"})
_TURNS = frozenset({BACK, ONWARD, HERE, LANDED, STATION, ENDED})
_OVER = frozenset({"metro", "trains"})
# What may be asked of a way or of a place: of the way where that was told just before.
_EITHER = frozenset({"time", "distance", "price", "duration", "way"})
# What asks something else than a way, whatever time it names.
_ASKS_OTHERWISE = ("asks", "contact", "need")
_FARE = "fare"
# How a taxi's meter counts at all, whichever way.
_TARIFF = "tariff"
# What the station of a place tells, wherever one starts.
_OF_STATION = frozenset({"line", "exit"})
# Of one place alone that is which station it has; of a way it is how many there are.
_WHICH_STATION = "stops"
AT_A_TIME = frozenset({"trains", "taxi"})
_WAYS = (ASK_WAY, "ask_directions", "ask_trains")
_OTHERWISE = frozenset(
    {
        *("plan_visit", "change_plan", "emergency", "human", "leave_message", "report_error"),
        *("change_language", "show_local", "greet", "thanks", "goodbye", "insult", "joke"),
    }
)
# What another question is about.
_SOUGHT = ("facility_kind", "shop_kind", "event_kind", "cuisine", "dish", "need")
_ENDS = ("place", "office_kind", "reference", "area", "category", "ordinal")
_END_ROLES = frozenset({"origin", "destination", "start", "finish"})
_THERE = "there"
# So much may stand beside the name of another end: "and what about the museum?".
_MOST_LETTERS = 20
_LETTERS_OF_CJK = 2
# From it on the classifier is sure.
_SURELY = 0.9


def trip_of(turn: Turn) -> Trip | None:
    """Return the way that a message may go on with, None where none was spoken of.

    Where another place has been spoken of since, that is where one goes. A list of several that
    was shown since leaves none.
    """
    trip = Trip.from_slot(turn.slots.get(TRIP))
    focus = str(turn.slots.get(FOCUS) or "") or None
    if focus is None:
        was_list = turn.slots.get(TOPIC) not in _WAYS and len(turn.slots.get(SHOWN) or ()) > 1
        return None if was_list else trip
    if trip is None:
        return Trip(destination=focus)
    return trip if focus in (trip.origin, trip.destination) else Trip(trip.origin, focus)


def asked_of_way(turn: Turn) -> frozenset[str]:
    """Return what the message asks of a way: means, "time", "stops", "trains" and the like."""
    asked = set(turn.values(TRAVEL)) - _TURNS
    if turn.value("train"):
        asked.add("trains")
    attributes = set(turn.values("attribute"))
    if "distance" in attributes:
        asked.add("distance")
    if "duration" in attributes and not turn.value("place"):
        # Of a place that is named, it is how long one stays.
        asked.add("time")
    if _FARE in asked and "price" in attributes and turn.value("place") and not _has_role(turn):
        # "And the castle, its price?": an entrance, whose word is that of a fare too.
        asked.discard(_FARE)
    if ENDED in turn.values(TRAVEL):
        # "And if the metro has stopped, how much is a taxi?"; else whether it has, and what then.
        return frozenset(asked - _OVER) or AT_A_TIME
    if turn.value("order") == "cheapest" and "way" in attributes:
        asked.add("fare")
    if turn.value("time") and asked <= {"metro"} and (asked or not _asks_otherwise(turn)):
        # Late or early: what still runs then. Whether it is open then is asked of the place.
        asked = set(AT_A_TIME)
    waiting = pending_of(turn)
    is_waiting = waiting is not None and waiting.intent == ASK_WAY
    if waiting is not None and is_waiting and not asked and not _asks_otherwise(turn):
        asked |= {str(e["value"]) for e in waiting.entities if e["entity"] == TRAVEL} - _TURNS
    return frozenset(asked)


def _asks_otherwise(turn: Turn) -> bool:
    """Say whether the message asks what no way has: whether a place is open, a number to call."""
    attributes = set(turn.values("attribute"))
    is_of_place = "price" in attributes and turn.value("place") is not None
    # "When do they pack up in the evening?" has no word for hours, and is heard as that.
    is_when = turn.intent == "ask_hours" and turn.confidence >= _SURELY and turn.value("figure")
    return (
        is_of_place
        or bool(is_when)
        or bool(attributes - _EITHER)
        or any(map(turn.values, _ASKS_OTHERWISE))
        or bool(properties_asked(turn))
    )


def goes_on_with_way(turn: Turn) -> str | None:
    """Something asked of the way told last, or that way with another beginning or end."""
    if turn.intent in _OTHERWISE or any(map(turn.values, _SOUGHT)):
        return None
    if _is_from_station(turn):
        return ASK_WAY
    if _looks_for(turn) or _compares_list(turn):
        return None
    if _TARIFF in turn.values(TRAVEL):
        return None
    asked, turns = asked_of_way(turn), set(turn.values(TRAVEL)) & _TURNS
    told = Trip.from_slot(turn.slots.get(TRIP))
    is_told = told is not None and told != Trip() and trip_of(turn) == told
    was_way = is_told and turn.slots.get(TOPIC) in _WAYS
    if "trains" in asked and (told is None or told.origin is None):
        # Those of the station there.
        return None
    is_of_station = bool(asked) and asked <= _OF_STATION and not turns and not _has_role(turn)
    starts = told is not None and told.origin is not None
    if _asks_which_station(turn, asked, turns) and not starts:
        return "ask_directions"
    if is_of_station and turn.slots.get(FOCUS) and not (starts and not turn.value("place")):
        return "ask_directions"
    if not _names_end(turn):
        if _points_at_list(turn):
            return None
        return ASK_WAY if _is_of_told(turn, asked, turns, is_told, was_way) else None
    if _has_both_ends(turn):
        return None
    if was_way and _only_moves(turn, asked, turns):
        return ASK_WAY
    is_led = bool(asked & _LEADS) and not turn.value("train")
    # Where one starts was said before: "and where do I get off for the square?".
    is_led = is_led or bool(asked & _OF_RIDE and told is not None and told.origin)
    is_led = is_led or bool(asked & MEANS and "line" not in asked and _starts_at_hotel(turn))
    if is_led and not turn.value("line"):
        return ASK_WAY
    if BACK in turns and is_told and _has_role(turn):
        return ASK_WAY
    return ASK_WAY if _has_role(turn) and turns & {HERE, ONWARD, LANDED} else None


def _asks_which_station(turn: Turn, asked: frozenset[str], turns: set[str]) -> bool:
    """Say whether the station of one place that is named is asked, of no way."""
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    is_bare = not turns and not _has_role(turn) and not turn.value("train")
    asked = asked - {"metro"}
    return len(named) == 1 and is_bare and _WHICH_STATION in asked <= {*_OF_STATION, _WHICH_STATION}


def _is_from_station(turn: Turn) -> bool:
    """Say whether it is asked how far a place that is named is from its own station."""
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    asks = {"time", "distance", "walk"} & asked_of_way(turn)
    return STATION in turn.values(TRAVEL) and len(named) == 1 and bool(asks)


def _starts_at_hotel(turn: Turn) -> bool:
    """Say whether a hotel was spoken of last, which is where one goes from and comes back to."""
    focus = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    return focus is not None and focus.kind == "hotel"


def _is_of_told(
    turn: Turn, asked: frozenset[str], turns: set[str], is_told: bool, was_way: bool
) -> bool:
    """Say whether a message that names no end asks something of the way that was told."""
    attributes = set(turn.values("attribute"))
    others = attributes - _EITHER
    if (others and not asked & (MEANS | _OF_RIDE)) or (turn.value("property") and not asked):
        return False
    is_timed = turn.value("time") is not None and not _asks_otherwise(turn)
    if was_way and (asked or turns or _is_price(turn, attributes) or is_timed):
        return not (turn.value("time") and not asked and intent_of(turn.intent).searches)
    if is_told and (asked & (MEANS | _OF_RIDE | {"trains"}) or BACK in turns):
        return True
    trip = trip_of(turn)
    if trip is None or trip.destination is None:
        return False
    # The way to the place in focus, of which the beginning is not known yet.
    is_led = bool(asked & _LEADS or (asked and STATION in turns)) and turn.slots.get(FOCUS)
    return bool(is_led or (HERE in turns and turn.slots.get(TOPIC) in _WAYS))


def _is_price(turn: Turn, attributes: set[str]) -> bool:
    return "price" in attributes and turn.intent != "ask_ticket"


def _only_moves(turn: Turn, asked: frozenset[str], turns: set[str]) -> bool:
    """Say whether the message changes an end of the way and asks nothing of the place there."""
    if set(turn.values("attribute")) - _EITHER or "price" in turn.values("attribute"):
        return bool(asked)
    if asked or turns or _has_role(turn):
        return True
    ends = {e["entity"] for e in turn.wanted if e["entity"] in ("place", "area", "ordinal")}
    if "ordinal" in ends or len(ends) > 1:
        # "And the first one?" is asked of a list.
        return False
    may = turn.intent in ("follow_up", "nlu_fallback", "out_of_scope", "select_item")
    may = may or (turn.intent in ("ask_details", "ask_directions") and _goes_on(turn))
    return may and letters_beside(turn, _LETTERS_OF_CJK) <= _MOST_LETTERS


def _goes_on(turn: Turn) -> bool:
    return turn.value("continues") is not None or bool(turn.slots.get(PENDING))


def _looks_for(turn: Turn) -> bool:
    """Say whether the message looks for a kind of place, other than as an end of the way."""
    beside = [e for e in turn.wanted if e["entity"] in (*_ENDS, TRAVEL) or _role(e)]
    sought = [
        e
        for e in turn.wanted
        if e["entity"] == "kind"
        and e["value"] in SEARCH_OF
        and not any(overlap(e, other) for other in beside if other is not e)
    ]
    rides = [e for e in turn.wanted if e["entity"] in (TRAVEL, "train")]
    wished = [e for e in turn.wanted if e["entity"] == "amenity"]
    if any(not any(overlap(e, ride) for ride in rides) for e in wished):
        return True
    named = [e for e in turn.wanted if e["entity"] == "category" and not _role(e)]
    loose = [e for e in named if not any(overlap(e, p) for p in turn.wanted if _is_name(p))]
    return bool(sought) or bool(loose) or turn.value("order") is not None


def _compares_list(turn: Turn) -> bool:
    """Say whether it is asked which of a list is nearest to where the visitor is."""
    is_list = len(turn.slots.get(SHOWN) or ()) > 1 and not turn.slots.get(FOCUS)
    return is_list and "nearer" in turn.values("comparison")


def _is_name(entity: Entity) -> bool:
    return entity["entity"] in ("place", "reference")


def _role(entity: Entity) -> bool:
    return entity.get("role") in _END_ROLES


def _has_role(turn: Turn) -> bool:
    return any(_role(e) and e["entity"] in _ENDS for e in turn.wanted)


def _names_end(turn: Turn) -> bool:
    """Say whether the message names a place, other than by pointing at what was spoken of."""
    return any(
        e["entity"] in ("place", "office_kind", "area", "category", "ordinal")
        or (e["entity"] == "reference" and (e["value"] != _THERE or _role(e)))
        for e in turn.wanted
    )


def _points_at_list(turn: Turn) -> bool:
    """Say whether "there" may be any place of the list that was shown last."""
    shown = next((one.places for one in lists_shown(turn.slots)), ())
    is_open = len(shown) > 1 and not turn.slots.get(FOCUS)
    return is_open and _THERE in turn.values("reference")


def _has_both_ends(turn: Turn) -> bool:
    roles = {e.get("role") for e in turn.wanted if e["entity"] in _ENDS}
    return bool({"origin", "start"} & roles) and bool({"destination", "finish"} & roles)
