"""Offices of a kind: the police, hospitals, consulates, stations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.dialogue.contact_hint import call_office, lacks, sentences
from actions.dialogue.state import FOCUS, TOPIC, after_list
from actions.dialogue.turn import Turn
from actions.interpretation.areas import area_name, districts_in
from actions.interpretation.circumstances import place_of_visitor
from actions.interpretation.countries import countries_in
from actions.interpretation.named_places import named_place
from actions.interpretation.offices import best_fitting, languages_of, offices_of
from actions.interpretation.passages import passage_reply
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.unclear import UnclearError, no_office
from actions.place_facts.cards import places_payload
from actions.place_facts.contact import address_reply, contact_reply
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line
from listings.models import Place
from listings.queries import nearby
from listings.search_index import SURE_SCORE

_MOST = 6
_NEAR_METRES = 50_000


class ActionFindOffice(TopicAction):
    """Lists the offices of a kind, the nearest first, or tells how to reach the one named."""

    intent = "find_office"

    def name(self) -> str:
        return "action_find_office"

    def answer(self, turn: Turn) -> Reply:
        kind = turn.value("office_kind")
        named = None
        if turn.value("place") or kind is None:
            try:
                named = named_place(turn)
            except UnclearError as unclear:
                return unclear.reply
        if kind is not None and getattr(named, "office_kind", None) != kind:
            return offices_reply(turn, kind, named or _where(turn))
        in_focus = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
        if named is None and in_focus is not None:
            # "Where is it?" names no office.
            reply = address_reply(turn, in_focus)
            return replace(reply, slots={**reply.slots, TOPIC: "ask_address"})
        office = named or turn.office
        return contact_reply(turn, office) if office else Reply(turn.say("place.which"))


def offices_reply(turn: Turn, kind: str, near: Place | None) -> Reply:
    """Return the offices of ``kind``; those around ``near`` come first, with their distances."""
    offices = best_fitting(turn, offices_of(turn, kind))
    if not offices:
        # Which country has none here is no matter of an article.
        found = passage_reply(turn, min_score=SURE_SCORE) if not countries_in(turn) else None
        return found or no_office(turn, kind)
    # A consulate may stand for an embassy: it is called what it is.
    what = turn.word("office-kind", getattr(offices[0], "office_kind", None) or kind)
    metres = metres_from(turn, near)
    shown = nearest_first(offices, metres)[:_MOST]
    lines = [
        *fitting_said(turn, offices),
        turn.say("list.of_kind", count=len(offices), what=what),
    ]
    for office in shown:
        facts = [*office_facts(turn, office), *away_from(turn, near, office, metres)]
        lines.append("- " + " · ".join(f for f in facts if f))
    if not any(o.phone for o in shown):
        lines.append(lacks(turn, "phone", shown[0]) if len(shown) == 1 else call_office(turn))
    lines.append(source_line(shown, turn.language, turn.sources))
    return Reply(
        "\n".join(text for text in lines if text),
        tuple(button(turn.name(o), "ask_contact", place=o.id) for o in shown),
        places_payload(turn, shown),
        after_list([o.id for o in shown], None),
    )


def metres_from(turn: Turn, near: Place | None) -> Mapping[str, float]:
    """Return the metres from ``near`` to the services around it, by their ids; {} without it."""
    if near is None:
        return {}
    around = nearby(turn.session, near, kind=("office", "facility"), radius_m=_NEAR_METRES)
    return {place.id: distance for place, distance in around}


def nearest_first(offices: Sequence[Place], metres: Mapping[str, float]) -> Sequence[Place]:
    """Return the offices in order of ``metres``; those without come last, in their own order."""
    return sorted(offices, key=lambda o: metres.get(o.id, _NEAR_METRES))


def away_from(
    turn: Turn, near: Place | None, office: Place, metres: Mapping[str, float]
) -> list[str]:
    """Return how far an office is from ``near``, in words; [] where that is not known."""
    if near is None or office.id not in metres:
        return []
    away = formats.distance(metres[office.id], turn.language)
    return [turn.say("offices.distance", distance=away, place=turn.name(near))]


def _where(turn: Turn) -> Place | None:
    """Return what offices are looked for around: the place spoken of, else where one is."""
    focus = turn.slots.get(FOCUS)
    return (listed_place(turn, str(focus)) if focus else None) or place_of_visitor(turn)


def office_facts(turn: Turn, office: Place) -> list[str]:
    """Return an office's name, phone or else website, address and the languages spoken there.

    The languages where the message asks for one, or the visitor's own is among them.
    """
    spoken = languages_of(office)
    names = [formats.language_name(code, turn.language) for code in spoken]
    told = [turn.title(office), office.phone or office.website, turn.pick(office.address)]
    if names and (turn.value("requested_language") or turn.language in spoken):
        told.append(
            formats.field(
                turn.say("field.languages"), formats.row(names, turn.language), turn.language
            )
        )
    return [fact for fact in told if fact]


def fitting_said(turn: Turn, offices: Sequence[Place]) -> list[str]:
    """Say what none of the offices fits: the language that the message asks for, its district."""
    asked = turn.values("requested_language")
    told = []
    if asked and not any(set(asked) & set(languages_of(o)) for o in offices):
        names = [formats.language_name(code, turn.language) for code in dict.fromkeys(asked)]
        told.append(
            turn.say("offices.no_language", language=formats.alternatives(names, turn.language))
        )
    where = districts_in(turn)
    if where and offices and not any(o.district_id in where for o in offices):
        names = [area_name(turn, district) for district in where]
        told.append(
            turn.say("offices.no_district", district=formats.alternatives(names, turn.language))
        )
    return [sentences(turn, *told, call_office(turn))] if told else []
