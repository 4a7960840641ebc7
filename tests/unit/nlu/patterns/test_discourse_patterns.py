"""What a message does to the one before it, and the desk that somebody needs."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.patterns.overlapping import OVERLAYS, is_overlay, layers_of

from ..conftest import DATA, LANGUAGES

FILES = ("discourse", "needs", "countries", "references")


@pytest.fixture(scope="module")
def layers() -> list:
    training = TrainingData()
    for language in LANGUAGES:
        for name in FILES:
            training = training.merge(load_data(str(DATA / language / f"{name}.yml")))
    regexes = [(r["name"], r["pattern"]) for r in training.regex_features]
    assert all(is_overlay(name) for name, _ in regexes), OVERLAYS
    return layers_of(regexes, {}, {})


def found(layers: list, text: str, entity: str) -> list[str]:
    return [q.value for layer in layers for q in layer.find(text) if q.entity == entity]


@pytest.mark.parametrize(
    "text",
    [
        "sorry, I meant the castle",
        "what I meant was Friday",
        "wrong day, it is Sunday",
        "not the north gate, the south gate",
        "不是，我说的是城堡",
        "打错了，是城堡",
        "いえ、お城のことです",
        "お城ではなくて、塔です",
        "아니요, 성 말이에요",
        "탑이 아니라, 성이요",
    ],
)
def test_a_correction_of_the_last_question_is_one(layers: list, text: str) -> None:
    assert set(found(layers, text, "repair")) == {"meant"}


@pytest.mark.parametrize(
    "text",
    [
        "no, thank you",
        "what does it mean to be a knight?",
        "不用了，谢谢",
        "いいえ、結構です",
        "아니요, 괜찮아요",
        "no smoking rooms please",
    ],
)
def test_a_plain_no_corrects_nothing_by_english_words(layers: list, text: str) -> None:
    # In Japanese and Korean a no at the beginning is one; what it corrects must follow.
    if text.isascii() or "谢谢" in text:
        assert found(layers, text, "repair") == []


@pytest.mark.parametrize(
    ("text", "is_claim"),
    [
        ("that price is wrong", True),
        ("it has been closed since March", True),
        ("your opening hours are outdated", True),
        ("that is not correct", True),
        ("that is correct, thanks", False),
        ("is it closed on Monday?", False),
        ("我觉得票价不对", True),
        ("那家店去年就关门了", True),
        ("几点关门", False),
        ("料金が違います", True),
        ("もう閉店しましたよ", True),
        ("何時に閉まりますか", False),
        ("전화번호가 틀렸어요", True),
        ("작년에 문 닫았어요", True),
        ("몇 시에 문 닫아요?", False),
    ],
)
def test_a_fact_is_called_wrong_by_its_own_words(layers: list, text: str, is_claim: bool) -> None:
    assert bool(found(layers, text, "claim")) is is_claim


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("The guide overcharged us", ["complaint"]),
        ("I forgot my umbrella on the bus", ["lost_property"]),
        ("somebody stole my camera", ["stolen"]),
        ("our passports are gone", ["passport"]),
        ("my son is ill", ["sick"]),
        ("my son is sick of seafood", []),
        ("he wants to end his life, I want to die", ["despair"]),
        ("to die for dumplings", []),
        ("could you phone them for me", ["phone_for_me"]),
        ("导游坑人", ["complaint"]),
        ("雨伞忘在公交车上了", ["lost_property"]),
        ("证件找不到了", ["passport"]),
        ("奶奶摔伤了", ["sick"]),
        ("我想死", ["despair"]),
        ("ガイドに騙されました", ["complaint"]),
        ("傘をバスに忘れました", ["lost_property"]),
        ("旅券が見つからない", ["passport"]),
        ("息子がけがをしました", ["sick"]),
        ("消えたい", ["despair"]),
        ("가이드한테 사기당했어요", ["complaint"]),
        ("버스에 우산을 두고 내렸어요", ["lost_property"]),
        ("우산을 버스에 놓고 왔어요", ["lost_property"]),
        ("여권이 없어졌어요", ["passport"]),
        ("아들이 다쳤어요", ["sick"]),
        ("살기 싫어요", ["despair"]),
        ("what a beautiful day", []),
        ("오늘 날씨 좋네요", []),
    ],
)
def test_what_somebody_needs_a_desk_for(layers: list, text: str, needs: list[str]) -> None:
    assert found(layers, text, "need") == needs


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("the korean one", "KR"),
        ("한국 사람이에요", "KR"),
        ("我是日本人", "JP"),
        ("タイ人です", "TH"),
        ("I have a British passport", "GB"),
    ],
)
def test_countries_are_known_by_what_visitors_call_them(
    layers: list, text: str, country: str
) -> None:
    assert found(layers, text, "country") == [country]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("when does the soup place open?", "soup"),
        ("the one by the river", "by the river"),
        ("the second one", None),
        ("卖汤的那家几点开", "卖汤"),
        ("スープの店は何時からですか", "スープ"),
        ("국수집 몇 시에 열어요", "국수"),
        ("맛집 추천해 주세요", None),
        ("is there a place for lunch?", None),
    ],
)
def test_the_piece_that_describes_a_place_is_marked(
    layers: list, text: str, piece: str | None
) -> None:
    marked = [
        text[q.start : q.end]
        for layer in layers
        for q in layer.find(text)
        if (q.entity, q.value) == ("reference", "item")
    ]
    assert marked == ([piece] if piece else [])


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("any hotels there?", True),
        ("is there a hotel?", False),
        ("hello there", False),
        ("那里有酒店吗", True),
        ("そこに宿はありますか", True),
        ("거기 호텔 있어요?", True),
    ],
)
def test_there_is_where_the_talk_was(layers: list, text: str, is_there: bool) -> None:
    assert ("there" in found(layers, text, "reference")) is is_there


def test_what_has_no_column_is_looked_for_last() -> None:
    assert OVERLAYS[-1] == "property"
