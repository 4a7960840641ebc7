"""The desk that somebody needs: the police, a hospital, a consulate, whom to complain to.

What a message needs is an entity of its own, ``need``, by the words of ``data/nlu``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.pending import last_request
from actions.dialogue.state import FOCUS, after_list
from actions.dialogue.turn import Turn
from actions.interpretation.circumstances import place_of_visitor
from actions.interpretation.countries import countries_in
from actions.interpretation.offices import best_fitting, offices_of
from actions.interpretation.references import place_in
from actions.interpretation.unclear import UnclearError, no_office
from actions.place_facts.cards import places_payload
from actions.place_facts.contact import other_numbers
from actions.place_facts.emergency import is_emergency_line, office_line
from actions.place_facts.offices import (
    away_from,
    fitting_said,
    metres_from,
    nearest_first,
    office_facts,
)
from actions.staff.enquiry_draft import Draft, kept_open
from actions.staff.form_messages import CHOICE
from actions.topic_action import TopicAction
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line
from listings.models import Place
from listings.queries import find_services

_MOST = 6


@dataclass(frozen=True)
class Desk:
    """Who helps with a need: emergency lines first, then offices, by their kinds.

    Of the kinds in ``numbers`` only those are told that can be called. ``topic`` is that of the
    message to the staff that is offered, None where none would help in time.
    """

    lines: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    topic: str | None = None


# The most urgent first: of several needs in a message the first one is answered.
DESKS: Mapping[str, Desk] = {
    "despair": Desk(lines=("ambulance", "police"), offices=("crisis-line",)),
    "danger": Desk(lines=("police", "ambulance")),
    "sick": Desk(lines=("ambulance",), offices=("hospital",)),
    "passport": Desk(
        lines=("police",),
        offices=("consulate", "consular-help", "exit-entry"),
        numbers=("help-desk",),
    ),
    "visa": Desk(offices=("exit-entry",)),
    "stolen": Desk(lines=("police",), topic="lost_property"),
    "lost_property": Desk(
        offices=("lost-property",), numbers=("help-desk",), topic="lost_property"
    ),
    "complaint": Desk(offices=("complaints",), topic="complaint"),
    "phone_for_me": Desk(),
}
_PHONING, _STOLEN, _LOST = "phone_for_me", "stolen", "lost_property"
_CONSULATE = "consulate"
# What is advised of these is said beside what is said of a more urgent need.
_SAID_BESIDE = (_LOST, "complaint")
# The needs whose desks are asked about next, as a list is.
_ASKED_OF = ("sick", "visa")
_ALONE = ("despair",)
# Of more, the less urgent would hide what is urgent.
_MOST_NEEDS = 2


class ActionAskDesk(TopicAction):
    """Names who helps at once, and offers a message to the staff where that helps too."""

    intent = "ask_desk"

    def name(self) -> str:
        return "action_ask_desk"

    def answer(self, turn: Turn) -> Reply:
        needs = needs_in(turn)
        if not needs:
            return _message_begun(turn)
        return _phoning(turn) if needs == [_PHONING] else _helped(turn, needs)


def needs_in(turn: Turn) -> list[str]:
    """Return the needs of the message that are answered together, the most urgent first.

    Beside a danger to life nothing else is, and a theft is no loss. An empty list without a need.
    """
    said = set(turn.values("need"))
    needs = [need for need in DESKS if need in said]
    if not needs or needs[0] in _ALONE:
        return needs[:1]
    others = [n for n in needs if n != _PHONING and not (n == _LOST and _STOLEN in said)]
    return others[:_MOST_NEEDS] or needs


def need_in(turn: Turn) -> str | None:
    """Return the most urgent need of the message, None where it has none."""
    return next(iter(needs_in(turn)), None)


def topic_needed(turn: Turn) -> str | None:
    """Return the topic of a message to the staff that the visitor's need has, None without one.

    A need that was answered last counts too: the message was offered then.
    """
    last = last_request(turn)
    is_offered = last is not None and last.intent == ActionAskDesk.intent
    asked = replace(turn, entities=last.entities) if last is not None and is_offered else turn
    need = need_in(turn) or need_in(asked)
    return DESKS[need].topic if need is not None else None


def _message_begun(turn: Turn) -> Reply:
    """Open the message to the staff that was offered: the form asks for it."""
    draft = Draft(seen=turn.sent_at, topic=topic_needed(turn))
    return Reply("", slots=kept_open(draft, turn.slots))


def _helped(turn: Turn, needs: Sequence[str]) -> Reply:
    """Return who helps with the needs, each office once; the first need's own words come first."""
    desks = [DESKS[need] for need in needs]
    urgent = [
        line
        for kind in dict.fromkeys(kind for desk in desks for kind in desk.lines)
        if (line := _emergency_line(turn, kind)) is not None
    ]
    here = place_of_visitor(turn)
    metres = metres_from(turn, here)
    of_kinds = [
        nearest_first(best_fitting(turn, offices_of(turn, kind)), metres)
        for desk in desks
        for kind in desk.offices
    ]
    of_numbers = [
        office
        for desk in desks
        for kind in desk.numbers
        for office in offices_of(turn, kind)
        if office.phone
    ]
    every = [office for some in of_kinds for office in some] + of_numbers
    offices = list({o.id: o for o in every}.values())[:_MOST]
    goes_on = "need" in turn.values("continues")
    told = [need for need in needs if need == needs[0] or need in _SAID_BESIDE]
    said = ["desk.more"] if goes_on else [f"desk.{need}" for need in told]
    if not offices:
        said = ["desk.sick_alone" if key == "desk.sick" else key for key in said]
    lines = [sentences(turn, *map(turn.say, said)), *_no_consulate(turn, desks)]
    lines += [office_line(o, turn.language, turn.local) for o in urgent]
    lines += fitting_said(turn, offices)
    asked = turn.value("office_kind")
    if asked is not None and not offices_of(turn, asked) and asked != _CONSULATE:
        # A dentist for a toothache; the hospital comes after that.
        lines.append(no_office(turn, asked).text)
    sole = {some[0].id for some in of_kinds if len(some) == 1}
    for office in offices:
        facts = [*office_facts(turn, office), *away_from(turn, here, office, metres)]
        more = ""
        if office.id in sole:
            more = other_numbers(turn, office)
        elif office in of_numbers:
            more = turn.read(office.summary) or ""
        lines.append(f"- {' · '.join([*facts, more] if more else facts)}")
    topic = next((desk.topic for desk in desks if desk.topic is not None), None)
    buttons = []
    if topic is not None:
        lines.append(turn.say("desk.message"))
        chosen = {CHOICE: f"topic:{topic}"}
        buttons.append(button(turn.say("button.leave_message"), "leave_message", **chosen))
    lines.append(call_office(turn))
    if offices:
        lines.append(source_line(offices, turn.language, turn.sources))
    text = "\n".join(line for line in lines if line)
    # What is asked next is asked of them: "is it open now?"
    is_listed = bool(offices) and needs[0] in _ASKED_OF
    slots = after_list([o.id for o in offices], None) if is_listed else {}
    return Reply(text, tuple(buttons), places_payload(turn, [*urgent, *offices]), slots)


def _no_consulate(turn: Turn, desks: Sequence[Desk]) -> list[str]:
    """Say that none is listed of the country that the message names, where one is needed."""
    kinds = [kind for desk in desks for kind in desk.offices if kind == _CONSULATE]
    if not kinds or not countries_in(turn) or offices_of(turn, _CONSULATE):
        return []
    return [no_office(turn, _CONSULATE).text]


def _emergency_line(turn: Turn, kind: str) -> Place | None:
    lines = filter(is_emergency_line, find_services(turn.session, kind=kind))
    return next(lines, None)


def _phoning(turn: Turn) -> Reply:
    """Say that it cannot telephone, and the number of the place that is meant."""
    try:
        place: Place | None = place_in(turn)
    except UnclearError:
        place = None
    text = f"{turn.say('desk.phone_for_me')} {call_office(turn, place)}".strip()
    return Reply(text, slots={FOCUS: place.id} if place is not None else {})
