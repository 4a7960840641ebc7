"""A question that fits a few places is answered of each."""

from __future__ import annotations

from actions.dialogue.few_choices import told_of_each
from actions.dialogue.turn import Turn
from actions.wording.reply import Reply

from ..conftest import Visitor

ASKED = Reply("Which one?", asks=True, choices=("one", "two"))


def _answer(turn: Turn) -> Reply:
    return Reply(f"{turn.value('place')} is open\nSource: the same")


def test_what_is_short_is_told_of_each_and_nothing_twice(visitor: Visitor) -> None:
    told = told_of_each(visitor.turn(intent="ask_hours", ordinal="2"), ASKED, _answer)
    assert told is not None
    assert told.text == "one is open\nSource: the same\ntwo is open"
    assert told.slots["shown_places"] == ["one", "two"]
    assert told.slots["focus_place"] is None


def test_many_places_and_long_answers_are_asked_back(visitor: Visitor) -> None:
    many = Reply("Which one?", asks=True, choices=("one", "two", "three", "four"))
    assert told_of_each(visitor.turn(intent="ask_hours"), many, _answer) is None
    assert told_of_each(visitor.turn(intent="ask_directions"), ASKED, _answer) is None


def test_where_an_answer_asks_itself_it_is_asked_back(visitor: Visitor) -> None:
    def asks(turn: Turn) -> Reply:
        return Reply("When?", asks=True)

    assert told_of_each(visitor.turn(intent="ask_hours"), ASKED, asks) is None
