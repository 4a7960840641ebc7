"""Turns about the conversation: its language, bookings, corrections, what is not understood."""

from __future__ import annotations

from actions import formats
from actions.base import TopicAction
from actions.context import FOCUS, MISUNDERSTANDINGS
from actions.find_places import find
from actions.help_line import call_office, sentences
from actions.places import UnclearError, place_in
from actions.reply import Button, Reply, button
from actions.turn import Turn
from actions.words import LANGUAGES, say
from listings.models import Place

_CHOICES = ("find_attraction", "find_hotel", "find_dining", "ask_ticket", "ask_office_hours")


class ActionChangeLanguage(TopicAction):
    """Changes the language on request; offers the languages when the one asked for is unknown."""

    def name(self) -> str:
        return "action_change_language"

    def answer(self, turn: Turn) -> Reply:
        language = turn.value("requested_language")
        if language in LANGUAGES:
            return Reply(say(language, "language.changed"), slots={"language": language})
        buttons = tuple(
            button(say(code, "language.name"), "change_language", requested_language=code)
            for code in LANGUAGES
        )
        names = formats.row([b.title for b in buttons], turn.language)
        return Reply("\n".join((turn.say("language.choose"), names)), buttons)


class ActionBook(TopicAction):
    """Says honestly that it cannot book, with the number to call."""

    def name(self) -> str:
        return "action_book"

    def answer(self, turn: Turn) -> Reply:
        try:
            place: Place | None = place_in(turn)
        except UnclearError:
            place = None
        slots = {FOCUS: place.id} if place is not None else {}
        return Reply(
            sentences(turn, turn.say("book.cannot"), call_office(turn, place)), slots=slots
        )


class ActionReportError(TopicAction):
    """Thanks for a correction and says whom to tell."""

    def name(self) -> str:
        return "action_report_error"

    def answer(self, turn: Turn) -> Reply:
        return Reply(sentences(turn, turn.say("report.thanks"), call_office(turn)))


class ActionPlanVisit(TopicAction):
    """Offers sights for a visit."""

    def name(self) -> str:
        return "action_plan_visit"

    def answer(self, turn: Turn) -> Reply:
        return find(turn, "attraction")


class ActionNotUnderstood(TopicAction):
    """Asks back with the likeliest meanings, then says what it can do, then whom to call."""

    def name(self) -> str:
        return "action_not_understood"

    def answer(self, turn: Turn) -> Reply:
        times = int(turn.slots.get(MISUNDERSTANDINGS) or 0)
        slots = {MISUNDERSTANDINGS: times + 1}
        if times >= 2:
            text = sentences(turn, turn.say("fallback.third"), call_office(turn))
            return Reply(text, slots=slots)
        key = "fallback.first" if times == 0 else "fallback.second"
        return Reply(turn.say(key), self._choices(turn), slots=slots)

    def _choices(self, turn: Turn) -> tuple[Button, ...]:
        return tuple(button(turn.say(f"button.{i}"), i) for i in _CHOICES)
