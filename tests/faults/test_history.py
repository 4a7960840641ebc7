"""The checker itself: each rule finds what breaks it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.faults.history import Exchange, History

GOOD = Exchange("a", 1, "en", "one", "done", ("answer to one",), 0.1)
NEXT = replace(GOOD, number=2, text="two", heard=("answer to two",))
TAKEN = [("w-a", "one"), ("w-a", "two")]


def test_a_good_history_has_no_fault() -> None:
    assert History([GOOD, NEXT]).faults(TAKEN, most_seconds=8) == []


@pytest.mark.parametrize(
    ("exchanges", "taken", "words"),
    [
        ([GOOD, NEXT], [*TAKEN, ("w-a", "two")], "taken in 2 times"),
        ([GOOD, NEXT], TAKEN[::-1], "overtook"),
        ([GOOD, NEXT], [TAKEN[0], ("w-b", "two")], "another conversation"),
        ([replace(GOOD, heard=("answer to two",))], TAKEN, "heard 'answer to two'"),
        ([replace(GOOD, heard=())], TAKEN, "heard nothing"),
        ([replace(GOOD, heard=(" ",))], TAKEN, "heard nothing"),
        ([replace(GOOD, seconds=9.0)], TAKEN, "waited 9.0 s"),
        ([GOOD], [], "answered by nobody"),
        ([replace(GOOD, status="failed", heard=("抱歉",))], TAKEN, "another language"),
    ],
)
def test_a_broken_rule_is_found(
    exchanges: list[Exchange], taken: list[tuple[str, str]], words: str
) -> None:
    if not exchanges[0].heard:
        exchanges = [replace(exchanges[0], status="failed", heard=("",))]
    assert any(words in fault for fault in History(exchanges).faults(taken, most_seconds=8))
