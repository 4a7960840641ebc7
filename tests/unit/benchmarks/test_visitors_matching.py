"""How a fact is found in a reply."""

from __future__ import annotations

import pytest

from benchmarks.visitors.matching import stands_in


@pytest.mark.parametrize(
    ("fact", "reply"),
    [
        ("1200", "from CN¥1,200 a night"),
        ("9:00", "daily 09:00–17:00"),
        ("Nov 30", "on November 30"),
        ("old pier", "The OLD  Pier"),
        ("CN¥20", "CN¥ 20 each"),
        ("20元", "每人２０ 元"),
        ("Governor's", "the Governor’s house"),
        ("~550 m", "about 600 m on foot"),
        ("~4.4 km", "约4400米"),
    ],
)
def test_a_fact_is_found_however_it_is_written(fact: str, reply: str) -> None:
    assert stands_in(fact, reply)


@pytest.mark.parametrize(
    ("fact", "reply"),
    [
        ("20", "CN¥120"),
        ("20", "CN¥20.50"),
        ("9:00", "19:00"),
        ("pier", "a copier"),
        ("~550 m", "1 km and 30 min"),
        ("~550 m", "550 miles"),
    ],
)
def test_another_fact_that_looks_like_it_is_not(fact: str, reply: str) -> None:
    assert not stands_in(fact, reply)


def test_an_empty_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to look for"):
        stands_in(" ", "text")
