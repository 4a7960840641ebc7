"""Two or more places side by side: which is cheaper, nearer, better rated, open longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS, SEARCH, SHOWN, Search
from actions.dialogue.turn import Turn
from actions.interpretation.anchors import anchors, nearest_of
from actions.interpretation.attributes import attributes_asked
from actions.interpretation.circumstances import place_of_visitor
from actions.interpretation.named_places import named_place, places_named
from actions.interpretation.place_lookup import listed_place, listed_places
from actions.interpretation.properties import PROPERTY
from actions.interpretation.recently_named import spoken_of_last
from actions.interpretation.unclear import UnclearError
from actions.place_facts.cards import places_payload
from actions.search.compared_values import MEASURES, WORDS_OF, Measure, facts_of, rating_measure
from actions.topic_action import TopicAction, answered_as
from actions.wording import formats
from actions.wording.reply import Reply
from actions.wording.sources import source_line
from listings.models import Place

_MOST = 5
_COMPARED, _SAME = "compared", "same"
# Comparisons that ask for no figure of their own.
_NO_MEASURE = ("facts", "better")
# What belongs to the facts that are asked beside a comparison.
_BESIDE = ("amenity", "time", "asks", "audience", "party", "age")
# What a comparison tells of each place anyway.
_TOLD_BY = {
    "nearer": ("distance", "way", "address"),
    "cheaper": ("price",),
    "dearer": ("price",),
    "longer": ("hours",),
    "later": ("hours",),
    "earlier": ("hours",),
    "sooner": ("hours",),
    "better": ("rating", "stars"),
}


class ActionCompare(TopicAction):
    """Compares the places that the message names, else those of the last list."""

    intent = "compare"

    def name(self) -> str:
        return "action_compare"

    def answer(self, turn: Turn) -> Reply:
        places = compared(turn)
        if len(places) == 1 and turn.value("comparison") == _SAME:
            return _side_by_side(turn, places, turn.say("compare.same"))
        if len(places) < 2:
            return _not_both_known(turn, places)
        said = (v for n in ("comparison", "comparative") for v in turn.values(n))
        asked = [v for v in said if v != "has"]
        by = next((v for v in asked if v != "facts"), "facts")
        return _with_facts(turn, places, by, self._compared(turn, places, by))

    def _compared(self, turn: Turn, places: Sequence[Place], by: str) -> Reply:
        if by in _NO_MEASURE and (facts := told_by(turn)):
            return _by_facts(turn, places, facts)
        if by == "nearer":
            return _by_distance(turn, places)
        if by == "better":
            return _by_measure(turn, places, by, rating_measure(turn, places))
        if by == _SAME:
            return _side_by_side(turn, places, turn.say("compare.different"))
        if by in MEASURES:
            return _by_measure(turn, places, by, MEASURES[by])
        told = turn.say("compare.no_verdict")
        if by != "facts":
            told = sentences(turn, turn.say("compare.cannot"), call_office(turn))
        return _side_by_side(turn, places, told)


def _by_facts(turn: Turn, places: Sequence[Place], told: Sequence[str]) -> Reply:
    """Tell of each place the facts by which the message compares them, and which is cheaper."""
    lead = turn.say("compare.no_verdict")
    if "price" in told:
        cheaper = _by_measure(turn, places, "cheaper", MEASURES["cheaper"])
        lead = cheaper.text.partition("\n")[0]
    unknown = turn.say("compare.unknown")
    rows = [
        (p, formats.row([WORDS_OF[name](turn, p) or unknown for name in told], turn.language))
        for p in places
    ]
    return _reply(turn, places, lead, rows)


def told_by(turn: Turn) -> list[str]:
    """Return the facts by which a comparison is asked for, in order: price, duration, hours."""
    asked = attributes_asked(turn)
    return [name for name in WORDS_OF if name in asked]


def _with_facts(turn: Turn, places: Sequence[Place], by: str, reply: Reply) -> Reply:
    """Return the reply with what else the message asks of the places: "cheaper and has a pool"."""
    by_facts = told_by(turn) if by in _NO_MEASURE else ()
    asked = set(attributes_asked(turn)) - {PROPERTY, *_TOLD_BY.get(by, ()), *by_facts}
    if not asked or by == "facts":
        return reply
    named = tuple({"entity": "place", "value": p.id, "linked": True} for p in places)
    kept = tuple(
        e
        for e in turn.entities
        if e["entity"] in _BESIDE or (e["entity"] == "attribute" and e["value"] in asked)
    )
    facts = answered_as("ask_facts", replace(turn, entities=(*named, *kept)))
    return replace(reply, text=f"{reply.text}\n{facts.text}")


def _not_both_known(turn: Turn, places: Sequence[Place]) -> Reply:
    """Say which of the names is not known, or ask which of several is meant; else ask for names."""
    known = {p.id for p in places}
    others = tuple(e for e in turn.entities if e["value"] not in known)
    try:
        named_place(replace(turn, entities=others))
    except UnclearError as unclear:
        return unclear.reply
    return Reply(turn.say("compare.which"))


def compared(turn: Turn) -> list[Place]:
    """Return the places to be compared: those named, with the one in focus where only one is.

    Without any it is the last list, or those spoken of since.
    """
    named = places_named(turn)
    sure = {str(e["value"]) for e in turn.wanted if e.get("role") == _COMPARED}
    if sum(p.id in sure for p in named) >= 2:
        named = [p for p in named if p.id in sure]
    if len(named) >= 2:
        return named[:_MOST]
    if named:
        other = listed_places(turn, [_other_than(turn, named[0].id)])
        return list({p.id: p for p in [*other, *named]}.values())
    return listed_places(turn, spoken_of_last(turn))[:_MOST]


def _other_than(turn: Turn, named: str) -> str:
    """Return the place that "it" is beside the one that is named; an empty string for none.

    That is the place in focus, else the first of a list in an order ("the cheapest"), else the
    other one of two.
    """
    focus = str(turn.slots.get(FOCUS) or "")
    if focus and focus != named:
        return focus
    search = Search.from_slot(turn.slots.get(SEARCH))
    others = [i for i in spoken_of_last(turn) if i != named]
    is_first = search is not None and search.order is not None
    return others[0] if others and (is_first or len(others) == 1) else focus


def _by_distance(turn: Turn, places: Sequence[Place]) -> Reply:
    """Name the place nearest to what the message says, else to the focus, else to the visitor."""
    measured_from = anchors(turn, without=places)
    ids = {p.id for p in places}
    others = (listed_place(turn, str(turn.slots.get(FOCUS) or "")), place_of_visitor(turn))
    if not measured_from:
        measured_from = [p for p in others if p is not None and p.id not in ids][:1]
    if not measured_from and len(places) == 2 and not turn.value("comparison"):
        return answered_as("ask_way", turn)
    if not measured_from:
        return _side_by_side(turn, places, turn.say("compare.nearer_to_what"))
    return _nearer(turn, places, measured_from)


def _nearer(turn: Turn, places: Sequence[Place], measured_from: Sequence[Place]) -> Reply:
    found = {p.id: nearest_of(turn, p, measured_from) for p in places}
    metres = {i: near for i, near in found.items() if near is not None}
    known = sorted((p for p in places if p.id in metres), key=lambda p: metres[p.id][0])
    if len(known) > 1:
        anchor = metres[known[0].id][1]
        told = turn.say("compare.nearer", name=turn.name(known[0]), place=turn.name(anchor))
    else:
        told = sentences(turn, turn.say("compare.no_positions"), call_office(turn))
    rows = [(p, _away(turn, *metres[p.id])) for p in known]
    rows += [(p, turn.say("compare.unknown")) for p in places if p.id not in metres]
    return _reply(turn, places, told, rows)


def _away(turn: Turn, metres: float, anchor: Place) -> str:
    distance = formats.distance(metres, turn.language)
    return turn.say("fact.distance_to", place=turn.name(anchor), distance=distance)


def _by_measure(turn: Turn, places: Sequence[Place], by: str, measure: Measure) -> Reply:
    """Name the place with the best figure, and what is known of each."""
    values = {p.id: found for p in places if (found := measure.value(turn, p)) is not None}
    known = sorted((p for p in places if p.id in values), key=lambda p: values[p.id])
    if not measure.is_least:
        known.reverse()
    best = [p for p in known if values[p.id] == values[known[0].id]]
    if by == "better" and (len(known) < 2 or len(best) == len(known)):
        return _side_by_side(turn, places, turn.say("compare.no_verdict"))
    if len(known) < 2:
        told = sentences(turn, turn.say("compare.cannot"), call_office(turn))
    elif len(best) == len(known):
        told = turn.say("compare.equal")
    else:
        told = turn.say(
            f"compare.{by}", name=formats.listing([turn.name(p) for p in best], turn.language)
        )
    rows = [(p, measure.words(turn, p)) for p in known]
    rows += [(p, turn.say("compare.unknown")) for p in places if p.id not in values]
    return _reply(turn, places, told, rows)


def _side_by_side(turn: Turn, places: Sequence[Place], told: str) -> Reply:
    """Tell of each place what it is, what it costs, its rating, its hours."""
    rows = [(place, facts_of(turn, place)) for place in places]
    return _reply(turn, places, told, rows)


def _reply(
    turn: Turn, places: Sequence[Place], told: str, rows: Sequence[tuple[Place, str]]
) -> Reply:
    lines = [told, *("- " + formats.field(turn.title(p), text, turn.language) for p, text in rows)]
    lines.append(source_line(places, turn.language, turn.sources))
    return Reply(
        "\n".join(x for x in lines if x),
        custom=places_payload(turn, places),
        slots={SHOWN: [p.id for p in places]},
    )
