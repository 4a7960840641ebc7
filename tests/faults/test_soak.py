"""The soak's own judgement: each thing that must not be is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.soak.verdict import judge, table
from benchmarks.soak.visitors import QUESTIONS, Told

FIRST = Told("w-a", "en", "one?", "done", ["The first answer."], 0.2)
NEXT = Told("w-a", "en", "two?", "done", ["The second answer (第二)."], 0.2)
TAKEN = {"w-a": ["one?", "two?"]}


def test_what_went_well_is_good() -> None:
    verdict = judge([FIRST, NEXT], TAKEN, most_seconds=8)
    assert verdict.is_good
    assert (verdict.acknowledged, verdict.answered, verdict.not_taken) == (2, 2, 0)
    assert "| lost | 0 |" in list(table(verdict, {"rasa": [100.0, 103.0]}))


def test_an_apology_is_an_outcome_whether_rasa_took_the_message_or_not() -> None:
    sorry = replace(NEXT, status="failed", heard=["Please call the office."])
    assert judge([FIRST, sorry], TAKEN, most_seconds=8).is_good
    assert judge([FIRST, sorry], {"w-a": ["one?"]}, most_seconds=8).is_good


@pytest.mark.parametrize(
    ("second", "taken", "name"),
    [
        (replace(NEXT, status="pending"), TAKEN, "lost"),
        (NEXT, {"w-a": ["one?"]}, "lost"),
        (NEXT, {"w-a": ["one?", "two?", "two?"]}, "duplicated"),
        (NEXT, {"w-a": ["two?", "one?"]}, "out_of_order"),
        (replace(NEXT, heard=["第二个回答。"]), TAKEN, "wrong_language"),
        (replace(NEXT, heard=[" "]), TAKEN, "silent"),
        (replace(NEXT, heard=[]), TAKEN, "silent"),
        (replace(NEXT, seconds=9.0), TAKEN, "late"),
    ],
)
def test_what_must_not_be_is_found(second: Told, taken: dict[str, list[str]], name: str) -> None:
    verdict = judge([FIRST, second], taken, most_seconds=8)
    assert len(getattr(verdict, name)) == 1
    assert not verdict.is_good


def test_no_conversation_asks_the_same_twice() -> None:
    for asked in QUESTIONS.values():
        assert len(set(asked)) == len(asked)
