"""The stops and the wishes of a plan, as the training data's patterns find them."""

from __future__ import annotations

import pytest

from nlu.patterns.matcher import Patterns

from ..conftest import read_patterns


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return read_patterns("patterns", "plan")


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("replace the second stop", "ordinal", "2"),
        ("swap stop number 3 please", "ordinal", "3"),
        ("drop stop two", "ordinal", "2"),
        ("the last stop is too far", "ordinal", "-1"),
        ("把第二站换掉", "ordinal", "2"),
        ("把第 3 站换掉", "ordinal", "3"),
        ("最后一站不去了", "ordinal", "-1"),
        ("最後の立ち寄り先を外して", "ordinal", "-1"),
        ("마지막 장소는 너무 멀어요", "ordinal", "-1"),
        ("make it half a day", "wish", "half"),
        ("改成半天", "wish", "half"),
        ("半日にして", "wish", "half"),
        ("반나절로", "wish", "half"),
        ("a rainy day", "wish", "indoor"),
        ("下雨天", "wish", "indoor"),
        ("雨の日", "wish", "indoor"),
        ("비 오는 날", "wish", "indoor"),
        ("without temples", "wish", "without"),
        ("不要寺庙", "wish", "without"),
        ("お寺は抜きで", "wish", "without"),
        ("절은 빼 줘", "wish", "without"),
        ("we have four hours", "length", "4"),
        ("我们有六个小时", "length", "6"),
        ("6時間あります", "length", "6"),
        ("세 시간 있어요", "length", "3"),
    ],
)
def test_a_plans_words_are_found(patterns: Patterns, text: str, entity: str, value: str) -> None:
    assert (entity, value) in [(q.entity, q.value) for q in patterns.find(text)]


@pytest.mark.parametrize("text", ["which bus stop is nearest", "stop", "where does the tram stop?"])
def test_a_stop_is_not_the_top_of_a_list(patterns: Patterns, text: str) -> None:
    assert [q for q in patterns.find(text) if q.entity == "ordinal"] == []
