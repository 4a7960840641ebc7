from __future__ import annotations

import pytest

from actions.dialogue.age import old_note
from actions.hours.action import ActionAskHours
from listings.queries import get_place

from ..conftest import LANGUAGES, Visitor

CASTLE = "castelo-da-gaivota"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_older_than_the_limit_is_said_to_be_old(visitor: Visitor, language: str) -> None:
    castle = get_place(visitor.session, CASTLE)
    note = old_note(visitor.turn(language=language), ["2026-01", "2016"], castle)
    assert "2016" in note
    assert castle.phone in note


def test_what_is_new_or_undated_needs_no_note(visitor: Visitor) -> None:
    assert old_note(visitor.turn(), ["2025", None]) == ""


def test_old_hours_are_told_with_the_note(visitor: Visitor) -> None:
    castle = get_place(visitor.session, CASTLE)
    castle.opening_hours_as_of = "2016-05"
    text = visitor.ask(ActionAskHours(), place=CASTLE).text
    assert "This is from May 2016 and may have changed" in text
