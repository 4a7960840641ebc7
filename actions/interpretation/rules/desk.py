"""Rules for a need of a desk, whose desk it is, a fact called wrong, the message to the staff."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.pending import last_request
from actions.dialogue.state import FOCUS, SHOWN
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.answers import UNCLEAR
from actions.interpretation.attributes import attributes_asked
from actions.interpretation.countries import countries_in
from actions.interpretation.offices import offices_of
from actions.interpretation.properties import PROPERTY
from actions.interpretation.rules.acts import SIGHT
from actions.interpretation.target_kind import kinds_sought, only_kind, overlap
from semantics.intents import SEARCH_OF, intent_of

# What is answered before where anything is; which offices help with a need by their own kind.
_URGENT = frozenset({"despair", "passport", "stolen"})
# With which needs a message to the staff is offered.
_OFFERED = frozenset({"complaint", "lost_property", "stolen"})
# Which of them a country decides; the kinds of office that belong to one.
_ABROAD = frozenset({"passport", "stolen", "lost_property"})
_OF_COUNTRIES = frozenset({"consulate", "embassy"})
# What a statement without any known word was taken for, and what says nothing in it.
_MISREAD = (
    *("ask_ticket", "ask_hours", "ask_details", "ask_practical", "ask_directions"),
    *("ask_transport", "insult", "refine"),
)
_SAYS_NOTHING = (
    *("language", "script", "property", "topic", "country", "city", "same", "line", "trip"),
    *("travel", "adds"),
)
_LISTS = ("ask_desk", "find_office", "find_facility", "find_shop", "refine", "more_results")
# What a message takes over from the question that it goes on with.
_KEPT = ("need", "office_kind", "time", "requested_language")
# That what we told or recommended before was wrong.
_OURS = "ours"
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
    others = ("place", "area", "office_kind", "category", "kind", "ordinal", "time")
    if not countries_in(turn) or last is None or any(map(turn.values, others)):
        return None
    if attributes_asked(turn):
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
    is_search = bool(kinds - {SIGHT}) or intent_of(turn.intent).searches is not None
    return SEARCH_OF[next(iter(kinds))] if is_heard and is_search and len(kinds) == 1 else None


def without_places(turn: Turn) -> Turn:
    """Return the turn without the places that it names: they are spoken ill of."""
    return replace(turn, entities=tuple(e for e in turn.entities if e["entity"] != "place"))


def is_for_who_speaks(turn: Turn) -> str | None:
    """Where a language is spoken is asked: that is no order to switch to it."""
    if turn.intent != "change_language":
        return None
    if turn.value("office_kind") is not None:
        return "find_office"
    if turn.value("requested_language") is None:
        return "ask_practical" if turn.value("city") is not None else None
    languages = [e for e in turn.wanted if e["entity"] == "requested_language" and "start" in e]
    is_asked = any(
        e["entity"] == PROPERTY and "start" in e and overlap(e, language)
        for e in turn.entities
        for language in languages
    )
    kind = only_kind(turn)
    if turn.value("place"):
        return "ask_facts" if is_asked else None
    is_search = kind is not None and (is_asked or turn.value("category") or turn.value("cuisine"))
    return SEARCH_OF[kind] if kind is not None and is_search else None


def is_of_no_consulate(turn: Turn) -> str | None:
    """Where the consulate of a country is that has none here is answered by that it has none."""
    kind = turn.value("office_kind")
    if kind not in _OF_COUNTRIES or not countries_in(turn):
        return None
    asks = intent_of(turn.intent).about_place or turn.intent in UNCLEAR
    return "find_office" if asks and not offices_of(turn, kind) else None


def is_open_of_list(turn: Turn) -> str | None:
    """Opening hours asked right after a list or a desk are those of what was listed."""
    last = last_request(turn)
    if turn.intent != "ask_office_hours" or last is None or turn.value("office_kind"):
        return None
    is_list = last.intent in _LISTS or bool(intent_of(last.intent).searches)
    spoken_of = turn.slots.get(SHOWN) or turn.slots.get(FOCUS)
    return "ask_hours" if is_list and spoken_of else None


def is_no_sign(turn: Turn) -> str | None:
    """How something is said in a language is asked of a translator, where no place is spoken of."""
    pointed = ("place", "ordinal", "reference", "office_kind", "facility_kind", "category", "kind")
    spoken_of = turn.slots.get(FOCUS) or turn.slots.get(SHOWN)
    is_sign = turn.intent == "show_local" and turn.value("requested_language") is not None
    is_any = spoken_of or any(map(turn.values, pointed)) or turn.value("attribute")
    return "ask_practical" if is_sign and not is_any else None


def adds_to_need(turn: Turn) -> str | None:
    """What is said further about a need, and asks nothing that is known, goes to its desk too."""
    last = last_request(turn)
    if (
        last is None
        or last.intent != "ask_desk"
        or turn.intent not in (*UNCLEAR, *_MISREAD, "emergency")
    ):
        return None
    says_nothing = _SAYS_NOTHING if turn.intent in _MISREAD else (*_SAYS_NOTHING, "attribute")
    unknown = [
        e for e in turn.entities if e["entity"] in ("place", "area") and not e.get("linked", True)
    ]
    if unknown:
        # The name of the shop, the number of the car.
        says_nothing = (*says_nothing, "kind", "category")
    spoken_of = [e for e in turn.entities if e["entity"] not in says_nothing and e not in unknown]
    return "ask_desk" if not spoken_of else None


def asks_whom_to_call(turn: Turn) -> str | None:
    """Whom to call, asked right after a need, are those who help with it."""
    last = last_request(turn)
    others = ("place", "ordinal", "reference", "office_kind", "kind", "category", "area")
    is_asked = turn.intent == "ask_contact" and attributes_asked(turn) in ((), ("phone",))
    is_need = last is not None and last.intent == "ask_desk" and not turn.slots.get(FOCUS)
    return "ask_desk" if is_asked and is_need and not any(map(turn.values, others)) else None


def with_last_need(turn: Turn) -> Turn:
    """Return the turn with the need, or the kind of office, of the question answered last.

    Where it says more of that, without asking, ``continues`` is "need".
    """
    last = last_request(turn)
    kept = tuple(e for e in last.entities if e["entity"] in _KEPT) if last is not None else ()
    own = tuple(e for e in turn.entities if e["entity"] not in _KEPT)
    goes_on: Entity = {"entity": "continues", "value": "need"}
    is_more = not countries_in(turn) and turn.intent != "ask_contact"
    return replace(turn, entities=(*own, *kept, *((goes_on,) if is_more else ())))


def is_report(turn: Turn) -> str | None:
    """What says that the fact just told is wrong is a report, whatever it was taken for.

    So is that what we told earlier was, in whatever conversation: "the place you recommended is
    closed".
    """
    last = last_request(turn)
    is_told = last is not None and intent_of(last.intent).tells_facts
    is_told = is_told or _OURS in turn.values("claim")
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
