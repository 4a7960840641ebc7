"""Entities that decide the intent of what sounds like small talk."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.intents.decisive import DecisiveEntityClassifier

CONFIG = {"intents": {"need": "emergency"}, "instead_of": ["chitchat"]}


def decided(intent: str, *entities: str) -> Message:
    guesses = [{"name": intent, "confidence": 0.7}]
    found = [{"entity": entity, "value": "x"} for entity in entities]
    message = Message({TEXT: "x", INTENT: guesses[0], "intent_ranking": guesses, ENTITIES: found})
    DecisiveEntityClassifier.create(CONFIG, None, None, None).process([message])
    return message


@pytest.mark.parametrize(
    ("intent", "entities", "expected"),
    [
        ("chitchat", ("need",), "emergency"),
        ("chitchat", ("time", "need"), "emergency"),
        ("chitchat", ("time",), "chitchat"),
        ("find_office", ("need",), "find_office"),
    ],
)
def test_a_cry_for_help_is_no_small_talk(
    intent: str, entities: tuple[str, ...], expected: str
) -> None:
    assert decided(intent, *entities).get(INTENT)["name"] == expected


def test_what_it_was_taken_for_stays_in_the_ranking() -> None:
    ranking = decided("chitchat", "need").get("intent_ranking")
    assert [guess["name"] for guess in ranking] == ["emergency", "chitchat"]
