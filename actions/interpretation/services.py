"""What a visitor needs at hand, wants to buy or to see happen: facilities, shops, events, trains.

The words of their kinds are found beside everything else in a message, so these rules say when they
are what the message is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.dialogue.state import FOCUS, RECENT, SERVICE, TOPIC
from actions.dialogue.turn import Entity, Turn, is_wanted
from actions.interpretation.named_places import named_place
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.references import place_in
from actions.interpretation.target_kind import kinds_sought, overlap, running_topic
from actions.interpretation.trips import ENDED, LANDED, MEANS, TRAVEL
from actions.interpretation.unclear import UnclearError
from listings.goods import sellers
from listings.models import Place, Shop
from listings.queries import find_attractions, find_places
from semantics.intents import intent_of

FACILITY, SHOP, EVENT, TRAIN = "facility_kind", "shop_kind", "event_kind", "train"
ANY, STAY, GOODS = "any", "stay", "goods"
"""Any shop or event; those of the days that the visitor stays; a shop that sells what is named."""

# Whatever else is said in them, these stay what they are.
_OTHERWISE = (
    *("plan_visit", "change_plan", "emergency", "human", "leave_message", "report_error"),
    *("book", "change_language", "show_local", "start_over"),
)
# The help desk of whom one asks that is the visitor office itself.
HELP_DESK = "help-desk"
_FIND_FACILITY = "find_facility"
_ASKED_OF_OFFICE = ("ask_hours", "ask_office_hours", "ask_contact")
# What tells of a thing rather than where or when it is.
# What a kind of event beside a time was taken for, while no place is spoken of.
_LOOSE = ("nlu_fallback", "out_of_scope", "ask_details", "ask_hours")
_TELLS = ("ask_culture", "ask_business", "ask_transport")
_METRO = "metro"
# What a message is taken for that only changes a search.
_NARROWS = "refine"
# How the place around which something is looked for stands in the message.
_AROUND = ("near", "origin")


def means_facility(turn: Turn) -> bool:
    """Say whether the message looks for something at hand: toilets, lockers, a cash machine.

    What a place that is looked for or spoken of should have is a condition, or asked of it.
    """
    aside = [e for e in turn.entities if e["entity"] == "amenity" and not is_wanted(e)]
    kinds = [
        e
        for e in turn.wanted
        if e["entity"] == FACILITY and not any(overlap(e, other) for other in aside)
    ]
    if not kinds or turn.intent in _OTHERWISE:
        return False
    if {e["value"] for e in kinds} == {HELP_DESK} and turn.intent in _ASKED_OF_OFFICE:
        return False
    others = _without(turn, "kind", kinds)
    others = _without(others, "category", [k for k in kinds if not _is_sort(turn, k)])
    if kinds_sought(others) - {"attraction"}:
        return False
    searched = intent_of(turn.intent).searches == "attraction" and not turn.value("order")
    if searched and "attraction" in kinds_sought(others):
        return False
    amenities = [e for e in turn.wanted if e["entity"] == "amenity"]
    is_amenity = all(any(overlap(k, a) for a in amenities) for k in kinds)
    return not (is_amenity and not turn.value("order") and _is_about_place(turn))


def _is_sort(turn: Turn, facility: Entity) -> bool:
    """Say whether the word for a facility is one for a sort of sight that the city has."""
    sorts = [e for e in turn.wanted if e["entity"] == "category" and overlap(e, facility)]
    return any(find_attractions(turn.session, category=str(e["value"])) for e in sorts)


def asks_nearest_facility(turn: Turn) -> str | None:
    """The facilities asked for last near somewhere else: "which is nearest to the square?"."""
    service = turn.slots.get(SERVICE)
    was_asked = isinstance(service, dict) and turn.slots.get(TOPIC) == _FIND_FACILITY
    if not was_asked or turn.intent in _OTHERWISE:
        return None
    asks_other = any(map(turn.values, ("attribute", "travel", "train", "time")))
    if turn.value("order") != "nearest":
        named = turn.value("place") or turn.value("office_kind")
        is_alike = named and turn.value("property") and not asks_other
        return _FIND_FACILITY if is_alike and not kinds_sought(turn) - {"attraction"} else None
    names_other = kinds_sought(turn) - {"attraction"} or turn.value(SHOP) or turn.value("category")
    is_near = any(e.get("role") in _AROUND for e in turn.wanted) or turn.value("near")
    return _FIND_FACILITY if is_near and not names_other else None


def means_shop(turn: Turn) -> bool:
    """Say whether the message looks for shops, or for what to take home.

    A word that is also one for a kind of sight (a market) is looked for among both by the search
    for sights.
    """
    if turn.intent in _OTHERWISE:
        return False
    others = [e for e in turn.wanted if e["entity"] in ("category", "cuisine", "place")]
    kinds = [
        e
        for e in turn.wanted
        if e["entity"] == SHOP
        and (e["value"] == GOODS or not any(overlap(e, other) for other in others))
    ]
    kinds = [e for e in kinds if e["value"] != GOODS or not _is_served(turn, e)]
    if any(e["value"] != ANY for e in kinds):
        return True
    # "Good shops" alone names no kind; "a hotel near the shops" is about the hotel, and what one
    # gets back of what one buys is an article's.
    is_told = turn.intent in _TELLS
    return bool(kinds) and not is_told and not kinds_sought(turn) - {"attraction"}


def goods_asked(turn: Turn) -> tuple[str, ...]:
    """Return what the message wants to buy, in the visitor's words."""
    wanted = [e for e in turn.wanted if (e["entity"], e["value"]) == (SHOP, GOODS)]
    return tuple(dict.fromkeys(turn.text[e["start"] : e["end"]] for e in wanted if "start" in e))


