"""What a visitor needs at hand: toilets, lockers, exchange, cash machines, help desks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS, SERVICE, after_list
from actions.dialogue.turn import Turn
from actions.interpretation.areas import districts_in
from actions.interpretation.services import FACILITY, HELP_DESK
from actions.interpretation.unclear import UnclearError
from actions.place_facts.cards import places_payload
from actions.search.around import Centre, centre_of, nearest_first
from actions.search.matching import NEAR_METRES
from actions.search.nearby import distance_words
from actions.search.opening import open_at
from actions.search.opening_wished import open_wished
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line
from listings.fair_order import rotated
from listings.models import Office, Place
from listings.queries import find_places, find_services

_MOST = 5
_MOST_KINDS = 3

Measured = Sequence[tuple[Place, "int | None"]]


class ActionFindFacility(TopicAction):
    """Lists facilities of a kind, the nearest first; where the list has none, who can help."""

    intent = "find_facility"

    def name(self) -> str:
        return "action_find_facility"

    def answer(self, turn: Turn) -> Reply:
        try:
            centre = centre_of(turn)
        except UnclearError as unclear:
            return unclear.reply
        kinds = list(dict.fromkeys(turn.values(FACILITY) or _last_kinds(turn)))[:_MOST_KINDS]
        texts: list[str] = []
        shown: list[Place] = []
        for kind in kinds:
            text, places = _told(turn, kind, centre)
            texts.append(text)
            shown += places
        if not any(place.phone for place in shown) and call_office(turn) not in "\n".join(texts):
            texts.append(call_office(turn))
        texts.append(source_line(shown, turn.language, turn.sources))
        slots: dict[str, Any] = {SERVICE: {"intent": self.intent, FACILITY: kinds}}
        slots |= after_list([p.id for p in shown], None) if shown else {}
        if centre is not None and centre.place is not None and len(shown) != 1:
            slots[FOCUS] = centre.place.id
        return Reply(
            "\n".join(text for text in texts if text),
            tuple(button(turn.name(p), "ask_details", place=p.id) for p in shown),
            places_payload(turn, shown) if shown else None,
            slots,
        )


def _last_kinds(turn: Turn) -> list[str]:
    """Return the kinds asked for last, for a message that only says where: "nearest to X?"."""
    last = turn.slots.get(SERVICE)
    return [str(kind) for kind in last.get(FACILITY) or ()] if isinstance(last, dict) else []


def _told(turn: Turn, kind: str, centre: Centre | None) -> tuple[str, list[Place]]:
    """Return what is told of one kind of facility, and the places that it tells of."""
    districts = districts_in(turn)
    services: Sequence[Place] = find_services(turn.session, kind=kind)
    # Offices are no rivals: the file may put the chief one first.
    turned = rotated(services, lambda p: isinstance(p, Office) and p.id, turn.now.date())
    found = [p for p in turned if _is_in(p, districts)]
    when = open_wished(turn, "facility")
    is_open = open_at(turn, found, when) if when else []
    found = list(is_open) or found
    if not found:
        return _none(turn, kind, centre)
    measured = nearest_first(turn, found, centre)[:_MOST]
    lines = [_heading(turn, kind, centre, measured)]
    lines += [_line(turn, i, *pair) for i, pair in enumerate(measured, start=1)]
    if any(metres is not None for _, metres in measured):
        lines.append(turn.say("nearby.estimate"))
    elif len(found) > 1 and (turn.value("order") or turn.value("near")):
        lines.append(turn.say("facility.say_where"))
    return "\n".join(lines), [place for place, _ in measured]


def _heading(turn: Turn, kind: str, centre: Centre | None, measured: Measured) -> str:
    what = turn.word("facility-kind", kind)
    nearest = measured[0][1]
    if centre is None or nearest is None:
        return turn.say("facility.list", what=what)
    key = "facility.near" if nearest <= NEAR_METRES else "facility.far"
    return turn.say(key, what=what, place=centre.name(turn))


def _line(turn: Turn, number: int, place: Place, metres: int | None) -> str:
    """Return a facility in a line: name, distance, address, hours; then what is to know of it."""
    parts: list[str | None] = [turn.title(place)]
    if metres == 0:
        parts.append(turn.say("facility.inside"))
    elif metres is not None:
        parts.append(distance_words(turn, metres))
    parts += [turn.pick(place.address), place.phone, _hours(turn, place)]
    told = f"{number}. " + " – ".join(part for part in parts if part)
    summary = turn.read(place.summary) if number == 1 or place.latitude is None else None
    return "\n".join(text for text in (told, summary) if text)


def _hours(turn: Turn, place: Place) -> str | None:
    if not place.opening_hours:
        return None
    return formats.spans(turn.schedule(place).day(turn.now.date()), turn.language)


def _none(turn: Turn, kind: str, centre: Centre | None) -> tuple[str, list[Place]]:
    """Say that the list has none, and name the nearest help desk and the office."""
    text = turn.say("facility.none", what=turn.word("facility-kind", kind))
    desks = [
        p for p in find_places(turn.session, "facility", category=HELP_DESK) if kind != HELP_DESK
    ]
    if centre is not None:
        # Only one that stands somewhere can be near.
        desks = [p for p in desks if p.latitude is not None] or desks
    measured = nearest_first(turn, desks, centre)[:1]
    lines = [sentences(turn, text, call_office(turn))]
    if measured:
        lines.append(turn.say("facility.help_desk"))
        lines += [_line(turn, 1, *pair) for pair in measured]
    return "\n".join(lines), [place for place, _ in measured]


def _is_in(place: Place, districts: Sequence[str]) -> bool:
    return not districts or place.district_id in districts or place.district_id is None
