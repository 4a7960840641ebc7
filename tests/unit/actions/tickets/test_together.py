"""Prices counted together: another place, somebody who stays behind, relatives."""

from __future__ import annotations

import pytest

from actions.dialogue.turn import Entity
from actions.interpretation.party import People, people_in, stay_behind, without
from actions.interpretation.running_answer import adds_prices

from ..conftest import Visitor

ASKED = {"topic": "ask_ticket", "tickets": {"places": ["x"], "tickets": [], "party": []}}
TOTAL = {"entity": "adds", "value": "total"}


def people(visitor: Visitor, *entities: Entity) -> list[tuple[str | None, int, int | None]]:
    found = people_in(visitor.turn(entities=tuple(map(dict, entities))))
    return [(p.audience, p.count, p.age) for p in found]


def test_relatives_pay_as_what_they_are(visitor: Visitor) -> None:
    grandma = {"entity": "party", "value": "grand:1"}
    parents = {"entity": "party", "value": "grown:2"}
    assert people(visitor, grandma, parents) == [("senior", 1, None), ("adult", 2, None)]


def test_an_age_of_both_is_of_each(visitor: Visitor) -> None:
    parents = {"entity": "party", "value": "grown:2", "start": 0, "end": 2}
    age = {"entity": "age", "value": "each:68", "start": 2, "end": 6}
    assert people(visitor, parents, age) == [(None, 2, 68)]


def test_two_of_an_age_are_two(visitor: Visitor) -> None:
    counted = {"entity": "party", "value": "aged:2", "start": 0, "end": 2}
    age = {"entity": "age", "value": "68", "start": 2, "end": 5}
    assert people(visitor, counted, age) == [(None, 2, 68)]


def test_who_stays_behind_is_not_counted(visitor: Visitor) -> None:
    before = [People("adult", 2), People(None, 1, age=70)]
    assert without(before, [People("senior", 1)]) == (People("adult", 2),)
    assert without(before, [People("child", 1)]) == tuple(before)
    assert stay_behind(visitor.turn(adds="minus"))


@pytest.mark.parametrize("intent", ["ask_directions", "change_plan", "nlu_fallback"])
def test_a_place_is_added_to_the_prices_whatever_it_was_taken_for(
    visitor: Visitor, intent: str
) -> None:
    place = {"entity": "place", "value": "castelo-da-gaivota", "linked": True}
    turn = visitor.turn(intent=intent, slots=ASKED, entities=(TOTAL, place))
    assert adds_prices(turn) == "ask_ticket"


def test_without_prices_before_nothing_is_added(visitor: Visitor) -> None:
    assert adds_prices(visitor.turn(intent="follow_up", entities=(TOTAL,))) is None
