"""The stops and the wishes of a plan, as the training data's patterns find them."""

from __future__ import annotations

import pytest

from nlu.patterns.matcher import Patterns

from ..conftest import overlay_patterns, read_patterns


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return read_patterns("patterns", "plan", with_overlays=False)


@pytest.fixture(scope="module")
def overlays() -> list[Patterns]:
    return overlay_patterns("patterns", "plan", "party")


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


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("no climbing please", "trip", "flat"),
        ("不想爬山", "trip", "flat"),
        ("階段は避けたい", "trip", "flat"),
        ("등산 없이", "trip", "flat"),
        ("my mother can't walk far", "trip", "easy"),
        ("腿脚不好", "trip", "easy"),
        ("足が悪い", "trip", "easy"),
        ("많이 걷지 않게", "trip", "easy"),
        ("a walk by the sea", "trip", "sea"),
        ("海边走走", "trip", "sea"),
        ("海が見えるところ", "trip", "sea"),
        ("바닷가로", "trip", "sea"),
        ("without lunch", "meal", "lunch"),
        ("午饭不要", "meal", "lunch"),
        ("お昼ご飯は", "meal", "lunch"),
        ("점심은", "meal", "lunch"),
        ("dinner", "meal", "dinner"),
        ("晚饭", "meal", "dinner"),
        ("夕食", "meal", "dinner"),
        ("저녁 식사", "meal", "dinner"),
        ("my father is 72.", "age", "72"),
        ("a 6-year-old", "age", "6"),
        ("我妈今年68，", "age", "68"),
        ("65岁", "age", "65"),
        ("72歳の父", "age", "72"),
        ("70세", "age", "70"),
        ("he is 1.3 m tall", "height", "1.3"),
        ("身高155厘米", "height", "155"),
        ("身長140センチ", "height", "140"),
        ("키 150cm", "height", "150"),
        ("one child more", "adds", "people"),
        ("再加一个小孩", "adds", "people"),
        ("子どももう一人", "adds", "people"),
        ("아이 한 명 더", "adds", "people"),
    ],
)
def test_conditions_of_plans_and_prices_lie_over_other_words(
    overlays: list[Patterns], text: str, entity: str, value: str
) -> None:
    found = [(q.entity, q.value) for layer in overlays for q in layer.find(text)]
    assert (entity, value) in found


@pytest.mark.parametrize(
    "text", ["the ticket is 60 yuan", "票价65元", "料金は70元です", "요금은 65위안", "at 9:30"]
)
def test_a_price_or_a_time_is_no_age(overlays: list[Patterns], text: str) -> None:
    assert [q for layer in overlays for q in layer.find(text) if q.entity == "age"] == []
