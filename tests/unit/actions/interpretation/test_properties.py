"""What is asked of a place in words that stand for no fact."""

from __future__ import annotations

import pytest

from actions.interpretation.properties import properties_asked

from ..conftest import Visitor


@pytest.mark.parametrize(
    ("said", "told"),
    [("for", ()), ("of the", ()), ("dress code", ("dress code",)), ("傘", ("傘",))],
)
def test_mere_grammar_is_no_property_of_a_place(
    visitor: Visitor, said: str, told: tuple[str, ...]
) -> None:
    entities = ({"entity": "property", "value": said},)
    assert properties_asked(visitor.turn(intent="ask_details", entities=entities)) == told
