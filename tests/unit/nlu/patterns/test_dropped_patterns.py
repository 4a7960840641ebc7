"""The conditions that a visitor gives up, as the training data's patterns find them."""

from __future__ import annotations

import pytest

from nlu.patterns.matcher import Patterns

from ..conftest import read_patterns


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return read_patterns("patterns", "conditions")


def given_up(patterns: Patterns, text: str) -> set[str]:
    return {q.value for q in patterns.find(text) if q.entity == "dropped"}


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("please ignore the price range", "price"),
        ("take the location out, would you", "district"),
        ("we're flexible about the area", "district"),
        ("any station is alright", "near"),
        ("the rating could be lower", "rating"),
        ("skip the sauna then", "mentioned"),
        ("no sauna needed for us", "mentioned"),
        ("预算随便", "price"),
        ("不管地点了，有哪些", "district"),
        ("哪个站都行", "near"),
        ("星级低点也行", "stars"),
        ("桑拿这个条件取消", "mentioned"),
        ("費用はいくらになってもいい", "price"),
        ("エリアの条件は取り消します", "district"),
        ("どの駅でもいいよ", "near"),
        ("評価については妥協できます", "rating"),
        ("サウナの条件は取り下げます", "mentioned"),
        ("サウナは諦めます", "mentioned"),
        ("예산은 무시해 주세요", "price"),
        ("위치는 알아서 해 주세요", "district"),
        ("역은 아무 데나 괜찮아요", "near"),
        ("별이 낮아도 좋아요", "stars"),
        ("사우나 조건은 빼 줘요", "mentioned"),
        ("사우나는 포기할래요", "mentioned"),
    ],
)
def test_what_a_visitor_gives_up_is_found(patterns: Patterns, text: str, dropped: str) -> None:
    assert given_up(patterns, text) == {dropped}


@pytest.mark.parametrize(
    "text",
    [
        "is there a station close to it?",
        "what area is it in",
        "no problem, with a sauna please",
        "有没有桑拿",
        "在哪个区",
        "場所はどこにありますか",
        "サウナのあるなしを教えて",
        "駅はどこですか",
        "지역이 어디예요",
        "역이 어디에 있어요",
    ],
)
def test_what_is_asked_or_wanted_is_not_given_up(patterns: Patterns, text: str) -> None:
    assert given_up(patterns, text) == set()
