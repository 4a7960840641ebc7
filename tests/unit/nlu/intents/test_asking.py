"""What a message asks by, beside thanks or a greeting."""

from __future__ import annotations

import pytest

from nlu.intents.asking import asks


@pytest.mark.parametrize(
    ("entities", "asked"),
    [
        ([{"entity": "attribute", "value": "hours"}], True),
        ([{"entity": "office_kind", "value": "airport"}], True),
        ([{"entity": "office_kind", "value": "airport", "role": "origin"}], False),
        ([{"entity": "language", "value": "en"}], False),
        ([], False),
    ],
)
def test_who_only_tells_where_they_come_from_asks_nothing(
    entities: list[dict[str, str]], asked: bool
) -> None:
    assert asks(entities) is asked
