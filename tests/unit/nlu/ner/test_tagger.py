"""The tagger: what it cuts, what it looks at, and that it finds names that nobody has met."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.ner.features import features, labels, outside_names, units
from nlu.ner.tagger import CharacterTagger
from nlu.text.word_counts import Familiarity

NAMES = ("Elm House", "Oak Tower", "Lumen", "Birch Museum", "Cedar Lane", "Maple Court", "Ivy Hall")
FRAMES = (
    "where is {}",
    "how much is {}",
    "{} opening hours",
    "is {} open today",
    "tell me about {}",
)
PLAIN = ("where is it", "how much is it", "is it open today", "what are the opening hours")


def named(text: str, name: str, kind: str = "place") -> dict[str, Any]:
    return {
        "entity": kind,
        "value": name,
        "start": text.index(name),
        "end": text.index(name) + len(name),
    }


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> CharacterTagger:
    """A tagger that has learnt a few utterances of every frame."""
    messages = [
        Message({TEXT: frame.format(n), ENTITIES: [named(frame.format(n), n)], INTENT: "ask"})
        for frame in FRAMES
        for n in NAMES
    ]
    messages += [Message({TEXT: text, INTENT: "ask"}) for text in PLAIN * 3]
    storage = LocalModelStorage(tmp_path_factory.mktemp("tagger"))
    context = ExecutionContext(GraphSchema({}), model_id="test")
    config, resource = CharacterTagger.get_default_config(), Resource("tagger")
    CharacterTagger.create(config, storage, resource, context).train(TrainingData(messages))
    return CharacterTagger.load(config, storage, resource, context)


def found(tagger: CharacterTagger, text: str) -> list[tuple[str, str]]:
    message = Message({TEXT: text})
    tagger.process([message])
    return [(e["entity"], text[e["start"] : e["end"]]) for e in message.get(ENTITIES, [])]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Elm House, 2nd", ["Elm", "House", ",", "2", "nd"]),
        ("听雨楼 2号", ["听", "雨", "楼", "2", "号"]),
        ("비어street", ["비", "어", "street"]),
        ("  ", []),
    ],
)
def test_a_unit_is_a_word_a_number_a_mark_or_a_character(text: str, pieces: list[str]) -> None:
    assert [u.text for u in units(text)] == pieces


def test_each_unit_of_an_entity_is_labelled_and_the_others_are_outside() -> None:
    text = "where is Elm House please"
    row = labels(units(text), [named(text, "Elm House")], ["place"])
    assert row == ["O", "O", "B-place", "I-place", "O"]
    assert labels(units(text), [named(text, "Elm House", "price")], ["place"]) == ["O"] * 5


def test_words_inside_names_are_not_counted_as_familiar() -> None:
    text = "where is Elm House"
    pieces = outside_names(text, [named(text, "Elm House")])
    assert {"where", "is"} <= pieces
    assert not {"elm", "house"} & pieces


def test_a_pair_of_characters_that_reaches_into_a_name_is_not_counted() -> None:
    text = "去听雨楼吗"
    pieces = outside_names(text, [named(text, "听雨楼")])
    assert "吗>" in pieces
    assert not {"去听", "听雨", "楼吗"} & pieces


def test_a_unit_that_was_never_met_looks_otherwise_than_a_familiar_one() -> None:
    familiar = Familiarity.of([["where", "is"]] * 3)
    known, _, unknown = features(units("where is zorblat"), familiar)
    assert "word:3" in known
    assert "word:0" in unknown


def test_a_number_is_neither_familiar_nor_strange() -> None:
    number, mark, word = features(units("7946 , zorblat"), Familiarity.of([]))
    assert not any(f.startswith(("word:0", "word:3")) for f in (*number, *mark))
    assert "word:0" in word


@pytest.mark.parametrize("name", ["Zorblat", "Quibberdick Inn", "snorglewood"])
@pytest.mark.parametrize("frame", FRAMES)
def test_a_name_that_nobody_has_met_is_found_whole(
    tagger: CharacterTagger, frame: str, name: str
) -> None:
    assert found(tagger, frame.format(name)) == [("place", name)]


@pytest.mark.parametrize("text", [*PLAIN, "", "   "])
def test_familiar_words_are_no_name(tagger: CharacterTagger, text: str) -> None:
    assert found(tagger, text) == []
