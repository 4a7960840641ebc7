"""The entity tagger: finds names and words of kind by how they are written and what stands around.

A conditional random field over small units: one character of Chinese, Japanese or Korean, one word
in other scripts. Names in those languages seldom begin and end where a tokenizer cuts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycrfsuite
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.entities import Entity, entity, merged
from nlu.exchange import Annotated, listed_names, with_exchanged_names
from nlu.folding import fold_text
from nlu.scripts import script_of

_FILE = "tagger.crfsuite"
_PIECE = re.compile(r"[^\W\d_]+|\d+|\S")
_BY_CHARACTER = ("han", "kana", "hangul")
_OUTSIDE = "O"


@dataclass(frozen=True)
class Unit:
    """A piece ``[start, end)`` of a message; ``spaced`` says that white space stands before it."""

    text: str
    start: int
    end: int
    spaced: bool


def units(text: str) -> list[Unit]:
    """Return the units of ``text`` in order; none for white space alone."""
    found: list[Unit] = []
    for piece in _PIECE.finditer(text):
        start = piece.start()
        for cut in _cuts(piece.group()):
            end = piece.start() + cut
            spaced = start == 0 or text[start - 1].isspace()
            found.append(Unit(text[start:end], start, end, spaced))
            start = end
    return found


def _cuts(piece: str) -> Iterator[int]:
    """Yield where the units of a run of letters, of digits or of one mark end."""
    for i in range(1, len(piece)):
        if script_of(piece[i - 1]) in _BY_CHARACTER or script_of(piece[i]) in _BY_CHARACTER:
            yield i
    yield len(piece)


@functools.lru_cache(maxsize=16_384)
def _shape(text: str) -> str:
    if not text[0].isalpha():
        return "digit" if text.isdigit() else "mark"
    script = script_of(text[0])
    if script == "kana":
        return "katakana" if text >= "\u30a0" else "hiragana"
    if script in _BY_CHARACTER:
        return script
    return "upper" if text.isupper() else "title" if text[0].isupper() else "lower"


@functools.lru_cache(maxsize=16_384)
def _word(text: str) -> str:
    return fold_text(text) or text


def features(sequence: Sequence[Unit]) -> list[list[str]]:
    """Return each unit's features: the units around it, alone and in rows, and their shapes."""
    words = ["<3", "<2", "<1", *(_word(u.text) for u in sequence), ">1", ">2", ">3"]
    spaces = ["", "", "", *("_" if u.spaced else "" for u in sequence), "", "", ""]
    shapes = ["<", "<", "<", *(_shape(u.text) for u in sequence), ">", ">", ">"]
    joined = [space + word for space, word in zip(spaces, words)]
    shaped = [space + shape for space, shape in zip(spaces, shapes)]
    rows: list[list[str]] = []
    for i in range(3, len(sequence) + 3):
        row = ["bias"]
        row += [f"{d}:{words[i + d]}" for d in range(-3, 4)]
        row += [f"{d}::{''.join(joined[i + d : i + d + 2])}" for d in range(-3, 3)]
        row += [f"{d}:::{''.join(joined[i + d : i + d + 3])}" for d in range(-2, 1)]
        row += [f"shape:{''.join(shaped[i - r : i + r + 1])}" for r in range(3)]
        word = words[i]
        if len(word) > 1 and word.isalpha():
            row += [f"begins:{word[:2]}", f"begins:{word[:3]}"]
            row += [f"ends:{word[-2:]}", f"ends:{word[-3:]}"]
        rows.append(row)
    return rows


def labels(sequence: Sequence[Unit], entities: Sequence[Entity], kinds: Sequence[str]) -> list[str]:
    """Return each unit's label: outside, or the begin or the inside of an entity of ``kinds``."""
    row = [_OUTSIDE] * len(sequence)
    for e in entities:
        if e["entity"] in kinds:
            inside = [
                i for i, u in enumerate(sequence) if u.start < e["end"] and e["start"] < u.end
            ]
            for i in inside:
                row[i] = f"{'B' if i == inside[0] else 'I'}-{e['entity']}"
    return row


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class CharacterTagger(GraphComponent):
    """Adds the entities that the conditional random field finds, with their confidence."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options."""
        return {
            # What is learnt; amounts and other closed classes are left to patterns.
            "kinds": [
                "place", "area", "category", "cuisine", "price", "amenity", "audience", "time"
            ],
            # Rounds of the optimiser (L-BFGS), and the weights of the L1 and L2 penalties.
            "max_iterations": 50,
            "c1": 0.1,
            "c2": 0.01,
            # Features seen less often are left out.
            "min_frequency": 2,
            # How many times the utterances are learnt once more with other names in them.
            "exchanges": 2,
        }  # fmt: skip

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._tagger: Any = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CharacterTagger:
        """Create an untrained tagger."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the annotated utterances; those without entities count as well."""
        examples = [(e.get(TEXT), e.get(ENTITIES, [])) for e in training_data.intent_examples]
        listed = listed_names(training_data.lookup_tables)
        written = list(examples)
        for seed in range(self._config["exchanges"]):
            examples += with_exchanged_names(written, seed=seed, listed=listed)
        with self._model_storage.write_to(self._resource) as folder:
            self._fit(examples, folder / _FILE)
        return self._resource

    def _fit(self, examples: Sequence[Annotated], path: Path) -> None:
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        for text, entities in examples:
            sequence = units(text)
            if sequence:
                trainer.append(
                    features(sequence), labels(sequence, entities, self._config["kinds"])
                )
        trainer.set_params(
            {
                "c1": self._config["c1"],
                "c2": self._config["c2"],
                "max_iterations": self._config["max_iterations"],
                "feature.minfreq": self._config["min_frequency"],
            }
        )
        trainer.train(str(path))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CharacterTagger:
        """Load a trained tagger.

        Raises:
            ValueError: The model holds none.
        """
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._tagger = pycrfsuite.Tagger()
            component._tagger.open(str(folder / _FILE))
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Add each message's entities behind those that it has already."""
        for message in messages:
            text = message.get(TEXT)
            if text and self._tagger is not None:
                found = merged(message.get(ENTITIES, []), self._find(text))
                message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _find(self, text: str) -> list[Entity]:
        sequence = units(text)
        if not sequence:
            return []
        row = self._tagger.tag(features(sequence))
        found: list[Entity] = []
        for i, label in enumerate(row):
            if label == _OUTSIDE:
                continue
            begins, kind = label[0] == "B", label[2:]
            sure = self._tagger.marginal(label, i)
            if begins or i == 0 or row[i - 1][2:] != kind:
                first = sequence[i]
                found.append(
                    entity(
                        kind,
                        first.text,
                        first.start,
                        first.end,
                        type(self).__name__,
                        confidence_entity=sure,
                    )
                )
            else:
                last = found[-1]
                last["end"] = sequence[i].end
                last["value"] = text[last["start"] : last["end"]]
                last["confidence_entity"] = min(sure, last["confidence_entity"])
        return found
