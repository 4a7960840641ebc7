"""Rules for what a message names: an event, an article, a person, a number, an unlisted name."""

from __future__ import annotations

from actions.dialogue.state import ARTICLE, FOCUS, PLAN, SHOWN, TOPIC
from actions.dialogue.turn import Turn
from actions.interpretation.answers import UNCLEAR
from actions.interpretation.attributes import attributes_asked
from actions.interpretation.letters import letters_beside
from actions.interpretation.offices import office_of_number
from actions.interpretation.passages import surely_of_article, told_of_more
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.properties import PROPERTY
from actions.interpretation.rules.acts import DETAILS, MORE, PRACTICAL, REFINE, SIGHT
from actions.interpretation.target_kind import kinds_sought, names_filter, running_topic
from listings.models import Place
from listings.queries import find_articles
from listings.search_index import MIN_SCORE, SURE_SCORE
from semantics.intents import intent_of

# What asks nothing of the data, unless it asks for something all the same.
_HARDLY_ASKS = (
    *("book", "bot_privacy", "bot_source", "affirm", "deny", "insult", "joke", "help"),
    "change_language",
)
# Under it small talk may be anything.
_HARDLY_HEARD, _HARDLY_TOLD = 0.5, 0.6

# From it on what was heard is hardly anything else.
_SURELY_HEARD = 0.75
_LISTS_OF_ALL = ("more_results", "find_attraction", "nearby", "refine", "nlu_fallback")
_STORIES = ("ask_culture", "ask_business")
_PERSONS_AND_REASONS = frozenset({"who", "why"})
# What is asked of one place after the other, and of which kinds.
_ASKED_AGAIN = ("ask_ticket", "ask_hours", "ask_contact", "ask_address", "ask_facts")
_ASKED_OF = ("attraction", "hotel", "restaurant", "office")
# So much may stand beside a name: a piece of it that is written otherwise.
_FEW_LETTERS = 8


def is_of_article(turn: Turn) -> str | None:
    """What asks for no place but names an article is answered by that."""
    article = turn.value("article")
    pointed = any(map(turn.values, ("place", "ordinal", "reference", "office_kind", "attribute")))
    if article is None or pointed or turn.intent not in (DETAILS, *UNCLEAR):
        return None
    groups = (a.group for a in find_articles(turn.session) if a.id == article)
    return next((f"ask_{group}" for group in groups), None)


def is_told_by_article(turn: Turn) -> str | None:
    """What is not understood, or whether one must book, is answered by an article that surely fits.

    So is what sounded like small talk and asks for a date or a number.

    A list that runs, or a place that is named or pointed at, is what such a message is about.
    """
    pointed = any(map(turn.values, ("place", "ordinal", "reference", "office_kind")))
    is_question = turn.value("figure") or PROPERTY in attributes_asked(turn)
    is_heard = is_question or 0 < turn.confidence < _HARDLY_HEARD
    is_free = turn.intent in ("nlu_fallback", "out_of_scope", PRACTICAL) or (
        turn.intent in _HARDLY_ASKS and is_heard
    )
    if pointed or not is_free or (running_topic(turn) is not None and names_filter(turn)):
        return None
    if kinds_sought(turn) and any(turn.slots.get(slot) for slot in (FOCUS, SHOWN, PLAN)):
        return None
    group = surely_of_article(turn)
    return f"ask_{group}" if group is not None else None


def asks_who_or_why(turn: Turn) -> str | None:
    """Who did something, or why, is told by an article that fits; no search and no list is.

    Of a place that is named or pointed at the article must surely tell.
    """
    if not _PERSONS_AND_REASONS & set(turn.values("figure")) or turn.value("need"):
        return None
    pointed = any(map(turn.values, ("place", "ordinal", "reference", "office_kind")))
    group = surely_of_article(turn, min_score=SURE_SCORE if pointed else MIN_SCORE)
    if group is not None:
        return f"ask_{group}"
    return DETAILS if turn.intent in UNCLEAR and turn.slots.get(FOCUS) else None


