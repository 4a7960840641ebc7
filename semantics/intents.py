"""The intents: one row each, with all that the code asks of an intent as such.

What ``domain.yml`` and ``config.yml`` say of the same intents is tested against this table. What a
message means where it stands is no matter of a row; ``actions/interpretation`` decides that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["attraction", "hotel", "restaurant"]
InForm = Literal["answered", "unanswered", "taken"]


@dataclass(frozen=True)
class Intent:
    """What holds of every message of an intent.

    ``about_place``: it asks for facts of one place. ``searches``: the kind of place it looks for.
    ``combinable``: it may be asked together with others in one message. ``repeatable``: it can be
    asked again of another place, for other people. ``fits_time``: it can be asked again of another
    day. ``tells_facts``: its answer can help or not. ``offered``: asked back as a likely meaning,
    with the words ``button.<name>``. ``suggested``: offered where nothing is likely.
    ``courtesy``: it ends a conversation. ``tells_of``: the kind of place that its answer tells of,
    where it is no search for one.

    ``in_form`` is what becomes of it while a form is open: it is ``answered`` beside the form, left
    ``unanswered``, or ``taken`` as an answer to the form.
    """

    name: str
    about_place: bool = False
    searches: Kind | None = None
    combinable: bool = False
    repeatable: bool = False
    fits_time: bool = False
    tells_facts: bool = False
    offered: bool = False
    suggested: bool = False
    courtesy: bool = False
    tells_of: str | None = None
    in_form: InForm = "answered"


def _of_place(
    name: str, *, combinable: bool = True, fits_time: bool = False, suggested: bool = False
) -> Intent:
    """Return a question about one place."""
    return Intent(
        name,
        about_place=True,
        combinable=combinable,
        repeatable=True,
        fits_time=fits_time,
        tells_facts=True,
        offered=True,
        suggested=suggested,
    )


def _search(name: str, kind: Kind) -> Intent:
    """Return a search for places of one kind."""
    return Intent(
        name,
        searches=kind,
        combinable=True,
        repeatable=True,
        tells_facts=True,
        offered=True,
        suggested=True,
    )


def _of_city(name: str, *, offered: bool = True) -> Intent:
    """Return a question about the city, answered by an article or a list."""
    return Intent(name, tells_facts=True, offered=offered)


# Those that are suggested stand in the order in which they are.
_ROWS = (
    _search("find_attraction", "attraction"),
    _search("find_hotel", "hotel"),
    _search("find_dining", "restaurant"),
    _of_place("ask_ticket", fits_time=True, suggested=True),
    Intent(
        "ask_office_hours",
        repeatable=True,
        fits_time=True,
        tells_facts=True,
        offered=True,
        suggested=True,
    ),
    _of_place("ask_hours", fits_time=True),
    _of_place("ask_address"),
    _of_place("ask_contact"),
    _of_place("ask_directions"),
    _of_place("ask_details", combinable=False),
    Intent("nearby", combinable=True, repeatable=True, tells_facts=True, offered=True),
    Intent("ask_practical", repeatable=True, tells_facts=True),
    _of_city("ask_business"),
    _of_city("ask_culture"),
    _of_city("ask_transport"),
    _of_city("find_office"),
    _of_city("plan_visit"),
    Intent("change_plan"),
    Intent("emergency", offered=True),
    Intent("help", offered=True),
    Intent("human", offered=True),
    Intent("more_results"),
    Intent("refine"),
    Intent("follow_up"),
    Intent("show_local"),
    Intent("select_item", in_form="unanswered"),
    Intent("report_error", in_form="unanswered"),
    Intent("book"),
    Intent("change_language"),
    Intent("bot_challenge"),
    Intent("bot_privacy"),
    Intent("bot_source"),
    Intent("affirm", in_form="taken"),
    Intent("deny", in_form="taken"),
    Intent("start_over", in_form="taken"),
    Intent("leave_message", in_form="taken"),
    Intent("greet", in_form="unanswered"),
    Intent("thanks", courtesy=True, in_form="unanswered"),
    Intent("goodbye", courtesy=True, in_form="unanswered"),
    Intent("chitchat", in_form="unanswered"),
    Intent("insult", in_form="unanswered"),
    Intent("joke", in_form="unanswered"),
    Intent("weather_talk", in_form="unanswered"),
    Intent("out_of_scope", in_form="unanswered"),
    Intent("nlu_fallback", in_form="unanswered"),
)
INTENTS = {row.name: row for row in _ROWS}
# Acts that the classifier knows nothing of: only the conversation gives them to a message.
ACTS = {
    row.name: row
    for row in (
        Intent("ask_facts", about_place=True, tells_facts=True),
        Intent("ask_way", tells_facts=True, tells_of="station"),
        Intent("ask_desk"),
        Intent("tell_whereabouts"),
        Intent("compare", tells_facts=True),
        Intent("find_facility", tells_of="facility", repeatable=True, tells_facts=True),
        Intent("find_shop", tells_of="shop", repeatable=True, tells_facts=True),
        Intent("find_event", tells_of="event", repeatable=True, fits_time=True, tells_facts=True),
        Intent("ask_trains", tells_of="station", repeatable=True, tells_facts=True),
    )
}
# What goes on with the latest list or plan, whichever that is: said later, it means another one.
CONTINUING = frozenset({"more_results", "refine"})
SUGGESTED = tuple(row.name for row in _ROWS if row.suggested)
# The intent that searches each kind of place.
SEARCH_OF: dict[Kind, str] = {row.searches: row.name for row in _ROWS if row.searches is not None}


def intent_of(name: str) -> Intent:
    """Return the row of an intent or act; one without any property for any other name."""
    return INTENTS.get(name) or ACTS.get(name) or Intent(name)
