"""What a message means where it stands in the conversation.

The classifier reads each message alone. "Somewhere with a car park in the west" looks to it like a
hotel; after a search for sights it goes on with that one. Which question is answered in the end is
decided here, by what the message itself says and by what was talked about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.dialogue.lists import lists_shown
from actions.dialogue.pending import last_request
from actions.dialogue.state import (
    ARTICLE,
    FOCUS,
    LISTS_SHOWN,
    PLAN,
    SEARCH,
    SHOWN,
    TOPIC,
    Search,
)
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.answers import UNCLEAR, as_answer
from actions.interpretation.description import is_description
from actions.interpretation.offices import office_meant, office_of_number
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.properties import PROPERTY, properties_asked
from actions.interpretation.recently_named import spoken_of_last
from actions.interpretation.repair import as_its_own, is_repair, repaired
from actions.interpretation.running_answer import (
    asks_plan,
    asks_price,
    changes_plan,
    corrects_party,
)
from actions.interpretation.services import (
    means_event,
    means_facility,
    means_shop,
    means_trains,
)
from actions.interpretation.suitability import is_with_children
from actions.interpretation.target_kind import (
    kinds_sought,
    names_filter,
    only_kind,
    overlap,
    running_topic,
)
from listings.models import Place
from listings.queries import find_articles
from semantics.intents import SEARCH_OF, intent_of

_REFINE, _MORE, _NEARBY, _DETAILS = "refine", "more_results", "nearby", "ask_details"
_PRACTICAL = "ask_practical"
_PLANS = ("plan_visit", "change_plan")
_TELLS = (
    *("ask_address", "ask_contact", "ask_details", "ask_directions", "ask_hours", "ask_ticket"),
    *("ask_practical", "select_item", "follow_up"),
)
# A moment or a part of a day, as semantics.time_terms writes them.
_CLOCKS = ("clock=", "part=")
# A kind of office decides over a search, unless one of these is sought beside it: nobody looks for
# a pharmacy among the sights, but for noodles near the station.
_SOUGHT = ("place", "category", "cuisine", "stars", "price", "dropped")
# "And on", "what about": so many letters beside a time ask nothing else; one of Chinese, Japanese
# or Korean stands for several.
_FEW_LETTERS, _LETTERS_OF_CJK = 12, 3
_SAID_OF_A_LIST = ("affirm", "deny")
_SIGHT = "attraction"
# What may be left out of a list or a plan, and what a message may be taken for that says so.
_LEFT_OUT = (
    "place",
    "area",
    "category",
    "cuisine",
    "dish",
    "amenity",
    "price",
    "stars",
    "allergen",
)
_LOOSE = ("more_results", "refine", "deny", "affirm", "select_item", "follow_up", *UNCLEAR)
# What narrows a search, and the sorts that it may be for.
_NARROWS = (
    *("area", "price", "stars", "rating", "amenity", "dish", "same"),
    *("visit_hours", "visit_minutes"),
)
_SORTS = ("category", "cuisine")
# What is answered before where anything is; which offices help with a need by their own kind.
_URGENT = frozenset({"despair", "passport", "stolen"})
# With which needs a message to the staff is offered.
_OFFERED = frozenset({"complaint", "lost_property", "stolen"})
_DESKS_OF = frozenset({"hospital", "complaints", "lost-property", "police", "consulate"})
# What may stand beside a time without asking anything.
_BESIDE_TIME = frozenset({"time", "language", "asks", "continues", "repair"})
# Where the place is that was spoken of.
THERE = "there"
# What narrows a list but is no question about a place, as its facilities or its rating are.
_TELL_NO_PLACE = ("area", "cuisine", "dish", "price", "stars", "same", "dropped")


@dataclass(frozen=True)
class Rule:
    """One way in which a message gets the act that is answered.

    ``meant`` returns the act, None where the rule says nothing of the message.
    """

    name: str
    meant: Callable[[Turn], str | None]


@dataclass(frozen=True)
class Resolved:
    """The turn with the act that is answered as its intent, and the rule that decided it."""

    turn: Turn
    rule: str


def resolve(turn: Turn) -> Resolved:
    """Return what the message means where it stands, by the first rule of ``RULES`` that tells.

    What answers our own question or corrects the last one is that before anything else. Without a
    rule it is what the classifier took it for.
    """
    if _needs_desk(turn):
        return Resolved(_as(turn, "ask_desk"), "need")
    answer = as_answer(turn)
    if answer is not None:
        if answer.intent != turn.intent or not answer.value("attribute"):
            return Resolved(answer, "pending-question")
        turn = answer
    # Plans and prices are corrected by rules of their own.
    if is_repair(turn) and not (changes_plan(turn) or corrects_party(turn)):
        whole = repaired(turn)
        if whole is not None:
            return Resolved(whole, "repair")
        turn = as_its_own(turn)
    elif turn.value("repair") and not turn.value("claim"):
        # It calls no fact wrong, but what was asked.
        turn = as_its_own(turn)
    for rule in RULES:
        intent = rule.meant(turn)
        if intent is not None:
            if rule.name == "there":
                turn = _near_focus(turn)
            return Resolved(_as(turn, intent), rule.name)
    return Resolved(turn, "classifier")


def _near_focus(turn: Turn) -> Turn:
    """Return the turn as one that looks around the place in focus, in its district at least."""
    place = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    near: dict[str, Any] = {"entity": "near", "value": "focus"}
    if place is not None and place.latitude is None and place.district_id:
        near = {"entity": "area", "value": place.district_id, "linked": True}
    others = tuple(e for e in turn.entities if e["entity"] != "near")
    return replace(turn, entities=(*others, near))


def _as(turn: Turn, intent: str) -> Turn:
    """Return the turn with the act that a rule gave it."""
    if intent == turn.intent:
        return turn
    entities = turn.entities
    if turn.intent == _NEARBY and intent_of(intent).searches and not turn.value("near"):
        entities = (*entities, {"entity": "near", "value": "focus"})
    return replace(turn, intent=intent, entities=entities)


def is_one_question(turn: Turn, questions: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether the pieces of a message are answered as one: of one place, or of two together.

    ``questions`` are the pieces that the classifier told apart, each with its ``intent``.
    """
    rule = resolve(turn).rule
    if turn.value("repair") and any(e["entity"] == "kind" for e in turn.denied):
        return True
    if rule in ("comparison", "from-to", "item-of-list", "need"):
        return True
    if _is_one_search(turn, questions):
        return True
    is_telling = all(question["intent"] in _TELLS for question in questions)
    return rule == "attributes" and is_telling and len(_names(turn)) <= 1


