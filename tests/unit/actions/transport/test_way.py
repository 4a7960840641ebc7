"""The way between two places."""

from __future__ import annotations

from typing import Any

import pytest

from actions.transport.way import ActionAskWay

from ..conftest import Visitor

CASTLE, TAVERN = "castelo-da-gaivota", "tasca-do-polvo"


def ends(**roles: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"entity": "place", "value": place, "linked": True, "role": role}
        for role, place in roles.items()
    )


@pytest.mark.parametrize("language", ["en", "zh", "ja", "ko"])
def test_both_ends_and_their_distance_are_told(visitor: Visitor, language: str) -> None:
    entities = ends(origin=CASTLE, destination=TAVERN)
    reply = visitor.ask(ActionAskWay(), language=language, entities=entities)
    first = reply.text.split("\n")[0]
    assert any(unit in reply.text for unit in ("m", "米", "公里", "キロ", "미터"))
    assert first.count("(") < 4
    assert reply.slots["focus_place"] == TAVERN


def test_the_end_that_is_not_named_is_the_place_in_focus(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskWay(), entities=ends(origin=CASTLE), slots={"focus_place": TAVERN})
    assert "Seagull Castle" in reply.text
    assert "Tasca do Polvo" in reply.text


def test_without_a_second_place_it_asks_for_it(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskWay(), entities=ends(origin=CASTLE))
    assert reply.asks