def _is_served(turn: Turn, goods: Entity) -> bool:
    """Say whether what seems to be bought is eaten or drunk on the spot: no shop sells it."""
    meals = [e for e in turn.wanted if e["entity"] in ("cuisine", "dish") and overlap(e, goods)]
    is_meal = any(e["start"] <= goods["start"] and e["end"] >= goods["end"] for e in meals)
    if not is_meal:
        return False
    shops = (s for s in find_places(turn.session, "shop") if isinstance(s, Shop))
    return not sellers(shops, turn.text[goods["start"] : goods["end"]], only_known=True)


def means_event(turn: Turn) -> bool:
    """Say whether the message asks what is on, as a whole or at some time.

    The story of a festival is an article's, unless a day is asked for.
    """
    kinds = turn.values(EVENT)
    # A festival's name is no day beside it.
    words = [e for e in turn.wanted if e["entity"] == EVENT]
    times = [e for e in turn.wanted if e["entity"] == "time"]
    at_a_time = any(not any(overlap(t, word) for word in words) for t in times)
    if not kinds or turn.intent in _OTHERWISE or turn.value("place") or turn.value("line"):
        return False
    # The Chinese word for "nearest" is also that for "these days".
    if turn.value("near") or (turn.intent == "nearby" and turn.value("order") is None):
        return False
    if kinds_sought(turn) - {"attraction"} and not at_a_time:
        return False
    if STAY in kinds and ANY not in kinds and kinds_sought(turn) - {"attraction"}:
        # "I am travelling: a bar that is open at two" looks for the bar.
        return False
    is_loose = turn.intent in _LOOSE and not {ANY, STAY} & set(kinds)
    if at_a_time and is_loose and not kinds_sought(turn) - {"attraction"}:
        # "Are the trees in flower at the end of March?" asks what is on then.
        return not turn.slots.get(FOCUS)
    if at_a_time or STAY in kinds:
        return ANY in kinds or STAY in kinds or turn.intent in ("ask_culture", "find_attraction")
    return ANY in kinds and (turn.intent not in _TELLS or not turn.value("topic"))


def means_trains(turn: Turn) -> bool:
    """Say whether first or last trains are asked for.

    Who asks what goes when they have stopped does not; who lands late and asks for the metro does.
    """
    travel = set(turn.values(TRAVEL))
    if ENDED in travel and travel & (MEANS - {_METRO}):
        return False
    goes_on = any(e["entity"] == "place" and e.get("role") != "origin" for e in turn.wanted)
    is_late = {LANDED, _METRO} <= travel and turn.value("time") and not goes_on
    return bool(turn.value(TRAIN) or is_late) and turn.intent not in _OTHERWISE


def spot_of(turn: Turn) -> Place | None:
    """Return the place around which the message looks: one that it names or points at, or None.

    A word for a facility is no office to start from.

    Raises:
        UnclearError: It names several places alike, or one that the database does not have.
    """
    facilities = [e for e in turn.entities if e["entity"] in (FACILITY, SHOP)]
    here = _without(turn, "office_kind", facilities)
    named = named_place(here)
    if named is not None:
        return named
    if here.value("office_kind") or here.value("reference") or here.value("ordinal"):
        return place_in(here)
    return None


def place_spoken_of(turn: Turn) -> Place | None:
    """Return the place in focus, else the last of any kind, None where none was spoken of."""
    ids = [turn.slots.get(FOCUS), *reversed((turn.slots.get(RECENT) or {}).values())]
    return next((p for i in ids if i and (p := listed_place(turn, str(i))) is not None), None)


def _without(turn: Turn, name: str, others: Sequence[Entity]) -> Turn:
    """Return the turn without the entities ``name`` that are a piece of one of ``others``.

    What stands right behind one without a blank belongs to it: the "shop" of a "massage shop".
    """
    kept = tuple(
        e
        for e in turn.entities
        if e["entity"] != name
        or not any(overlap(e, o) or e.get("start", -1) == o.get("end") for o in others)
    )
    return replace(turn, entities=kept)


def _is_about_place(turn: Turn) -> bool:
    """Say whether a word that is an amenity too is asked of a place, or wished for in a search.

    Near a place it is looked for in its own right; so is what was looked for last.
    """
    is_around = any(e["entity"] == "place" and e.get("role") in _AROUND for e in turn.wanted)
    searched = turn.intent == _NARROWS or intent_of(turn.intent).searches == running_topic(turn)
    if searched and running_topic(turn) is not None and not (is_around or turn.slots.get(FOCUS)):
        # "With a car park, and a station near by": what is around is around no place yet.
        return turn.slots.get(TOPIC) != _FIND_FACILITY
    if is_around or turn.value("near") or turn.slots.get(TOPIC) == _FIND_FACILITY:
        return False
    if running_topic(turn) is not None and not turn.slots.get(FOCUS):
        return True
    try:
        place = spot_of(turn)
    except UnclearError:
        return False
    return (place or listed_place(turn, str(turn.slots.get(FOCUS) or ""))) is not None


def service_again(turn: Turn) -> Turn | None:
    """Return a follow-up as the last question for a service, with what it names anew.

    "And near the museum?" after toilets asks for toilets near the museum. None where the last
    question was another, or where the message names no place, district or time.
    """
    service = turn.slots.get(SERVICE)
    if not isinstance(service, dict) or service.get("intent") != turn.slots.get(TOPIC):
        return None
    if not any(map(turn.values, ("place", "office_kind", "area", "time", "near"))):
        return None
    kept = tuple(
        {"entity": entity, "value": value}
        for entity, values in service.items()
        if entity != "intent"
        for value in values
    )
    return replace(turn, intent=str(service["intent"]), entities=(*turn.entities, *kept))
