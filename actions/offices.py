"""Offices: the police, hospitals, consulates, stations; emergencies; a person to talk to."""

from __future__ import annotations

from actions import emergency_card
from actions.base import TopicAction
from actions.cards import places_payload
from actions.contact import contact_reply
from actions.context import FOCUS, after_list
from actions.help_line import call_office
from actions.hours_of import now_sentence, week_sentence
from actions.places import Unclear, named_place
from actions.reply import Reply, button
from actions.sources import source_line
from actions.turn import Turn
from actions.words import say
from listings.queries import find_offices

_MOST = 6


class ActionFindOffice(TopicAction):
    """Lists the offices of a kind, or tells how to reach the one that is named."""

    def name(self) -> str:
        return "action_find_office"

    def answer(self, turn: Turn) -> Reply:
        kind = turn.value("office_kind")
        if turn.value("place") or kind is None:
            try:
                place = named_place(turn)
            except Unclear as unclear:
                return unclear.reply
            if place is not None or turn.office is None:
                return contact_reply(turn, place) if place else Reply(turn.say("place.which"))
            return contact_reply(turn, turn.office)
        offices = find_offices(turn.session, kind=kind)
        if not offices:
            what = turn.word("office-kind", kind)
            text = turn.say("list.none", what=what, city=turn.city_name())
            return Reply(" ".join(s for s in (text, call_office(turn)) if s))
        lines = [turn.say("offices.heading", what=turn.word("office-kind", kind))]
        for office in offices[:_MOST]:
            facts = [turn.title(office), office.phone, turn.pick(office.address)]
            lines.append("- " + " · ".join(f for f in facts if f))
        lines.append(source_line(offices[:_MOST], turn.language))
        ids = [o.id for o in offices[:_MOST]]
        return Reply(
            "\n".join(lines),
            tuple(button(turn.name(o), "ask_contact", place=o.id) for o in offices[:_MOST]),
            places_payload(turn, offices[:_MOST]),
            after_list(ids, None),
        )


class ActionEmergency(TopicAction):
    """Gives the emergency numbers at once, from the city's files when the database is away."""

    def name(self) -> str:
        return "action_emergency"

    def answer(self, turn: Turn) -> Reply:
        lines = emergency_card.lines(find_offices(turn.session), turn.language, turn.local)
        if not lines:
            return Reply(" ".join(s for s in (turn.say("emergency.none"), call_office(turn)) if s))
        help_line = call_office(turn)
        return Reply(
            "\n".join([turn.say("emergency.heading"), *lines, help_line]).strip(),
            custom={"type": "emergency", "language": turn.language, "lines": lines},
        )

    def apology(self, language: str) -> Reply:
        """Return the emergency numbers of the city's own files."""
        lines = emergency_card.lines_of_files(language)
        if not lines:
            return super().apology(language)
        return Reply("\n".join([say(language, "emergency.heading"), *lines]))


class ActionHuman(TopicAction):
    """Says how to reach a person: by phone now, or when the office opens next."""

    def name(self) -> str:
        return "action_human"

    def answer(self, turn: Turn) -> Reply:
        office = turn.office
        if office is None or not office.phone:
            return Reply(turn.say("human.none"))
        lines = [
            turn.say("human.call", name=turn.title(office), phone=office.phone),
            f"{turn.say('field.hours')}: {week_sentence(turn, office, turn.now.date())}"
            if office.opening_hours
            else "",
            now_sentence(turn, office),
            source_line([office], turn.language),
        ]
        return Reply(
            "\n".join(x for x in lines if x),
            custom=places_payload(turn, [office]),
            slots={FOCUS: office.id},
        )
