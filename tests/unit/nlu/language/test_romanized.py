"""Romanised messages become what they stand for."""

from __future__ import annotations

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.language.romanized import RomanizedReader, _entry
from tests.unit.nlu.conftest import DATA, LANGUAGES, utterances


@pytest.fixture(scope="module")
def reader(training: TrainingData, tmp_path_factory: pytest.TempPathFactory) -> RomanizedReader:
    for language in LANGUAGES:
        file = DATA / language / "romanized.yml"
        words = load_data(str(file)) if file.is_file() else TrainingData()
        training = training.merge(words)
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("model"))
    resource = Resource("romanized")
    RomanizedReader.create({}, storage, resource, None).train(training)
    return RomanizedReader.load({}, storage, resource, None)


def _written(reader: RomanizedReader, text: str) -> str:
    message = Message({TEXT: text})
    reader.process([message])
    return str(message.get(TEXT))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("shuizu guan menpiao duoshao qian", "shuizu guan 门票多少钱"),
        ("menpiaoduoshao", "门票多少"),
        ("nihao", "你好"),
        ("konnichiwa", "こんにちは"),
        ("Fùjìn yǒu shénme hǎochī de?", "附近有什么好吃的?"),
        ("Harbour Grill zenme zou", "Harbour Grill 怎么走"),
        ("jinja wa doko desu ka", "jinja はどこですか"),
        ("sanbashi doko", "sanbashi どこ"),
        ("eigyou jikan wa nanji made?", "営業時間は何時まで?"),
        ("namsan eodi isseoyo", "namsan 어디 있어요"),
        ("gonghang eseo hotel kkaji eotteoke gayo", "공항에서 호텔까지 어떻게 가요"),
        ("namsan eseo gakkaun matjip", "namsan에서 가까운 맛집"),
    ],
)
def test_a_romanised_message_is_written_out(
    reader: RomanizedReader, typed: str, written: str
) -> None:
    assert _written(reader, typed) == written


@pytest.mark.parametrize(
    "text",
    [
        *("where is the zoo", "Can you help me", "do you have more", "Is it made of stone?"),
        *("hotel", "no", "more", "Harbour Grill", "sake bar", "li wei", "asdf", ""),
        *("how do I say menpiao", "me@example.org", "门票 duoshao", "zai " * 100),
    ],
)
def test_everything_else_stays_as_it_is(reader: RomanizedReader, text: str) -> None:
    assert _written(reader, text) == text


def test_no_english_utterance_is_taken_for_a_romanised_one(reader: RomanizedReader) -> None:
    texts = [str(e.get(TEXT)) for e in utterances(sorted((DATA / "en").glob("*.yml")))]
    taken = [text for text in texts if text and _written(reader, text) != text]
    assert len(taken) <= 0.001 * len(texts), taken


@pytest.mark.parametrize("line", ["menpiao", "menpiao =", ""])
def test_a_line_of_another_form_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="is not 'letters = word'"):
        _entry(line)
