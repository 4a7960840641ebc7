"""Who comes along, by what the message counts and by how old they are."""

from __future__ import annotations

from actions.interpretation.party import people_in

from ..conftest import Visitor


def test_the_age_behind_a_word_is_no_number_of_people(visitor: Visitor) -> None:
    entities = (
        {"entity": "party", "value": "senior:65", "start": 0, "end": 4},
        {"entity": "age", "value": "65", "start": 2, "end": 5},
    )
    (senior,) = people_in(visitor.turn(entities=entities))
    assert (senior.audience, senior.count) == ("senior", 1)
