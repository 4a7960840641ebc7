"""The intent classifier, on a few invented intents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import hstack
from scipy.special import softmax

from nlu.intents.classifier import LinearIntentClassifier, beside_courtesy, masked
from nlu.intents.model import IntentModel

UTTERANCES = {
    "hours": [
        "when does it open",
        "opening hours please",
        "几点开门",
        "營業時間",
        "何時に開きますか",
        "몇 시에 열어요",
    ],
    "price": [
        "what does it cost",
        "how much is a ticket",
        "多少钱",
        "門票價格",
        "いくらですか",
        "얼마예요",
    ],
    "way": [
        "how do I get there",
        "the way to it please",
        "怎么走",
        "怎麼去那裡",
        "どうやって行きますか",
        "어떻게 가요",
    ],
}
# What stands in one utterance alone is no feature, so each stands twice.
TEXTS = [text for texts in UTTERANCES.values() for text in texts] * 2
INTENTS = [intent for intent, texts in UTTERANCES.items() for _ in texts] * 2
CONFIG = {**LinearIntentClassifier.get_default_config(), "C": 0.5, "calibration_folds": 2}


def _named(start: int, end: int, kind: str = "place") -> dict[str, Any]:
    return {"entity": kind, "value": "x", "start": start, "end": end}


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return IntentModel.fit(TEXTS, INTENTS, cost=0.5, folds=3)


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> LinearIntentClassifier:
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("model"))
    resource = Resource("classifier")
    examples = [Message.build(text, intent) for text, intent in zip(TEXTS, INTENTS, strict=True)]
    component = LinearIntentClassifier.create(CONFIG, storage, resource, None)
    component.train(TrainingData(examples))
    return LinearIntentClassifier.load(CONFIG, storage, resource, None)


def _best(model: IntentModel, text: str) -> str:
    return model.intents[int(model.probabilities([text])[0].argmax())]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("when do you open", "hours"),
        ("how much does it cost", "price"),
        ("请问几点开门呢", "hours"),
        ("要多少钱呀", "price"),
        ("いくらかかりますか", "price"),
        ("거기 어떻게 가요?", "way"),
    ],
)
def test_words_of_the_same_kind_get_the_same_intent(
    model: IntentModel, text: str, intent: str
) -> None:
    assert _best(model, text) == intent


def test_probabilities_are_one_row_a_text_and_sum_to_one(model: IntentModel) -> None:
    rows = model.probabilities(["when does it open", "xyzzy", ""])
    assert rows.shape == (3, 3)
    assert np.allclose(rows.sum(axis=1), 1.0)
    assert (rows >= 0).all()


def test_one_text_is_weighed_as_the_matrices_of_scikit_learn_weigh_many(model: IntentModel) -> None:
    texts = [*TEXTS, "opening opening hours", "when 几点 몇 いくら", "a", "", "xyzzy"]
    features = hstack([v.transform(texts) for v in model.vectorizers], format="csr")
    margins = features @ model.weights.T + model.intercept
    expected = softmax(margins * model.scale, axis=1)
    assert np.allclose(model.probabilities(texts), expected, rtol=1e-9, atol=1e-12)


def test_what_was_seen_is_surer_than_nonsense(model: IntentModel) -> None:
    seen, nonsense = model.probabilities(["when does it open", "xyzzy qqq"]).max(axis=1)
    assert seen > nonsense


def test_the_same_data_gives_the_same_model(model: IntentModel) -> None:
    again = IntentModel.fit(TEXTS, INTENTS, cost=0.5, folds=3)
    assert again.intents == model.intents
    assert again.scale == model.scale
    assert (again.weights == model.weights).all()


def test_a_saved_model_answers_as_before(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path)
    texts = [*TEXTS, "something else"]
    assert np.allclose(loaded.probabilities(texts), model.probabilities(texts))


def test_a_saved_model_holds_nothing_executable(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert {file.suffix for file in tmp_path.iterdir()} == {".json", ".npz"}
    with np.load(next(tmp_path.glob("*.npz")), allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind == "f" for name in arrays.files)


def test_a_message_gets_its_intent_and_a_ranking(classifier: LinearIntentClassifier) -> None:
    message = Message({TEXT: "When does it OPEN"})
    classifier.process([message])
    ranking = message.get("intent_ranking")
    assert message.get(INTENT) == ranking[0]
    assert ranking[0]["name"] == "hours"
    confidences = [r["confidence"] for r in ranking]
    assert confidences == sorted(confidences, reverse=True)


def test_a_place_s_name_does_not_change_the_answer(classifier: LinearIntentClassifier) -> None:
    confidences = []
    for name in ("Ajuda", "Price Hall", "几点"):
        message = Message({TEXT: f"how much is {name}", ENTITIES: [_named(12, 12 + len(name))]})
        classifier.process([message])
        confidences.append(message.get(INTENT))
    assert confidences[0] == confidences[1] == confidences[2]


def test_a_message_without_text_gets_no_intent(classifier: LinearIntentClassifier) -> None:
    message = Message({TEXT: ""})
    classifier.process([message])
    assert message.get(INTENT) is None


def test_names_of_places_and_areas_are_masked_and_nothing_else() -> None:
    text = "Is Ajuda in Belem cheap"
    entities = [_named(3, 8), _named(12, 17, "area"), _named(18, 23, "price")]
    assert masked(text, entities) == "is \ue000 in \ue001 cheap"


def test_of_overlapping_names_one_is_masked() -> None:
    assert masked("Lao Shan", [_named(0, 8), _named(0, 8, "area")]).count("\ue000") <= 1
    assert len(masked("Lao Shan", [_named(0, 8), _named(4, 8, "area")]).split()) <= 2


def test_a_text_without_names_is_folded_only() -> None:
    assert masked("  Ｗhere IS 棧橋 ", []) == "where is 栈桥"


def test_a_model_that_was_never_trained_cannot_be_loaded(tmp_path: Path) -> None:
    storage = LocalModelStorage.create(tmp_path)
    with pytest.raises(ValueError, match="never trained"):
        LinearIntentClassifier.load(CONFIG, storage, Resource("never trained"), None)


@pytest.mark.parametrize(
    ("text", "courtesies", "beside"),
    [
        ("Thanks! Is it open?", [(0, 7)], "        Is it open?"),
        ("谢谢 几点关门", [(0, 2)], "   几点关门"),
        ("Thanks, bye", [(0, 7)], ""),
        ("Is it open?", [], ""),
    ],
)
def test_what_is_asked_beside_thanks_is_read_without_them(
    text: str, courtesies: list[tuple[int, int]], beside: str
) -> None:
    assert beside_courtesy(text, courtesies) == beside
