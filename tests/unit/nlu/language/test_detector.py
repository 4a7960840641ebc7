"""The language of a message."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.language.detector import Guess, LanguageDetector, LanguageGuesser, learn
from tests.unit.nlu.conftest import LANGUAGES, utterances

HELD_OUT = Path(__file__).resolve().parents[3] / "nlu"


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    return LocalModelStorage.create(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def detector(training: TrainingData, storage: LocalModelStorage) -> LanguageDetector:
    resource = Resource("language")
    config = LanguageDetector.get_default_config()
    LanguageDetector.create(config, storage, resource, None).train(training)
    return LanguageDetector.load(config, storage, resource, None)


def _detected(
    detector: LanguageDetector, text: str, entities: list[dict[str, Any]] | None = None
) -> str | None:
    message = Message({TEXT: text, ENTITIES: entities or []})
    detector.process([message])
    found = [e["value"] for e in message.get(ENTITIES) if e["entity"] == "language"]
    return found[0] if found else None


def _named(text: str, name: str) -> list[dict[str, Any]]:
    start = text.index(name)
    return [{"entity": "place", "value": "x", "start": start, "end": start + len(name)}]


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_messages_are_told_apart(detector: LanguageDetector, language: str) -> None:
    examples = utterances([HELD_OUT / f"{language}.yml"])
    examples = [e for e in examples if e.get(INTENT) != "nlu_fallback"]
    found = {e.get(TEXT): _detected(detector, e.get(TEXT)) for e in examples}
    wrong = [text for text, said in found.items() if said not in (language, None)]
    assert len(wrong) <= 0.01 * len(examples), wrong
    # A name alone shows no language, and some are among the messages.
    undecided = [text for text, said in found.items() if said is None]
    assert len(undecided) <= 0.02 * len(examples), undecided


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is it", "en"),
        ("Opening hours?", "en"),
        ("hello", "en"),
        ("thanks", "en"),
        ("营业时间", "zh"),
        ("營業時間", "zh"),
        ("厕所在哪", "zh"),
        ("謝謝你", "zh"),
        ("営業時間", "ja"),
        ("青島 天気", "ja"),
        ("入場料", "ja"),
        ("駐車場有無", "ja"),
        ("ホテル", "ja"),
        ("桟橋", "ja"),
        ("鲜の美食在哪里", "zh"),
        ("青島の天気", "ja"),
        ("영업시간", "ko"),
        ("몇 시에 열어요", "ko"),
    ],
)
def test_words_and_scripts_show_the_language(
    detector: LanguageDetector, text: str, language: str
) -> None:
    assert _detected(detector, text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Where is 栈桥?", "en"),
        ("How do I get to 青岛啤酒博物馆?", "en"),
        ("what time does 동궁 close", "en"),
        ("Harbour Grill怎么走", "zh"),
        ("The Bund在哪里", "zh"),
        ("我想去スカイツリー怎么走", "zh"),
        ("有wifi和ATM吗", "zh"),
        ("Harbour Grillはどこですか", "ja"),
        ("東京タワー 어디예요", "ko"),
        ("Harbour Grill 어디예요", "ko"),
    ],
)
def test_a_name_in_another_script_does_not_change_the_language(
    detector: LanguageDetector, text: str, language: str
) -> None:
    assert _detected(detector, text) == language


@pytest.mark.parametrize(
    "text", ["OK", "wifi", "ATM", "12", "😀", "?!", "Tsingtao Brewery", "+86 532", "xyzzy", " "]
)
def test_some_messages_show_no_language(detector: LanguageDetector, text: str) -> None:
    assert _detected(detector, text) is None


def test_a_name_known_as_a_place_shows_no_language_in_latin_letters(
    detector: LanguageDetector,
) -> None:
    assert _detected(detector, "the old museum") == "en"
    assert _detected(detector, "the old museum", _named("the old museum", "the old museum")) is None


def test_a_name_alone_shows_the_language_of_its_own_script(detector: LanguageDetector) -> None:
    assert _detected(detector, "栈桥", _named("栈桥", "栈桥")) == "zh"
    assert _detected(detector, "잔교", _named("잔교", "잔교")) == "ko"


def test_a_name_as_long_as_the_question_is_left_out(detector: LanguageDetector) -> None:
    text = "price of 海景花园大酒店豪华套房"
    assert _detected(detector, text, _named(text, "海景花园大酒店豪华套房")) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("me@example.org", None),
        ("a@例え.jp", None),
        ("my address is a@例え.jp", "en"),
        ("the.best.beach@example.org", None),
        ("https://www.example.org/where/is/the-museum", None),
        ("pour.vous@exemple.fr", None),
        ("メールはwhere.is@example.orgです", "ja"),
        ("我的邮箱是the.museum@example.org", "zh"),
        ("Please write to me@example.org", "en"),
    ],
)
def test_an_address_shows_no_language(
    detector: LanguageDetector, text: str, language: str | None
) -> None:
    assert _detected(detector, text) == language
    assert _unsupported(detector, text) is None


def test_the_entity_covers_the_message_and_keeps_the_others(detector: LanguageDetector) -> None:
    message = Message({TEXT: "Where is 栈桥?", ENTITIES: _named("Where is 栈桥?", "栈桥")})
    detector.process([message])
    place, language = message.get(ENTITIES)
    assert place["entity"] == "place"
    assert (language["start"], language["end"]) == (0, len("Where is 栈桥?"))


def test_a_message_without_text_is_left_alone(detector: LanguageDetector) -> None:
    message = Message({})
    detector.process([message])
    assert message.get(ENTITIES) is None


def test_a_guesser_that_learnt_nothing_knows_scripts_alone() -> None:
    guesser = LanguageGuesser()
    assert guesser.guess("hello") is None
    assert guesser.guess("你好") == Guess("zh")
    assert guesser.guess("こんにちは") == Guess("ja")
    assert guesser.guess("안녕") == Guess("ko")


@pytest.mark.parametrize(
    ("text", "name", "language", "role"),
    [
        ("第一海水浴場", "第一海水浴場", "zh", "name"),
        ("栈桥", "栈桥", "zh", "name"),
        ("MGM 栈桥", "MGM 栈桥", "zh", "name"),
        ("博物館", None, "zh", "shared"),
        ("電話", None, "zh", "shared"),
        ("几点开门", None, "zh", None),
        ("営業時間", None, "ja", None),
        ("ビール博物館", "ビール博物館", "ja", None),
        ("잔교", "잔교", "ko", None),
    ],
)
def test_it_says_how_a_message_shows_its_language(
    detector: LanguageDetector, text: str, name: str | None, language: str, role: str | None
) -> None:
    message = Message({TEXT: text, ENTITIES: _named(text, name) if name else []})
    detector.process([message])
    found = [e for e in message.get(ENTITIES) if e["entity"] == "language"]
    assert [(e["value"], e.get("role")) for e in found] == [(language, role)]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("幾點開門？", "Hant"),
        ("請問棧橋点解咁多人", "Hant"),
        ("几点开门？", "Hans"),
        ("门票", "Hans"),
        ("你好", None),
        ("営業時間は？", None),
        ("where is 棧橋", None),
    ],
)
def test_a_message_in_chinese_shows_its_script(
    detector: LanguageDetector, text: str, script: str | None
) -> None:
    message = Message({TEXT: text, ENTITIES: []})
    detector.process([message])
    found = [e["value"] for e in message.get(ENTITIES) if e["entity"] == "script"]
    assert found == ([script] if script else [])


@pytest.mark.parametrize(
    ("text", "language"),
    [("ホテル、1泊1000元以下", "ja"), ("レストラン 人均100元", "ja"), ("ビール博物館 料金", "ja")],
)
def test_kana_of_a_short_message_are_its_writers_own(
    detector: LanguageDetector, text: str, language: str
) -> None:
    assert _detected(detector, text) == language


def test_words_that_other_languages_borrow_are_no_english_words() -> None:
    guesser = learn(["is there wifi", "where is it"] * 10 + ["有wifi吗"])
    assert guesser.guess("wifi") is None
    assert guesser.guess("where") == Guess("en")


def test_learning_the_same_twice_gives_the_same(training: TrainingData) -> None:
    texts = [e.get(TEXT) for e in training.intent_examples]
    assert learn(texts) == learn(texts)


def test_a_model_without_words_cannot_be_loaded(storage: LocalModelStorage) -> None:
    with pytest.raises(ValueError, match="never trained"):
        LanguageDetector.load(
            LanguageDetector.get_default_config(), storage, Resource("never trained"), None
        )


OTHERS = yaml.safe_load(
    (HELD_OUT.parents[1] / "benchmarks" / "language" / "unsupported.yml").read_text("utf-8")
)


def _unsupported(
    detector: LanguageDetector, text: str, entities: list[dict[str, Any]] | None = None
) -> str | None:
    message = Message({TEXT: text, ENTITIES: entities or []})
    detector.process([message])
    found = [e["value"] for e in message.get(ENTITIES) if e["entity"] == "unsupported_language"]
    return found[0] if found else None


def test_most_messages_in_other_languages_are_told_as_such(detector: LanguageDetector) -> None:
    texts = [text for texts in OTHERS.values() for text in texts]
    missed = [text for text in texts if _unsupported(detector, text) is None]
    assert len(missed) <= 0.08 * len(texts), missed


@pytest.mark.parametrize("language", ["ru", "uk", "th", "ar", "he", "hi", "el", "km"])
def test_every_message_in_a_foreign_script_is_told_as_such(
    detector: LanguageDetector, language: str
) -> None:
    assert [text for text in OTHERS[language] if _unsupported(detector, text) is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_messages_in_our_languages_are_hardly_ever_taken_for_another(
    detector: LanguageDetector, language: str
) -> None:
    examples = utterances([HELD_OUT / f"{language}.yml"])
    wrong = [e.get(TEXT) for e in examples if _unsupported(detector, e.get(TEXT)) is not None]
    assert len(wrong) <= 0.005 * len(examples), wrong


@pytest.mark.parametrize("is_linked", [True, False])
def test_a_name_alone_is_taken_for_no_language(detector: LanguageDetector, is_linked: bool) -> None:
    names = []
    for file in (HELD_OUT.parents[1] / "listings" / "seed" / "qingdao").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                names += [row.get("name_en") or "", *(row.get("aliases_en") or "").split(";")]
    assert names
    taken = []
    for name in filter(None, names):
        entity = {**_named(name, name)[0], "linked": is_linked}
        taken += [name] if _unsupported(detector, name, [entity]) is not None else []
    assert taken == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "where is teh muesum",
            "plz tell tiket prise",
            "yiriyou zenme wan",
            "eki wa doko desu ka",
        ),
        *("bang wo ding yi jian fang", "ok", "wifi?", "12:30", "🍺🍺", "", "zzzzz", "\ud83d"),
    ],
)
def test_typing_errors_and_romanised_messages_are_no_other_language(
    detector: LanguageDetector, text: str
) -> None:
    assert _unsupported(detector, text) is None


def test_a_message_in_another_language_is_not_understood_and_keeps_the_language(
    detector: LanguageDetector,
) -> None:
    ranking = [{"name": "ask_hours", "confidence": 0.9}]
    text = "¿A qué hora abre el museo?"
    message = Message({TEXT: text, ENTITIES: [], "intent": ranking[0], "intent_ranking": ranking})
    detector.process([message])
    assert message.get("intent")["name"] == "nlu_fallback"
    assert [r["name"] for r in message.get("intent_ranking")] == ["nlu_fallback", "ask_hours"]
    assert [(e["entity"], e["value"]) for e in message.get(ENTITIES)] == [
        ("unsupported_language", "es")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "asdf",
        "sanbashi doko",
        "zhanqiao zai nali",
        "qwerty qwerty",
        "sdfgh",
        "aaaaaaa",
        "lkj lkj",
        "1234",
        "?!",
        "😀😀",
    ],
)
def test_nonsense_shows_no_language(detector: LanguageDetector, text: str) -> None:
    assert _detected(detector, text) is None


def test_a_name_beside_a_word_of_ours_shows_our_language(
    detector: LanguageDetector,
) -> None:
    text = "May Fourth Square hours"
    message = Message({TEXT: text, ENTITIES: _named(text, "May Fourth Square")})
    detector.process([message])
    assert [e["entity"] for e in message.get(ENTITIES)] == ["place", "language"]
