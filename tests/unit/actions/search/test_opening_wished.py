"""Until when a place must be open that is looked for."""

from __future__ import annotations

import pytest

from actions.search.opening import open_at, open_words
from actions.search.opening_wished import open_wished
from listings.queries import find_restaurants

from ..conftest import Visitor


def _wished(
    visitor: Visitor, time: str, role: str | None, *, topic: str = "restaurant", **others: str
) -> str | None:
    said = {"entity": "time", "value": time} | ({"role": role} if role else {})
    more = tuple({"entity": name, "value": value} for name, value in others.items())
    return open_wished(visitor.turn(entities=(said, *more)), topic)


@pytest.mark.parametrize(
    ("time", "role", "wished"),
    [
        ("oclock=3:00", "through", "clock=27:00;through"),
        ("clock=03:00", "through", "clock=03:00;through"),
        ("oclock=10:00", "through", "oclock=10:00;through"),
        ("oclock=12:00", "past", "clock=24:00"),
        ("clock=24:00", "past", "clock=24:00"),
        ("part=dawn", "through", "clock=24:00"),
        ("oclock=3:00", None, "oclock=3:00"),
    ],
)
def test_until_and_past_an_hour_of_a_restaurant_are_of_the_night(
    visitor: Visitor, time: str, role: str | None, wished: str
) -> None:
    assert _wished(visitor, time, role) == wished


def test_an_hour_of_what_is_had_by_day_stays_of_the_day(visitor: Visitor) -> None:
    assert _wished(visitor, "oclock=3:00", "through", meal="lunch") == "oclock=3:00;through"
    assert _wished(visitor, "oclock=3:00", "through", cuisine="cafe") == "oclock=3:00;through"
    assert _wished(visitor, "oclock=4:00", "through", topic="attraction") == "oclock=4:00;through"


def test_late_says_more_than_a_part_of_the_day_and_keeps_the_day(visitor: Visitor) -> None:
    assert _wished(visitor, "part=night", None, open_hours="late") == "late"
    assert _wished(visitor, "saturday;part=night", None, open_hours="late") == "saturday;late"
    assert _wished(visitor, "oclock=1:00", None, open_hours="late") == "clock=25:00"


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ("late", ["cafe-da-noite"]),
        ("saturday;late", ["cafe-da-noite", "tasca-do-polvo"]),
        ("saturday;clock=25:00;through", ["cafe-da-noite", "tasca-do-polvo"]),
        ("saturday;clock=25:00", ["cafe-da-noite"]),
        ("saturday;clock=26:00;through", ["cafe-da-noite"]),
    ],
)
def test_who_closes_at_one_is_open_late_and_until_one_but_not_after_it(
    visitor: Visitor, wish: str, found: list[str]
) -> None:
    every = find_restaurants(visitor.session)
    assert sorted(place.id for place in open_at(visitor.turn(), every, wish)) == found


def test_until_when_is_said_back(visitor: Visitor) -> None:
    assert open_words(visitor.turn(), "clock=27:00;through") == "open until Wed, May 20, 03:00"


def test_a_day_that_is_over_is_none_on_which_a_place_must_be_open(visitor: Visitor) -> None:
    assert _wished(visitor, "offset=-1d", None, topic="attraction") is None
    assert _wished(visitor, "tomorrow", None, topic="attraction") == "tomorrow"
