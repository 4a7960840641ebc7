"""What is needed at hand, on sale, on, and the trains, by the words of the real training data."""

from __future__ import annotations

import pytest

from nlu.patterns.matcher import Patterns

from ..conftest import read_patterns


@pytest.fixture(scope="module")
def services() -> Patterns:
    return read_patterns("facilities")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("where could we dump our bags for the day", "left-luggage"),
        ("can I swap a few dollars for yuan", "currency-exchange"),
        ("I need to pee", "toilet"),
        ("somewhere to change the baby's nappy", "nursing-room"),
        ("my phone is almost dead", "charging"),
        ("which gifts could I bring back home", "guide"),
        ("where could we buy shell necklaces", "goods"),
        ("any shop that sells tea", "goods"),
        ("哪儿能买到贝壳项链", "goods"),
        ("卖茶叶的地方", "goods"),
        ("貝のネックレスはどこで買えますか", "goods"),
        ("お茶を売っている店", "goods"),
        ("조개 목걸이 어디서 살 수 있어요", "goods"),
        ("차 파는 가게", "goods"),
        ("do you know any other places", "others"),
        ("换一批看看", "others"),
        ("ほかの店はありますか", "others"),
        ("다른 곳도 알려 주세요", "others"),
        ("anything going on this weekend", "any"),
        ("until when does the metro run", "last"),
        ("what time do the trains start", "first"),
        ("箱子可以存哪", "left-luggage"),
        ("哪儿能换点人民币", "currency-exchange"),
        ("带点什么回去送朋友", "guide"),
        ("最近有什么演出", "any"),
        ("地铁开到几点", "last"),
        ("スーツケースを預けたい", "left-luggage"),
        ("円を人民元に換えたい", "currency-exchange"),
        ("何か面白いことやってますか", "any"),
        ("地下鉄は何時までですか", "last"),
        ("캐리어 맡길 데 있어요", "left-luggage"),
        ("돈 어디서 바꿔요", "currency-exchange"),
        ("사 갈 만한 거 추천해 주세요", "guide"),
        ("지하철 몇 시까지 다녀요", "last"),
    ],
)
def test_the_wish_is_read(services: Patterns, text: str, value: str) -> None:
    assert value in [q.value for q in services.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "what is on the menu",
        "can I change my booking",
        "leave me alone",
        "the last museum you named",
        "我要换一个酒店",
        "最後のホテル",
        "호텔을 바꿀래요",
    ],
)
def test_what_is_no_such_wish_is_none(services: Patterns, text: str) -> None:
    assert services.find(text) == []