def asks_for_people(turn: Turn) -> str | None:
    """Which other people of note there were is told by the list of them, by no list of places."""
    is_asked = "figures" in turn.values("topic") and turn.intent in _LISTS_OF_ALL
    pointed = any(map(turn.values, ("place", "ordinal", "office_kind", "event_kind", "shop_kind")))
    return "ask_culture" if is_asked and not pointed else None


def is_story(turn: Turn) -> str | None:
    """A story that is surely asked for is told, where a thing to buy or an event is in it too."""
    is_asked = turn.intent in _STORIES and turn.confidence >= _SURELY_HEARD
    is_origin = "history" in turn.values("topic") or turn.value("figure") is not None
    if not is_asked or not is_origin or any(map(turn.values, ("place", "ordinal", "near"))):
        return None
    return turn.intent if surely_of_article(turn) is not None else None


def is_no_list(turn: Turn) -> str | None:
    """What was taken for a search, and says neither of what nor a condition, an article tells."""
    is_search = intent_of(turn.intent).searches is not None or turn.intent == "nearby"
    conditions = (
        *("place", "area", "category", "cuisine", "dish", "near", "time", "order", "interest"),
        *("amenity", "price", "stars", "reference", "ordinal", "audience", "trip", "same"),
        *("kind", "facility", "shop_kind", "event_kind", "office_kind"),
    )
    if not is_search or any(map(turn.values, conditions)) or names_filter(turn):
        return None
    group = surely_of_article(turn)
    return f"ask_{group}" if group is not None else None


def is_more_than_place(turn: Turn) -> str | None:
    """What names a place within the subject of an article is about that: a mountain's tea."""
    is_hardly_heard = 0 < turn.confidence < _HARDLY_TOLD and intent_of(turn.intent).about_place
    if not (turn.intent == DETAILS or is_hardly_heard):
        return None
    if attributes_asked(turn) or any(map(turn.values, ("reference", "asks", "time"))):
        return None
    group = told_of_more(turn)
    return f"ask_{group}" if group is not None else None


def is_history_of_place(turn: Turn) -> str | None:
    """The story of a place of which no article surely tells is told with the place."""
    place = _sole_place(turn)
    is_story = turn.intent in _STORIES and place is not None
    is_guess = any("confidence_entity" in e for e in turn.wanted if e["entity"] == "place")
    if not is_story or place is None or is_guess or place.kind in ("event", "station"):
        return None
    return None if turn.value("article") or surely_of_article(turn) else DETAILS


def is_unknown_practice(turn: Turn) -> bool:
    """Say whether something is asked in general that nothing knows: "can I use Google?"."""
    about = ("place", "ordinal", "reference", "office_kind", "area", "near", "kind", "attribute")
    is_free = turn.intent == "nlu_fallback" and not turn.slots.get(FOCUS)
    is_asked = is_free and attributes_asked(turn) == (PROPERTY,) and not turn.slots.get(SHOWN)
    return is_asked and not any(map(turn.values, about)) and not kinds_sought(turn)


def is_of_number(turn: Turn) -> str | None:
    """An office by its number, or whom to call at all, where nothing else is understood."""
    if turn.intent not in UNCLEAR:
        return None
    pointed = any(map(turn.values, ("place", "ordinal", "reference", "office_kind")))
    is_phone = attributes_asked(turn) == ("phone",) and not (pointed or turn.slots.get(FOCUS))
    return "ask_contact" if is_phone or office_of_number(turn) else None


def is_unlisted(turn: Turn) -> str | None:
    """What the city is asked for by a name that nothing knows is said not to be listed."""
    is_asked = turn.value("city") is not None and PROPERTY in attributes_asked(turn)
    is_free = turn.intent == "nlu_fallback" and not turn.slots.get(FOCUS)
    others = ("place", "area", "kind", "category", "cuisine", "time", "office_kind", "topic")
    return DETAILS if is_asked and is_free and not any(map(turn.value, others)) else None


