"""Who comes along and what is pointed at, by the words of the real training data."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.patterns.matcher import Patterns, Quantity
from nlu.patterns.overlapping import (
    OVERLAYS,
    OverlappingEntityExtractor,
    is_overlay,
    layers_of,
)
from nlu.times.phrases import is_time_data

from ..conftest import DATA, LANGUAGES


class Layers:
    """The layers of patterns as one."""

    def __init__(self, layers: list[Patterns]) -> None:
        self._layers = layers

    def find(self, text: str) -> list[Quantity]:
        return [q for layer in self._layers for q in layer.find(text)]


@pytest.fixture(scope="module")
def overlays() -> Layers:
    training = TrainingData()
    for language in LANGUAGES:
        for topic in ("patterns", "party", "references", "kinds", "currencies"):
            training = training.merge(load_data(str(DATA / language / f"{topic}.yml")))
    lookups: dict[str, list[str]] = {}
    for table in training.lookup_tables:
        if not is_time_data(table["name"]):
            lookups.setdefault(table["name"], []).extend(table["elements"])
    numbers = {
        word: meaning
        for word, meaning in training.entity_synonyms.items()
        if meaning.partition("=")[0] in ("number", "unit")
    }
    regexes = [(r["name"], r["pattern"]) for r in training.regex_features if is_overlay(r["name"])]
    return Layers(layers_of(regexes, numbers, lookups))


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("two adults and a child", ["adult:2", "child"]),
        ("2 adults, 3 kids", ["adult:2", "child:3"]),
        ("one senior and two students", ["senior:1", "student:2"]),
        ("a baby and a grown-up", ["infant", "adult"]),
        ("2大1小", ["adult:2", "child:1"]),
        ("两个大人一个小孩", ["adult:2", "child:1"]),
        ("兩大兩小多少錢", ["adult:2", "child:2"]),
        ("三个学生和1位老人", ["student:3", "senior:1"]),
        ("成人2张，儿童1张", ["adult:2", "child:1"]),
        ("大人2人と子供1人", ["adult:2", "child:1"]),
        ("大人二人、小学生三人", ["adult:2", "child:3"]),
        ("大人ふたりとシニア1名", ["adult:2", "senior:1"]),
        ("어른 둘 아이 하나", ["adult:2", "child:1"]),
        ("성인 2명에 어린이 3명", ["adult:2", "child:3"]),
        ("대학생 두 명", ["student:2"]),
    ],
)
def test_the_party_is_read(overlays: Layers, text: str, party: list[str]) -> None:
    assert [q.value for q in overlays.find(text) if q.entity == "party"] == party


@pytest.mark.parametrize(
    "text",
    [
        "is there a student discount",
        "two museums and a park",
        "学生票多少钱",
        "大学2号门",
        "子供は3歳です",
        "아이 세 살이에요",
        "第2大酒店",
    ],
)
def test_what_is_no_party_is_none(overlays: Layers, text: str) -> None:
    assert [q for q in overlays.find(text) if q.entity == "party"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("that hotel", "hotel"),
        ("how much is this museum?", "attraction"),
        ("is the restaurant open?", "restaurant"),
        ("那家酒店", "hotel"),
        ("这个餐厅几点开门", "restaurant"),
        ("那座教堂", "attraction"),
        ("そのホテル", "hotel"),
        ("さっきのお店", "restaurant"),
        ("그 호텔이요", "hotel"),
        ("그 박물관은요", "attraction"),
    ],
)
def test_what_is_pointed_at_is_known_by_its_kind(overlays: Layers, text: str, kind: str) -> None:
    assert [q.value for q in overlays.find(text) if q.entity == "reference"] == [kind]


@pytest.mark.parametrize(
    "text", ["a hotel with a pool", "the hotels in town", "酒店推荐", "ホテル"]
)
def test_a_kind_alone_points_at_nothing(overlays: Layers, text: str) -> None:
    assert [q for q in overlays.find(text) if q.entity == "reference"] == []


def test_overlays_are_told_by_their_names() -> None:
    assert [is_overlay(name) for name in (*OVERLAYS, "party=adult", "price")] == [
        *(True for _ in OVERLAYS),
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("under $100", "USD/HKD/TWD/AUD/CAD/SGD/NZD"),
        ("about 80 dollars", "USD/HKD/TWD/AUD/CAD/SGD/NZD"),
        ("US$ 50", "USD"),
        ("HK$300", "HKD"),
        ("50 euros a night", "EUR"),
        ("what is it in pounds", "GBP"),
        ("30 yuan", "CNY"),
        ("１００元", "CNY"),
        ("500港幣", "HKD"),
        ("一百美元以内", "USD"),
        ("两千日元", "JPY"),
        ("5000円以下", "JPY"),
        ("五千円", "JPY"),
        ("100元くらい", "CNY"),
        ("20ユーロ", "EUR"),
        ("5만 원 이하", "KRW"),
        ("만원짜리", "KRW"),
        ("100위안", "CNY"),
        ("¥8000", "CNY/JPY"),
        ("won the game", None),
        ("a euro-style pub", None),
        ("1層", None),
    ],
)
def test_an_amount_says_its_currency(overlays: Layers, text: str, currency: str | None) -> None:
    found = [q.value for q in overlays.find(text) if q.entity == "currency"]
    assert found == ([currency] if currency else [])


def test_the_words_of_a_property_are_looked_for_beside_the_names_alone(
    tmp_path: Path,
) -> None:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("overlays")
    data = TrainingData(
        regex_features=[
            {"name": "property", "pattern": r"(?P<name>[^\ue000]{2,20}) allowed"},
            {"name": "country=jp", "pattern": "japan"},
        ]
    )
    OverlappingEntityExtractor.create({}, storage, resource, None).train(data)
    extractor = OverlappingEntityExtractor.load({}, storage, resource, None)
    place = {"entity": "place", "value": "x", "start": 0, "end": 4, "linked": True}
    message = Message({TEXT: "Pier dogs allowed Japan", ENTITIES: [place]})
    extractor.process([message])
    found = [(e["entity"], e["value"].strip()) for e in message.get(ENTITIES)]
    assert found == [("place", "x"), ("country", "jp"), ("property", "dogs")]


def test_a_country_alone_is_no_shorter_name_of_its_consulate(tmp_path: Path) -> None:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("overlays")
    data = TrainingData(regex_features=[{"name": "country=jp", "pattern": "japan"}])
    OverlappingEntityExtractor.create({}, storage, resource, None).train(data)
    extractor = OverlappingEntityExtractor.load({}, storage, resource, None)
    shorter = {"entity": "place", "value": "x", "start": 0, "end": 5, "linked": True, "score": 95}
    for place, kept in ((shorter, 0), ({**shorter, "score": 100.0}, 1)):
        message = Message({TEXT: "Japan by ship", ENTITIES: [place]})
        extractor.process([message])
        assert [e["entity"] for e in message.get(ENTITIES)].count("place") == kept
