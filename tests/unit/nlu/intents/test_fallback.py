"""When the assistant asks back."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.intents.fallback import IntentFallbackClassifier

CONFIG = {"threshold": 0.3, "ambiguity_threshold": 0.0, "suspicions": {"out_of_scope": 0.1}}


def _decided(ranking: list[tuple[str, float]], **config: object) -> str:
    guesses = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    message = Message({TEXT: "x", INTENT: guesses[0], "intent_ranking": guesses})
    component = IntentFallbackClassifier.create(
        {**IntentFallbackClassifier.get_default_config(), **CONFIG, **config}, None, None, None
    )
    component.process([message])
    return str(message.get(INTENT)["name"])


@pytest.mark.parametrize(
    ("ranking", "decided"),
    [
        ([("find_hotel", 0.8), ("out_of_scope", 0.05)], "find_hotel"),
        ([("find_hotel", 0.8), ("out_of_scope", 0.1)], "nlu_fallback"),
        ([("find_hotel", 0.6), ("thanks", 0.2), ("out_of_scope", 0.15)], "nlu_fallback"),
        ([("find_hotel", 0.6), ("thanks", 0.4)], "find_hotel"),
        ([("find_hotel", 0.2), ("thanks", 0.1)], "nlu_fallback"),
        # What asks nothing of the data needs more.
        ([("affirm", 0.4), ("find_hotel", 0.05)], "nlu_fallback"),
        ([("affirm", 0.5), ("find_hotel", 0.05)], "affirm"),
        ([("thanks", 0.4), ("find_hotel", 0.05)], "thanks"),
    ],
)
def test_it_asks_back_when_unsure_or_when_the_message_may_be_out_of_scope(
    ranking: list[tuple[str, float]], decided: str
) -> None:
    assert _decided(ranking) == decided


def test_what_is_likeliest_out_of_scope_is_said_to_be_so() -> None:
    assert _decided([("out_of_scope", 0.7), ("find_hotel", 0.2)]) == "out_of_scope"


def test_without_suspicions_it_is_rasas_fallback() -> None:
    assert _decided([("find_hotel", 0.6), ("out_of_scope", 0.4)], suspicions={}) == "find_hotel"


@pytest.mark.parametrize(
    ("intent", "confidence", "entity", "decided"),
    [
        ("thanks", 0.7, "cuisine", "nlu_fallback"),
        ("goodbye", 0.66, "figure", "nlu_fallback"),
        ("chitchat", 0.65, "figure", "nlu_fallback"),
        ("goodbye", 0.54, "allergy", "nlu_fallback"),
        ("thanks", 0.9, "cuisine", "thanks"),
        ("thanks", 0.7, "time", "thanks"),
        ("find_dining", 0.7, "cuisine", "find_dining"),
    ],
)
def test_small_talk_beside_a_wish_must_be_surely_heard(
    intent: str, confidence: float, entity: str, decided: str
) -> None:
    guesses = [{"name": intent, "confidence": confidence}]
    said = [{"entity": entity, "value": "x"}]
    message = Message({TEXT: "x", INTENT: guesses[0], "intent_ranking": guesses, "entities": said})
    config = {**IntentFallbackClassifier.get_default_config(), **CONFIG}
    IntentFallbackClassifier.create(config, None, None, None).process([message])
    assert message.get(INTENT)["name"] == decided


def test_asking_back_keeps_the_ranking_behind_it() -> None:
    guesses = [{"name": "thanks", "confidence": 0.8}, {"name": "out_of_scope", "confidence": 0.2}]
    message = Message({TEXT: "x", INTENT: guesses[0], "intent_ranking": list(guesses)})
    component = IntentFallbackClassifier.create(
        {**IntentFallbackClassifier.get_default_config(), **CONFIG}, None, None, None
    )
    component.process([message])
    assert message.get("intent_ranking")[1:] == guesses