def is_of_event(turn: Turn) -> str | None:
    """When an event is on that the message names, whatever words ask for it."""
    event = _sole_place(turn)
    if event is None or event.kind != "event":
        return None
    asked = set(attributes_asked(turn))
    asks_when = "hours" in asked or "when" in turn.values("figure")
    # A season or a day beside the name asks whether it is on then, in whatever words.
    is_hardly_heard = 0 < turn.confidence < _SURELY_HEARD
    is_hardly_heard = is_hardly_heard and turn.intent in ("ask_culture", "ask_directions")
    is_loose = turn.intent in (DETAILS, "ask_address", *UNCLEAR) or is_hardly_heard
    asks_when = asks_when or (turn.value("time") is not None and is_loose)
    if asks_when and asked <= {"hours", "address", PROPERTY}:
        # The answer of when tells where, too.
        return "ask_hours"
    if turn.intent == MORE:
        # "Is the light show still on?" asks for no more of the list.
        return "ask_hours"
    return DETAILS if turn.intent in UNCLEAR and not asked else None


def is_no_search(turn: Turn) -> str | None:
    """A place that is no sight, alone in what seemed to change a search, is asked about."""
    place = _sole_place(turn)
    if turn.intent != REFINE or place is None or place.kind == SIGHT:
        return None
    is_search = kinds_sought(turn) or names_filter(turn) or turn.value("near")
    is_search = is_search or turn.value("order") or turn.value("time")
    return None if is_search else DETAILS


def is_bare_name(turn: Turn) -> str | None:
    """A name with next to nothing beside it asks for the place, whatever it was taken for."""
    is_misread = turn.intent in (*UNCLEAR, "emergency") and turn.value("need") is None
    place = _sole_place(turn)
    if not is_misread or attributes_asked(turn) or place is None:
        return None
    if place.kind == "event" and turn.value("time"):
        return None
    if any(map(turn.values, ("shop_kind", "facility_kind", "event_kind", "comparison"))):
        # What one buys or needs there is looked for; one of two is compared with the other.
        return None
    return DETAILS if _letters_beside(turn) <= _FEW_LETTERS else None


def is_asked_the_same(turn: Turn) -> str | None:
    """Another place with next to nothing beside it has the last question asked of it.

    "And the tower?" after what the castle costs.
    """
    last = str(turn.slots.get(TOPIC) or "")
    place = _sole_place(turn)
    is_loose = turn.intent in (*UNCLEAR, REFINE, DETAILS) and turn.value("continues") is not None
    # Of what is a fact of its own a follow-up tells nothing itself.
    is_loose = is_loose or (turn.intent == "follow_up" and last == "ask_facts")
    if not is_loose or place is None or place.id == turn.slots.get(FOCUS):
        return None
    beside = ("time", "travel", "area", "near", "ordinal", "reference", "comparison", "amenity")
    if not intent_of(last).about_place or attributes_asked(turn) or any(map(turn.values, beside)):
        return None
    is_short = letters_beside(turn) <= _FEW_LETTERS
    return last if last in _ASKED_AGAIN and is_short and place.kind in _ASKED_OF else None


def _letters_beside(turn: Turn) -> int:
    """Return how many letters stand beside the names and the words for what they are."""
    letters = list(turn.text)
    for e in turn.entities:
        if e["entity"] in ("place", "area", "category", "kind") and "start" in e:
            letters[e["start"] : e["end"]] = " " * (e["end"] - e["start"])
    return sum(c.isalnum() for c in letters)


def _sole_place(turn: Turn) -> Place | None:
    """Return the one place that the message names without a role, None for none or several."""
    named = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    if len({e["value"] for e in named}) != 1 or any(e.get("role") for e in named):
        return None
    return listed_place(turn, str(named[0]["value"]))


def is_of_person(turn: Turn) -> str | None:
    """The house of whom an article told, whatever is asked of it."""
    is_said = "person" in turn.values("reference") and turn.slots.get(ARTICLE)
    if not is_said or turn.intent not in UNCLEAR:
        return None
    return "ask_hours" if turn.value("time") and turn.value("asks") else "ask_details"
