"""What is said where a message does not tell which place it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.turn import Turn
from actions.interpretation.countries import countries_in, country_name
from actions.interpretation.place_lookup import one_line
from actions.wording.reply import Reply, button
from listings.models import Place

_MAX_CHOICES = 6


@dataclass(frozen=True)
class UnclearError(Exception):
    """The message does not say which place is meant; ``reply`` asks or explains."""

    reply: Reply

    def __post_init__(self) -> None:
        # Frozen, but what asks is marked so wherever it is made.
        object.__setattr__(self, "reply", replace(self.reply, asks=True))


def which_of(turn: Turn, places: Sequence[Place], *, question: str = "place.which_of") -> Reply:
    """Ask which of several places is meant, a button for each."""
    buttons = tuple(
        button(one_line(turn, p), turn.intent or "ask_details", place=p.id)
        for p in places[:_MAX_CHOICES]
    )
    lines = [turn.say(question), *(f"- {one_line(turn, p)}" for p in places[:_MAX_CHOICES])]
    return Reply(
        "\n".join(lines), buttons=buttons, choices=tuple(p.id for p in places[:_MAX_CHOICES])
    )


def no_office(turn: Turn, kind: str) -> Reply:
    """Say that the database has no office of ``kind``, of which country, and whom to call."""
    what, countries = turn.word("office-kind", kind), countries_in(turn)
    if countries:
        country = country_name(turn, countries[0])
        text = turn.say("offices.no_country", what=what, country=country)
    else:
        text = turn.say("list.none", what=what, city=turn.city_name())
    return Reply(sentences(turn, text, call_office(turn)))
