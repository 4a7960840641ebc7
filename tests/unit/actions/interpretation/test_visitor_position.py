"""Where the visitor is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from actions.interpretation.visitor_position import position_of, position_slots

from ..conftest import Visitor

HERE = {"latitude": 38.69, "longitude": -9.41}


def test_the_position_of_the_message_counts_as_new(visitor: Visitor) -> None:
    turn = replace(visitor.turn(), metadata={"position": HERE})
    position = position_of(turn)
    assert position is not None
    assert (position.point, position.age) == ((38.69, -9.41), timedelta())


def test_a_position_is_kept_for_the_following_messages_with_its_age(visitor: Visitor) -> None:
    first = replace(visitor.turn(at=datetime(2026, 5, 19, 12, 0)), metadata={"position": HERE})
    later = visitor.turn(at=datetime(2026, 5, 19, 12, 25), slots=position_slots(first))
    position = position_of(later)
    assert position is not None
    assert (position.point, position.age) == ((38.69, -9.41), timedelta(minutes=25))


def test_a_position_of_more_than_an_hour_ago_is_forgotten(visitor: Visitor) -> None:
    first = replace(visitor.turn(at=datetime(2026, 5, 19, 12, 0)), metadata={"position": HERE})
    later = visitor.turn(at=datetime(2026, 5, 19, 13, 1), slots=position_slots(first))
    assert position_of(later) is None


def test_a_message_without_a_position_keeps_none(visitor: Visitor) -> None:
    assert position_slots(visitor.turn()) == {}
    assert position_of(visitor.turn()) is None


@pytest.mark.parametrize(
    "value",
    [
        None,
        "38.69,-9.41",
        [38.69, -9.41],
        {},
        {"latitude": 38.69},
        {"latitude": "38.69", "longitude": "-9.41"},
        {"latitude": 91, "longitude": 0},
        {"latitude": 0, "longitude": 181},
        {"latitude": float("nan"), "longitude": 0},
        {"latitude": True, "longitude": False},
    ],
)
def test_what_is_no_point_on_earth_is_no_position(visitor: Visitor, value: Any) -> None:
    assert position_slots(replace(visitor.turn(), metadata={"position": value})) == {}


@pytest.mark.parametrize("kept", [{"latitude": 1, "longitude": 2}, {**HERE, "at": "soon"}])
def test_a_kept_position_without_its_time_is_not_used(visitor: Visitor, kept: Any) -> None:
    assert position_of(visitor.turn(slots={"position": kept})) is None