def _is_one_search(turn: Turn, questions: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether the pieces are wishes of one search: "a hotel in the centre. Near the metro"."""
    asked = {str(question["intent"]) for question in questions} - {_NEARBY, _REFINE}
    kind = only_kind(turn)
    return kind is not None and turn.intent == SEARCH_OF[kind] and asked == {turn.intent}


def _compares(turn: Turn) -> str | None:
    """Two places side by side: both named, one beside the one in focus, or those just spoken of."""
    if turn.intent in _PLANS:
        return None
    pair = {str(e["value"]) for e in turn.wanted if e.get("role") == "compared"} & _names(turn)
    if len(pair) >= 2 and turn.value("comparative"):
        return "compare"
    if not turn.value("comparison"):
        return None
    last = spoken_of_last(turn)
    if turn.value("comparison") == "has":
        is_pair = len(last) == 2 and not _names(turn) and attributes_asked(turn)
        return "ask_facts" if is_pair else None
    if len(_names(turn)) >= 2 and not _is_ends_of_way(turn):
        return "compare"
    goes_over_search = turn.value("order") is not None and running_topic(turn) is not None
    is_search = kinds_sought(turn) or turn.value("area") or turn.value("cuisine")
    return "compare" if len(last) >= 2 and not is_search and not goes_over_search else None


def _is_ends_of_way(turn: Turn) -> bool:
    """Say whether the places named are where a way begins and ends, and nothing else."""
    named = [e for e in turn.wanted if e["entity"] == "place"]
    return len(named) == 2 and {e.get("role") for e in named} == {"origin", "destination"}


def _is_way(turn: Turn) -> str | None:
    """From one place to another, of which one may be the place in focus."""
    if turn.intent in (*_PLANS, _NEARBY):
        return None
    is_search = len(_names(turn)) < 2 or kinds_sought(turn) - {_SIGHT}
    if intent_of(turn.intent).searches and is_search:
        return None
    roles = {e.get("role") for e in turn.wanted if e["entity"] in ("place", "office_kind")}
    if "origin" not in roles:
        return None
    others = {"destination"} & roles or turn.slots.get(FOCUS) or turn.value("ordinal")
    others = others or "distance" in turn.values("attribute")
    return "ask_way" if others or len(_names(turn)) >= 2 else None


def _is_superlative(turn: Turn) -> str | None:
    """The nearest, cheapest, best of a kind is a search in that order."""
    if not turn.value("order") or turn.intent in _PLANS or turn.value("office_kind"):
        return None
    kind = only_kind(turn)
    if kind is not None:
        return SEARCH_OF[kind]
    running = running_topic(turn)
    measured_from = {str(e["value"]) for e in turn.wanted if e.get("role") in ("near", "origin")}
    is_told = set(turn.values("attribute")) - {"rating", "distance"} or _names(turn) - measured_from
    return _REFINE if running is not None and not is_told else None


def _asks_which_are_open(turn: Turn) -> str | None:
    """Hours asked of a kind of place and of none of them is a search for those that are open."""
    pointed = any(map(turn.values, ("place", "ordinal", "reference", "office_kind")))
    when = turn.value("time") or turn.value("open_hours")
    if pointed or not when or turn.intent not in ("ask_hours", *UNCLEAR):
        return None
    kind = only_kind(turn)
    if kind is None and running_topic(turn) is not None and not turn.slots.get(FOCUS):
        return _REFINE
    return SEARCH_OF[kind] if kind is not None else None


def _asks_whether_open(turn: Turn) -> str | None:
    """Whether one can visit a place asks for its hours, whatever the classifier looks for."""
    if turn.value("asks") is None or turn.intent in _PLANS or turn.value("attribute"):
        return None
    beside = any(map(turn.values, ("near", "office_kind", "comparison", "amenity")))
    if beside or properties_asked(turn) or kinds_sought(turn) - {_SIGHT}:
        return None
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("role") is None]
    if len(named) == 1:
        return "ask_hours"
    is_new = named or kinds_sought(turn) or names_filter(turn) or intent_of(turn.intent).searches
    return "ask_hours" if turn.slots.get(FOCUS) and not is_new else None


def _asks_of_another_time(turn: Turn) -> str | None:
    """A time and hardly a word more asks the last question, or when it is open, of that time."""
    if turn.intent in _PLANS or intent_of(turn.intent).courtesy or not turn.value("time"):
        return None
    said = {e["entity"] for e in turn.entities}
    if not said <= _BESIDE_TIME or _letters_beside(turn) > _FEW_LETTERS:
        return None
    if turn.slots.get(SEARCH) and not turn.slots.get(FOCUS):
        return _REFINE
    last = str(turn.slots.get(TOPIC) or "")
    if intent_of(last).fits_time and not turn.value("asks"):
        return last
    return "ask_hours" if turn.slots.get(FOCUS) and last not in _PLANS else None


def _letters_beside(turn: Turn) -> int:
    """Return how many letters a message has beside what was found in it."""
    covered = {i for e in turn.entities for i in range(e.get("start", 0), e.get("end", 0))}
    letters = [c for i, c in enumerate(turn.text) if c.isalnum() and i not in covered]
    return sum(1 if c.isascii() else _LETTERS_OF_CJK for c in letters)


def _asks_facts(turn: Turn) -> str | None:
    """Several things asked of one place, or one by a message that the classifier did not know.

    One that the data have no column for is never passed over for what the classifier knows.
    """
    asked = attributes_asked(turn)
    pointed = any(turn.value(name) for name in ("place", "ordinal", "reference"))
    if not pointed and turn.value("area") and kinds_sought(turn) and PROPERTY in asked:
        # "Any bars in the north?" asks nothing of the place in focus.
        return None
    if not asked or not (pointed or turn.slots.get(FOCUS)):
        return None
    if turn.intent == _NEARBY and asked == (PROPERTY,):
        return None
    office = turn.value("office_kind")
    if office and not turn.value("place") and office_meant(turn, office) is None:
        return None
    if turn.intent in UNCLEAR and not pointed and _was_list(turn) and not turn.value("attribute"):
        return None
    if (PROPERTY in asked or _are_compared(turn)) and pointed and _tells(turn):
        return "ask_facts"
    if not (turn.intent in _TELLS or turn.intent in UNCLEAR):
        return None
    is_one_enough = turn.intent in (*UNCLEAR, _DETAILS, _PRACTICAL) or PROPERTY in asked
    least = 1 if is_one_enough or len(_names(turn)) >= 2 else 2
    return "ask_facts" if len(asked) >= least else None


def _are_compared(turn: Turn) -> bool:
    """Say whether the message names two places beside each other: "which has a pool, A or B"."""
    return sum(e["entity"] == "place" and e.get("role") == "compared" for e in turn.wanted) >= 2


def _tells(turn: Turn) -> bool:
    """Say whether the message was taken for a question, and looks for no kind of place."""
    is_question = intent_of(turn.intent).tells_facts and turn.intent not in _PLANS
    is_near = any(e.get("role") == "near" for e in turn.wanted) or turn.value("near") is not None
    return (is_question or turn.intent in UNCLEAR) and not (is_near and kinds_sought(turn))


def _was_list(turn: Turn) -> bool:
    """Say whether a list of several places was answered last: no older place is meant then."""
    was_search = turn.slots.get(TOPIC) in (*SEARCH_OF.values(), _REFINE, _MORE)
    return was_search and len(turn.slots.get(SHOWN) or ()) > 1


def attributes_asked(turn: Turn) -> tuple[str, ...]:
    """Return what the message asks of a place, in its order, each once; amenities are "amenity".

    What is no attribute of the data is "property". A time of day beside another question asks
    whether the place is open then.
    """
    asked = [
        (int(e.get("start", 0)), "amenity" if e["entity"] == "amenity" else str(e["value"]))
        for e in turn.wanted
        if e["entity"] == "attribute" or (e["entity"] == "amenity" and not _is_verb(turn, e))
    ]
    names = dict.fromkeys(name for _, name in sorted(asked))
    if properties_asked(turn):
        names = {PROPERTY: None, **names}
    has_clock = any(part in value for value in turn.values("time") for part in _CLOCKS)
    if set(names) - {PROPERTY} and (has_clock or turn.value("asks")):
        names.setdefault("hours")
    return tuple(names)


def _is_verb(turn: Turn, amenity: Entity) -> bool:
    """Say whether a word for a facility asks whether one may ("can one swim there?").

    One that is only guessed may be a piece of a property, too.
    """
    beside = ("asks",) if amenity.get("linked", True) else ("asks", PROPERTY)
    return any(e["entity"] in beside and overlap(e, amenity) for e in turn.entities)


def _names(turn: Turn) -> set[str]:
    """Return the ids of the places that the message itself names."""
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    return {str(e["value"]) for e in named}


def _goes_on(turn: Turn) -> str | None:
    """Other ones, more of them, or the last list narrowed."""
    if turn.intent == _MORE:
        return _more(turn)
    running, kind = running_topic(turn), only_kind(turn)
    if turn.intent == _REFINE and running is None and kind is not None:
        return SEARCH_OF[kind]
    if running is not None and (names_filter(turn) or kind is not None) and _is_about_list(turn):
        return _REFINE
    return None


def _leaves_out(turn: Turn) -> str | None:
    """What is to be left out, of the plan or the list that was answered last, or of a first list.

    "Apart from the castle, which museums are there?" asks nothing of the castle.
    """
    if not _names_left_out(turn) or any(map(turn.values, ("ordinal", "office_kind"))):
        return None
    if turn.slots.get(PLAN) and turn.slots.get(TOPIC) in _PLANS and turn.intent not in _PLANS:
        is_search = intent_of(turn.intent).searches and turn.value("area")
        return None if is_search else "change_plan"
    row = intent_of(turn.intent)
    is_loose = turn.intent in _LOOSE or (turn.value("allergy") and turn.intent != "emergency")
    if turn.intent in _PLANS or not (row.about_place or row.searches or is_loose):
        return None
    kind, running = only_kind(turn), running_topic(turn)
    if turn.value("place") and not row.searches:
        return None
    if running is not None and kind in (None, running):
        return _REFINE
    if kind is None and turn.intent == _DETAILS and turn.value("area"):
        return "find_attraction"
    return SEARCH_OF[kind] if kind is not None else None


def _names_left_out(turn: Turn) -> bool:
    return any(e["entity"] in _LEFT_OUT and e.get("linked", True) for e in turn.denied)


def _describes_a_kind(turn: Turn) -> str | None:
    """Details of "a hotel with free parking" are asked of none that was named: it is looked for."""
    is_length = any(map(turn.values, ("visit_hours", "visit_minutes")))
    if turn.intent not in (_DETAILS, "book", "ask_address", _PRACTICAL, *UNCLEAR) and not (
        turn.intent == "ask_hours" and is_length
    ):
        return None
    length_told = () if is_length else ("attribute",)
    pointed = ("place", "ordinal", "reference", "office_kind", "near", *length_told)
    kind = only_kind(turn)
    if kind is None or any(map(turn.values, pointed)):
        return None
    narrows = any(map(turn.values, (*_NARROWS, *(() if turn.intent == _DETAILS else _SORTS))))
    if not narrows:
        return None
    return _REFINE if _is_the_same_search(turn, {kind}) else SEARCH_OF[kind]


def _takes_the_list(turn: Turn) -> str | None:
    """A yes takes the list that was offered and not shown."""
    offered = running_topic(turn) is not None and turn.slots.get(SHOWN) == []
    return _MORE if offered and turn.intent == "affirm" and not names_filter(turn) else None


def _is_nearby(turn: Turn) -> str | None:
    if turn.intent != _NEARBY:
        return None
    kind = only_kind(turn)
    return SEARCH_OF[kind] if kind is not None and "me" not in turn.values("near") else _NEARBY


def _is_local_way(turn: Turn) -> str | None:
    is_asked = turn.intent == "ask_transport" and turn.slots.get(FOCUS) and turn.value("near")
    return "ask_directions" if is_asked else None


def _means(intent: str, applies: Callable[[Turn], bool]) -> Callable[[Turn], str | None]:
    return lambda turn: intent if applies(turn) else None


def _is_about_a_sight(turn: Turn) -> bool:
    """Say whether the message asks what there is to see in the sight that it points at."""
    return (
        turn.intent in ("find_attraction", _NEARBY)
        and turn.value("reference") == _SIGHT
        and not turn.value("near")
        and not turn.value("office_kind")
        and not names_filter(turn)
        and kinds_sought(turn) <= {_SIGHT}
    )


def _is_practical_of_a_place(turn: Turn) -> bool:
    """Say whether what travellers ask in practice is asked of a place ("my dog in that hotel")."""
    return turn.intent == _PRACTICAL and any(map(turn.values, ("place", "reference")))


def _is_about_a_district(turn: Turn) -> bool:
    """Say whether details are asked of a district of the city: what there is to see in it."""
    about_place = ("place", "reference", "ordinal", "amenity", "rating", "near", "dropped")
    is_linked = any(e["entity"] == "area" and e.get("linked") for e in turn.entities)
    return turn.intent == _DETAILS and is_linked and not any(map(turn.values, about_place))


def _is_for_an_office(turn: Turn) -> bool:
    is_search = bool(intent_of(turn.intent).searches) or turn.intent in (_REFINE, _PRACTICAL)
    is_weak = turn.intent in ("nlu_fallback", "out_of_scope")
    names_office = (is_search or is_weak) and turn.value("office_kind") is not None
    return names_office and not kinds_sought(turn) and not any(map(turn.values, _SOUGHT))


def _search(turn: Turn) -> str:
    """Return what a new search means: its own kind where the message names that or none other.

    One that names no kind but something to narrow by goes on with the search before it.
    """
    own, sought = intent_of(turn.intent).searches, kinds_sought(turn)
    if own in sought or turn.value("reference") == own:
        return _REFINE if _is_the_same_search(turn, sought) else turn.intent
    if len(sought) == 1:
        return SEARCH_OF[next(iter(sought))]
    if sought and own is not None:
        if turn.value("cuisine") and not turn.value("category"):
            return SEARCH_OF["restaurant"]
        likely = (i for i in turn.ranking if intent_of(i).searches in sought)
        return next(likely, turn.intent)
    narrows = names_filter(turn) and not turn.value("place") and not turn.value("near")
    if turn.value("same") and own != running_topic(turn):
        # "Where can we eat there?"
        return turn.intent
    return _REFINE if running_topic(turn) is not None and narrows else turn.intent


def _is_the_same_search(turn: Turn, sought: Collection[str]) -> bool:
    """Say whether a search that names its kind again adds to the one before it.

    "A cheap restaurant, please" after Italian ones in the centre is cheap, Italian and in the
    centre. Sights of no sort are not those of the sort before, and a message that names a place or
    nothing to narrow by begins anew.
    """
    if set(sought) != {running_topic(turn)} or not names_filter(turn):
        return False
    begins = any(map(turn.values, ("place", "near", "reference", "same")))
    return not begins and (_SIGHT not in sought or turn.value("category") is not None)


def _more(turn: Turn) -> str:
    """Return what "other ones" means: more of the list, a narrower one, or another kind."""
    running, kind = running_topic(turn), only_kind(turn)
    elsewhere = turn.value("near") is not None or turn.value("place") is not None
    if kind is not None and (kind != running or elsewhere):
        return SEARCH_OF[kind]
    return _REFINE if running is not None and names_filter(turn) else _MORE


def _is_about_list(turn: Turn) -> bool:
    """Say whether a message that names a filter changes the list: "yes, in the centre"."""
    if turn.intent in _SAID_OF_A_LIST:
        return True
    pointed = any(turn.value(name) for name in ("place", "ordinal", "reference", "office_kind"))
    if turn.intent == "select_item":
        return not pointed and not turn.slots.get(SHOWN)
    narrows = any(turn.value(name) for name in _TELL_NO_PLACE) and not turn.value("amenity")
    return turn.intent == _DETAILS and narrows and not pointed and not turn.slots.get(FOCUS)


def _is_item(turn: Turn) -> str | None:
    """A place of the last list, by what is said of it, and what is asked of that."""
    if not is_description(turn) or turn.intent in _PLANS or not turn.slots.get(LISTS_SHOWN):
        return None
    if attributes_asked(turn):
        return "ask_facts"
    return turn.intent if intent_of(turn.intent).about_place else _DETAILS


def _stays(turn: Turn) -> str | None:
    """A search for places where the one before it looked, or around the place spoken of.

    "And to eat?", "which hotels are there?": such a message names a kind and no place.
    """
    kind = only_kind(turn)
    is_said = THERE in turn.values("reference") or turn.value("continues") is not None
    if kind is None or not is_said or _says_where(turn) or turn.intent in _PLANS:
        return None
    if intent_of(turn.intent).about_place and turn.value("attribute"):
        return None
    search = Search.from_slot(turn.slots.get(SEARCH))
    if search is not None:
        narrows = search.topic != kind or names_filter(turn)
        return _REFINE if (search.district or search.near) and narrows else None
    focus, shown = turn.slots.get(FOCUS), turn.slots.get(SHOWN) or ()
    return _REFINE if focus and shown and focus not in shown else None


def _is_there(turn: Turn) -> str | None:
    """A search "there": around the place spoken of last, unless that was the only one of a list."""
    kind, focus = only_kind(turn), turn.slots.get(FOCUS)
    is_said = THERE in turn.values("reference") and focus
    if kind is None or not is_said or _says_where(turn):
        return None
    return None if list(turn.slots.get(SHOWN) or ()) == [focus] else SEARCH_OF[kind]


def _says_where(turn: Turn) -> bool:
    """Say whether the message itself says where, other than around what was spoken of."""
    where = ("place", "area", "ordinal", "office_kind", "dropped")
    return any(map(turn.values, where)) or bool({*turn.values("near")} - {"focus"})


def _is_bare_search(turn: Turn) -> str | None:
    """A kind with a condition and nothing else, where no list is chosen from."""
    kind = only_kind(turn)
    pointed = any(map(turn.values, ("place", "ordinal", "reference", "office_kind")))
    is_for_children = turn.intent == _DETAILS and is_with_children(turn)
    if is_for_children and kind is not None and not (pointed or turn.slots.get(FOCUS)):
        return SEARCH_OF[kind]
    if turn.intent != "select_item" or kind is None or pointed or lists_shown(turn.slots):
        return None
    return SEARCH_OF[kind]


def _is_of_article(turn: Turn) -> str | None:
    """What asks for no place but names an article is answered by that."""
    article = turn.value("article")
    pointed = any(map(turn.values, ("place", "ordinal", "reference", "office_kind", "attribute")))
    if article is None or pointed or turn.intent not in (_DETAILS, *UNCLEAR):
        return None
    groups = (a.group for a in find_articles(turn.session) if a.id == article)
    return next((f"ask_{group}" for group in groups), None)


def _is_of_number(turn: Turn) -> str | None:
    """An office by its number, or whom to call at all, where nothing else is understood."""
    if turn.intent not in UNCLEAR:
        return None
    pointed = any(map(turn.values, ("place", "ordinal", "reference", "office_kind")))
    is_phone = attributes_asked(turn) == ("phone",) and not (pointed or turn.slots.get(FOCUS))
    return "ask_contact" if is_phone or office_of_number(turn) else None


def _asks_to_book(turn: Turn) -> str | None:
    """Whether one must book is a question about the place, no wish to book."""
    is_asked = turn.intent == "book" and PROPERTY in attributes_asked(turn)
    return "ask_facts" if is_asked and (turn.value("place") or turn.slots.get(FOCUS)) else None


def _is_of_office(turn: Turn) -> str | None:
    """Facts asked of the one office of a kind, with what was taken for a search for offices."""
    kind = turn.value("office_kind")
    if turn.intent != "find_office" or kind is None or not attributes_asked(turn):
        return None
    only_where = attributes_asked(turn) == ("address",)
    return "ask_facts" if not only_where and office_meant(turn, kind) is not None else None


def _is_kind_at_price(turn: Turn) -> str | None:
    """A kind at a price, of which no place is named, is looked for: "the free museums"."""
    kind = only_kind(turn)
    named = any(e["entity"] == "place" and e.get("linked", True) for e in turn.entities)
    pointed = named or any(map(turn.values, ("ordinal", "reference", "office_kind")))
    sort = turn.value("category") or turn.value("cuisine")
    if kind is None or pointed or not (sort and turn.value("price")):
        return None
    is_told = turn.intent in ("ask_ticket", "ask_address", _DETAILS)
    return SEARCH_OF[kind] if is_told else None


def _is_unlisted(turn: Turn) -> str | None:
    """What the city is asked for by a name that nothing knows is said not to be listed."""
    is_asked = turn.value("city") is not None and PROPERTY in attributes_asked(turn)
    is_free = turn.intent == "nlu_fallback" and not turn.slots.get(FOCUS)
    others = ("place", "area", "kind", "category", "cuisine", "time", "office_kind", "topic")
    return _DETAILS if is_asked and is_free and not any(map(turn.value, others)) else None


def _is_of_event(turn: Turn) -> str | None:
    """When an event is on that the message names, whatever words ask for it."""
    event = _sole_place(turn)
    if event is None or event.kind != "event":
        return None
    asked = set(attributes_asked(turn))
    asks_when = "hours" in asked or "when" in turn.values("figure")
    if asks_when and asked <= {"hours", PROPERTY}:
        return "ask_hours"
    return _DETAILS if turn.intent in UNCLEAR and not asked else None


def _is_no_search(turn: Turn) -> str | None:
    """A place that is no sight, alone in what seemed to change a search, is asked about."""
    place = _sole_place(turn)
    if turn.intent != _REFINE or place is None or place.kind == _SIGHT:
        return None
    is_search = kinds_sought(turn) or names_filter(turn) or turn.value("near")
    is_search = is_search or turn.value("order") or turn.value("time")
    return None if is_search else _DETAILS


def _sole_place(turn: Turn) -> Place | None:
    """Return the one place that the message names without a role, None for none or several."""
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    if len({e["value"] for e in named}) != 1 or any(e.get("role") for e in named):
        return None
    return listed_place(turn, str(named[0]["value"]))


def _is_of_person(turn: Turn) -> str | None:
    """The house of whom an article told, whatever is asked of it."""
    is_said = "person" in turn.values("reference") and turn.slots.get(ARTICLE)
    return "ask_details" if is_said and turn.intent in UNCLEAR else None


def _needs_desk(turn: Turn) -> str | None:
    """Somebody needs a certain desk, whatever else the message looks like."""
    if turn.value("need") is None:
        return None
    # Who is ill and asks for a pharmacy has said where to.
    asks_for = turn.value("office_kind")
    is_other = asks_for is not None and turn.intent == "find_office" and not _is_urgent(turn)
    return None if is_other and asks_for not in _DESKS_OF else "ask_desk"


def _is_report(turn: Turn) -> str | None:
    """What says that the fact just told is wrong is a report, whatever it was taken for."""
    last = last_request(turn)
    is_told = last is not None and intent_of(last.intent).tells_facts
    return "report_error" if turn.value("claim") and is_told and not turn.value("repair") else None


def _takes_offer(turn: Turn) -> str | None:
    """A yes to the message to the staff that was offered with whom to complain to."""
    last = last_request(turn)
    is_offered = last is not None and last.intent == "ask_desk"
    needs = {e["value"] for e in last.entities if e["entity"] == "need"} if last else set()
    is_taken = is_offered and turn.intent == "affirm" and needs & _OFFERED
    return "ask_desk" if is_taken else None


def _is_urgent(turn: Turn) -> bool:
    return bool(_URGENT & set(turn.values("need")))


def _is_no_emergency(turn: Turn) -> str | None:
    """What looks for something to see or to eat is none, however worried it sounds."""
    kind = only_kind(turn)
    if turn.intent != "emergency" or kind is None or turn.value("office_kind"):
        return None
    return SEARCH_OF[kind]


def _looks_around_a_sight(turn: Turn) -> str | None:
    """Somewhere to eat or to sleep, with one sight or a price, is a search: no fact is asked."""
    is_open = turn.intent in (_DETAILS, "ask_address", *UNCLEAR)
    kinds = kinds_sought(turn) - {_SIGHT}
    if not is_open or len(kinds) != 1 or attributes_asked(turn) or properties_asked(turn):
        return None
    names = _names(turn)
    if not names and not turn.slots.get(FOCUS) and (turn.value("price") or turn.foreign_amounts):
        return SEARCH_OF[next(iter(kinds))]
    place = listed_place(turn, next(iter(names))) if len(names) == 1 else None
    return SEARCH_OF[next(iter(kinds))] if place is not None and place.kind == _SIGHT else None


# The first that tells decides; what a message says of two places goes before what it says of one.
RULES: tuple[Rule, ...] = (
    Rule("running-plan", changes_plan),
    Rule("running-prices", corrects_party),
    Rule("plan-words", asks_plan),
    Rule("prices-of-people", asks_price),
    Rule("left-out", _leaves_out),
    Rule("offer", _takes_offer),
    Rule("report", _is_report),
    Rule("no-emergency", _is_no_emergency),
    Rule("comparison", _compares),
    Rule("trains", _means("ask_trains", means_trains)),
    Rule("facility", _means("find_facility", means_facility)),
    Rule("event", _means("find_event", means_event)),
    Rule("shop", _means("find_shop", means_shop)),
    Rule("event-named", _is_of_event),
    Rule("place-alone", _is_no_search),
    Rule("from-to", _is_way),
    Rule("item-of-list", _is_item),
    Rule("there", _is_there),
    Rule("where-it-was", _stays),
    Rule("article", _is_of_article),
    Rule("person", _is_of_person),
    Rule("office-facts", _is_of_office),
    Rule("kind-at-price", _is_kind_at_price),
    Rule("unlisted", _is_unlisted),
    Rule("number", _is_of_number),
    Rule("booking-needed", _asks_to_book),
    Rule("bare-search", _is_bare_search),
    Rule("superlative", _is_superlative),
    Rule("open-then", _asks_which_are_open),
    Rule("another-time", _asks_of_another_time),
    Rule("whether-open", _asks_whether_open),
    Rule("sight-in-focus", _means(_DETAILS, lambda turn: _is_about_a_sight(turn))),
    Rule("around-a-sight", _looks_around_a_sight),
    Rule("attributes", _asks_facts),
    Rule("practical-of-a-place", _means(_DETAILS, lambda turn: _is_practical_of_a_place(turn))),
    Rule("office-kind", _means("find_office", lambda turn: _is_for_an_office(turn))),
    Rule("district", _means("find_attraction", lambda turn: _is_about_a_district(turn))),
    Rule("described-kind", _describes_a_kind),
    Rule("search", lambda turn: _search(turn) if intent_of(turn.intent).searches else None),
    Rule("nearby", _is_nearby),
    Rule("local-way", _is_local_way),
    Rule("offered-list", _takes_the_list),
    Rule("running-search", _goes_on),
)
