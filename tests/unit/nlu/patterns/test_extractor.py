"""The extractor of quantities, as Rasa runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.patterns.extractor import COURTESIES, OWN_WORDS, PatternEntityExtractor

DATA = TrainingData(
    regex_features=[
        {"name": "ordinal", "pattern": r"(?P<value>{number})th"},
        {"name": "price", "pattern": r"(?P<max>{number}) {currency}"},
        {"name": "no_name", "pattern": r"^hopefully(?=\s)"},
        {"name": "no_word", "pattern": "볼거리"},
        {"name": "courtesy", "pattern": r"thanks[! ]*"},
    ],
    entity_synonyms={"four": "number=4", "cheap": "price=cheap"},
    lookup_tables=[
        {"name": "currency", "elements": ["shells"]},
        {"name": "currency", "elements": ["円"]},
    ],
)


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage.create(tmp_path)


@pytest.fixture
def extractor(storage: LocalModelStorage) -> PatternEntityExtractor:
    resource = Resource("quantities")
    PatternEntityExtractor.create({}, storage, resource, None).train(DATA)
    return PatternEntityExtractor.load({}, storage, resource, None)


def _guess(text: str, piece: str, kind: str = "place") -> dict[str, Any]:
    start = text.index(piece)
    return {"entity": kind, "value": piece, "start": start, "end": start + len(piece)}


def _processed(
    extractor: PatternEntityExtractor, text: str, guesses: list[dict[str, Any]]
) -> list[tuple[str, str]]:
    message = Message({TEXT: text, ENTITIES: guesses})
    extractor.process([message])
    return [(e["entity"], e["value"]) for e in message.get(ENTITIES)]


def test_the_trained_patterns_find_quantities(extractor: PatternEntityExtractor) -> None:
    found = _processed(extractor, "the 4th, cheap, 20 shells or 30円", [])
    assert found == [("ordinal", "4"), ("price", "cheap"), ("price", "-20")]


def test_words_of_a_lookup_come_from_every_file(extractor: PatternEntityExtractor) -> None:
    assert _processed(extractor, "30 円", []) == [("price", "-30")]


def test_a_quantity_outranks_what_was_guessed_there(extractor: PatternEntityExtractor) -> None:
    text = "the 4th one"
    assert _processed(extractor, text, [_guess(text, "4th", "area")]) == [("ordinal", "4")]


def test_a_longer_name_of_a_place_outranks_a_quantity(extractor: PatternEntityExtractor) -> None:
    text = "May fourth Square"
    assert _processed(extractor, text, [_guess(text, text)]) == [("place", text)]


def test_other_guesses_are_kept(extractor: PatternEntityExtractor) -> None:
    text = "cheap near Ajuda"
    found = _processed(extractor, text, [_guess(text, "Ajuda")])
    assert found == [("price", "cheap"), ("place", "Ajuda")]


def test_a_message_without_text_is_left_alone(extractor: PatternEntityExtractor) -> None:
    message = Message({})
    extractor.process([message])
    assert message.get(ENTITIES) is None


def test_a_wrong_pattern_stops_the_training(storage: LocalModelStorage) -> None:
    component = PatternEntityExtractor.create({}, storage, Resource("quantities"), None)
    wrong = TrainingData(regex_features=[{"name": "price", "pattern": "("}])
    with pytest.raises(ValueError, match="'price'"):
        component.train(wrong)


def test_a_model_without_patterns_cannot_be_loaded(storage: LocalModelStorage) -> None:
    with pytest.raises(ValueError, match="never trained"):
        PatternEntityExtractor.load({}, storage, Resource("never trained"), None)


def test_what_only_looks_like_a_name_is_none(extractor: PatternEntityExtractor) -> None:
    guess = {"entity": "place", "value": "Hopefully", "start": 0, "end": 9}
    longer = {"entity": "place", "value": "Hopefully Inn", "start": 0, "end": 13}
    for guessed, kept in ((guess, []), (longer, [longer])):
        message = Message({TEXT: "Hopefully Inn is open", ENTITIES: [guessed]})
        extractor.process([message])
        assert message.get(ENTITIES) == kept


def test_words_of_their_own_and_thanks_are_marked_and_no_entities(
    extractor: PatternEntityExtractor,
) -> None:
    message = Message({TEXT: "Thanks! 볼거리?"})
    extractor.process([message])
    assert (message.get(COURTESIES), message.get(OWN_WORDS)) == ([(0, 7)], [(8, 11)])
    assert message.get(ENTITIES) == []
