"""What a message asks of a place that none of its answers has told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.dialogue.turn import Turn
from actions.interpretation.unanswered import left_over

from ..conftest import Visitor

CASTLE = {"entity": "place", "value": "castelo-da-gaivota", "linked": True}
MUSEUM = {"entity": "place", "value": "museu-do-sal", "linked": True, "role": "origin"}


def _asks(*attributes: str) -> list[dict[str, Any]]:
    return [{"entity": "attribute", "value": name} for name in attributes]


def _turn(visitor: Visitor, intent: str, *entities: dict[str, Any]) -> Turn:
    return visitor.turn(intent=intent, entities=entities)


def _left(turn: Turn | None) -> tuple[str | None, list[str]]:
    return (None, []) if turn is None else (turn.value("place"), turn.values("attribute"))


def test_what_an_answer_did_not_tell_is_asked_of_the_place(visitor: Visitor) -> None:
    turn = _turn(visitor, "ask_way", MUSEUM, CASTLE, *_asks("way", "price", "phone"))
    assert _left(left_over(turn, [turn])) == ("castelo-da-gaivota", ["phone", "price"])


def test_whether_it_is_open_is_asked_too(visitor: Visitor) -> None:
    is_open = {"entity": "asks", "value": "open"}
    turn = _turn(visitor, "ask_ticket", CASTLE, is_open, *_asks("price"))
    assert _left(left_over(turn, [turn])) == ("castelo-da-gaivota", ["hours"])


def test_nothing_is_left_where_all_is_told_or_it_is_not_known_what_is(visitor: Visitor) -> None:
    turn = _turn(visitor, "ask_ticket", CASTLE, *_asks("price"))
    assert left_over(turn, [turn]) is None
    listed = _turn(visitor, "find_dining", CASTLE, *_asks("price", "phone"))
    assert left_over(listed, [listed]) is None
    assert left_over(turn, []) is None


def test_the_price_of_a_ride_is_no_ticket(visitor: Visitor) -> None:
    taxi = {"entity": "travel", "value": "taxi"}
    turn = _turn(visitor, "ask_way", MUSEUM, CASTLE, taxi, *_asks("way", "price"))
    assert left_over(turn, [turn]) is None


def test_without_a_place_nothing_is_asked(visitor: Visitor) -> None:
    turn = _turn(visitor, "ask_hours", *_asks("hours", "phone"))
    assert left_over(turn, [replace(turn, slots={})]) is None


def test_where_an_event_is_held_is_told_with_when(desk: Visitor) -> None:
    boats = {"entity": "place", "value": "festa-do-barco", "linked": True}
    turn = _turn(desk, "ask_hours", boats, *_asks("hours", "address"))
    assert left_over(turn, [turn]) is None
    of_castle = _turn(desk, "ask_hours", CASTLE, *_asks("hours", "address"))
    assert _left(left_over(of_castle, [of_castle])) == ("castelo-da-gaivota", ["address"])
