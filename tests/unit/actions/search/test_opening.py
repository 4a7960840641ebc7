"""Open at a time as a condition of a search."""

from __future__ import annotations

from actions.search.find import ActionFindDining
from actions.search.opening import open_at
from listings.queries import get_place

from ..conftest import Visitor


def test_only_places_that_are_open_at_the_hour_are_listed(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindDining(), time="tomorrow;clock=03:00")
    assert reply.slots["shown_places"] == ["cafe-da-noite"]


def test_the_hour_is_said_back(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindDining(), time="tomorrow;clock=23:30")
    assert "open" in reply.text.split("\n")[0]
    assert "23:30" in reply.text.split("\n")[0]


def test_a_place_whose_hours_are_not_known_is_not_said_to_be_open(visitor: Visitor) -> None:
    chapel = [get_place(visitor.session, "capela-de-cima")]
    turn = visitor.turn()
    assert open_at(turn, chapel, "tomorrow") == []
    assert open_at(turn, chapel, "tomorrow;clock=12:00") == []


def test_a_time_that_cannot_be_read_takes_no_place_away(visitor: Visitor) -> None:
    chapel = [get_place(visitor.session, "capela-de-cima")]
    assert open_at(visitor.turn(), chapel, "nonsense") == chapel
