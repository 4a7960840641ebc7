"""Bookings, which it cannot make."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.interpretation.passages import instead_of_asking
from actions.interpretation.references import place_in
from actions.interpretation.unclear import UnclearError
from actions.topic_action import TopicAction
from actions.wording.reply import Reply
from listings.models import Place


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
        cannot = sentences(turn, turn.say("book.cannot"), call_office(turn, place))
        passage = instead_of_asking(turn) if place is None else None
        if passage is not None:
            # "Do I have to book?" is answered by what is known of bookings.
            return replace(passage, text=f"{passage.text}\n{cannot}")
        return Reply(cannot, slots=slots)
