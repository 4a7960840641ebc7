"""Emergency numbers, told even when the database cannot be asked."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Turn
from actions.interpretation.place_lookup import listed_place
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.catalogue import say
from actions.wording.reply import Reply
from listings.importing.folder import read_folder
from listings.models import Office
from listings.queries import find_offices
from listings.settings import SettingsError, city_dir
from listings.texts import is_emergency_number, local_language, pick
from semantics.languages import DEFAULT_LANGUAGE

_OFFICES = "offices.csv"


def is_emergency_line(office: Any) -> bool:
    """Say whether an office is an emergency line: a number of at most four digits."""
    return is_emergency_number(office.phone)


def lines(offices: Iterable[Any], language: str, local: str) -> list[str]:
    """Return one line for each emergency number: its name, the number and when to use it."""
    return [office_line(o, language, local) for o in offices if is_emergency_line(o)]


def office_line(office: Any, language: str, local: str) -> str:
    """Return the number of an office with its name and when to use it."""
    name = pick(office.names, language, local)
    summary = pick(office.summary, language, DEFAULT_LANGUAGE)
    line = formats.field(office.phone, name, language)
    return f"{line} – {summary}" if summary else line


@functools.lru_cache(maxsize=8)
def lines_of_files(language: str) -> list[str]:
    """Return the lines from the city's own files; an empty list when they cannot be read."""
    try:
        folder = read_folder(city_dir())
    except SettingsError:
        return []
    if folder.city is None:
        return []
    offices = [SimpleNamespace(**row.values) for row in folder.records.get(_OFFICES, [])]
    return lines(offices, language, local_language(folder.city.values["country"]))


class ActionEmergency(TopicAction):
    """Gives the emergency numbers at once, from the city's files when the database is away."""

    def name(self) -> str:
        return "action_emergency"

    def answer(self, turn: Turn) -> Reply:
        named = turn.values("office_kind")
        # Who calls for an ambulance reads its number first.
        offices = sorted(find_offices(turn.session), key=lambda o: o.office_kind not in named)
        numbers = lines(offices, turn.language, turn.local)
        if not numbers:
            return Reply(sentences(turn, turn.say("emergency.none"), call_office(turn)))
        told = [turn.say("emergency.heading"), *numbers, *_of_office_in_focus(turn)]
        return Reply(
            "\n".join([*told, call_office(turn)]).strip(),
            custom={"type": "emergency", "language": turn.language, "lines": numbers},
        )

    def apology(self, language: str) -> Reply:
        """Return the emergency numbers of the city's own files."""
        numbers = lines_of_files(language)
        if not numbers:
            return super().apology(language)
        return Reply("\n".join([say(language, "emergency.heading"), *numbers]))


def _of_office_in_focus(turn: Turn) -> list[str]:
    """Return the line of the office that is talked about: a consulate has a number of its own."""
    office = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    if not isinstance(office, Office) or is_emergency_line(office) or not office.phone:
        return []
    return [office_line(office, turn.language, turn.local)]
