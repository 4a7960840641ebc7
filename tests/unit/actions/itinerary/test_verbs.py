"""Which thing of a message goes into the plan, and which out of it."""

from __future__ import annotations

from typing import Any

import pytest

from actions.itinerary.verbs import IN, MOVE, OUT, verb_of

from ..conftest import Visitor


def said(text: str, **spans: tuple[str, str]) -> tuple[dict[str, Any], ...]:
    """Return entities for pieces of the text: ``piece=(entity, value)``."""
    found = []
    for piece, (entity, value) in spans.items():
        start = text.index(piece)
        found.append({"entity": entity, "value": value, "start": start, "end": start + len(piece)})
    return tuple(found)


@pytest.mark.parametrize(
    ("language", "text", "drop", "put"),
    [
        ("en", "drop the museum and put the pier in", "drop", "put"),
        ("zh", "去掉museum，加上pier", "去掉", "加上"),
        ("ja", "museumを外してpierを入れて", "外して", "入れて"),
        ("ko", "museum 빼고 pier 넣어 줘", "빼", "넣어"),
    ],
)
def test_each_verb_has_its_own_object(
    visitor: Visitor, language: str, text: str, drop: str, put: str
) -> None:
    spans = {
        drop: ("edit", OUT),
        put: ("edit", IN),
        "museum": ("category", "museum"),
        "pier": ("category", "pier"),
    }
    turn = visitor.turn(language=language, text=text, entities=said(text, **spans))
    things = {e["value"]: verb_of(turn, e) for e in turn.entities if e["entity"] == "category"}
    assert things == {"museum": OUT, "pier": IN}


def test_in_chinese_a_marked_object_stands_before_its_verb(visitor: Visitor) -> None:
    text = "去掉park，把castle挪到下午"
    spans = {
        "去掉": ("edit", OUT),
        "把": ("edit", "object"),
        "挪到": ("edit", MOVE),
        "park": ("category", "park"),
        "castle": ("category", "castle"),
    }
    turn = visitor.turn(language="zh", text=text, entities=said(text, **spans))
    things = {e["value"]: verb_of(turn, e) for e in turn.entities if e["entity"] == "category"}
    assert things == {"park": OUT, "castle": MOVE}


def test_without_a_verb_a_thing_has_none(visitor: Visitor) -> None:
    turn = visitor.turn(text="a museum", entities=said("a museum", museum=("category", "museum")))
    assert verb_of(turn, turn.entities[0]) is None
