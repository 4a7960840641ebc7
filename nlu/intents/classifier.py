"""The intent classifier: what a message asks, and what else it asks in the same breath."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.entities import Entity
from nlu.intents.asking import asks
from nlu.intents.model import IntentModel
from nlu.intents.out_of_vocabulary import familiar_with, marked, pieces
from nlu.intents.segmentation import JOINT, QuestionSplitter
from nlu.patterns.extractor import COURTESIES
from nlu.text.normalization import fold_text
from nlu.text.word_counts import Familiarity

_RANKING_LENGTH = 10
_JOINTS = "joints.json"
# What a message asks beside its intent: a list of Question, in Rasa's own shape of data.
QUESTIONS = "questions"
# A name says nothing about what is asked and is another one in another city: each becomes one
# character that no visitor types (Unicode's private use area).
# What a message is taken for that only thanks, greets, agrees or declines.
_COURTEOUS = ("greet", "thanks", "goodbye", "affirm", "deny", "chitchat")
# What it may be taken for by a piece that asks for nothing: "it is not an emergency".
_REREAD = (*_COURTEOUS, "emergency")
# With fewer letters beside the courtesy nothing is asked; a Chinese character is a word.
_FEWEST_LETTERS, _FEWEST_CHARACTERS = 6, 3
# What is beside it must be as sure: where it asks by a word for something, and where by none.
_LEAST_SURE, _SURELY = 0.45, 0.95
_MASKS = {"place": "\ue000", "area": "\ue001", "city": "\ue001"}


def masked(text: str, entities: Sequence[Entity]) -> str:
    """Return ``text`` folded, with the names of places and areas replaced by their type."""
    covered = len(text)
    for e in sorted(entities, key=lambda e: (-int(e["start"]), -int(e["end"]))):
        mask = _MASKS.get(e["entity"])
        if mask is not None and e["end"] <= covered:
            text = f"{text[: e['start']]} {mask} {text[e['end'] :]}"
            covered = e["start"]
    return fold_text(text)


def beside_courtesy(text: str, courtesies: Sequence[tuple[int, int]]) -> str:
    """Return ``text`` with its courtesies covered by blanks; empty where hardly more is said."""
    rest = text
    for start, end in courtesies:
        rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
    said = [c for c in rest if c.isalnum()]
    least = _FEWEST_LETTERS if all(c.isascii() for c in said) else _FEWEST_CHARACTERS
    return rest if courtesies and len(said) >= least else ""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Classifies by :class:`IntentModel`, with the names of places masked.

    A message in which no word was ever met is marked as such, for what means nothing is trained on.

    A message that asks several things gets, beside its intent, ``questions``: each with its
    ``intent``, ``confidence``, ``start`` and ``end``, in order.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options."""
        return {
            # Inverse strength of the regularisation of the support vector machine.
            "C": 0.5,
            # Folds whose held-out margins calibrate the confidence.
            "calibration_folds": 5,
            # What may be asked together in one message, and how sure each part must be.
            "questions": [],
            "question_confidence": 0.6,
        }

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model: IntentModel | None = None
        self._familiar = familiar_with([])
        self._splitter = self._splitter_of([])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Create an untrained classifier."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the utterances, each with its names masked and, where it has any, as written.

        The second form is for names that are not recognised at run time.
        """
        examples = [
            (masked(e.get(TEXT), e.get(ENTITIES, [])), fold_text(e.get(TEXT)), e.get(INTENT))
            for e in training_data.intent_examples
        ]
        self._familiar = familiar_with(text for text, _, _ in examples)
        pairs: dict[tuple[str, str], int] = {}
        for number, (text, as_written, intent) in enumerate(examples):
            own = pieces(text)
            for form in (text, as_written):
                pairs.setdefault((marked(form, self._familiar, own), intent), number)
        texts, intents = zip(*pairs, strict=True)
        self._model = IntentModel.fit(
            texts,
            intents,
            cost=self._config["C"],
            folds=self._config["calibration_folds"],
            groups=list(pairs.values()),
        )
        joints = sorted(
            {
                word
                for table in training_data.lookup_tables
                if table["name"] == JOINT
                for word in table["elements"]
            }
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
            self._familiar.save(folder)
            (folder / _JOINTS).write_text(json.dumps(joints, ensure_ascii=False))
        return self._resource

    def _splitter_of(self, joints: Sequence[str]) -> QuestionSplitter:
        return QuestionSplitter(
            joints, self._config["questions"], self._config["question_confidence"]
        )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Load a trained classifier.

        Raises:
            ValueError: The model holds none.
        """
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = IntentModel.load(folder)
            component._familiar = Familiarity.load(folder)
            joints = json.loads((folder / _JOINTS).read_text())
        component._splitter = component._splitter_of(joints)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the intent and the ranking of the likeliest intents to each message."""
        for message in messages:
            text = message.get(TEXT)
            if not text or self._model is None:
                continue
            entities = message.get(ENTITIES, [])
            row = self._model.probabilities([self._form(text, entities)])[0]
            if self._model.intents[row.argmax()] in _REREAD:
                beside = beside_courtesy(text, message.get(COURTESIES) or ())
                asked = self._model.probabilities([self._form(beside, entities)])[0]
                is_asked = beside and self._model.intents[asked.argmax()] not in _COURTEOUS
                is_asked = is_asked and asked.max() >= (_LEAST_SURE if asks(entities) else _SURELY)
                row = asked if is_asked else row
            best = np.argsort(-row, kind="stable")[:_RANKING_LENGTH]
            ranking = [{"name": self._model.intents[i], "confidence": float(row[i])} for i in best]
            first = ranking[0]
            questions = self._splitter.find(text, entities, first["name"], self._likeliest)
            if questions:
                # Two questions share the probability; asked alone, each is as sure as this.
                sure = max(first["confidence"], min(q.confidence for q in questions))
                first = {**first, "confidence": sure}
                message.set(QUESTIONS, [asdict(q) for q in questions], add_to_output=True)
            message.set(INTENT, first, add_to_output=True)
            message.set("intent_ranking", [first, *ranking[1:]], add_to_output=True)
        return messages

    def _form(self, text: str, entities: Sequence[Entity]) -> str:
        return marked(masked(text, entities), self._familiar)

    def _likeliest(
        self, texts: Sequence[str], entities: Sequence[Sequence[Entity]]
    ) -> list[tuple[str, float]]:
        """Return the likeliest intent of each text and its probability."""
        if self._model is None:
            return []
        rows = self._model.probabilities(
            [self._form(t, found) for t, found in zip(texts, entities, strict=True)]
        )
        best = rows.argmax(axis=1)
        return [(self._model.intents[b], float(row[b])) for b, row in zip(best, rows, strict=True)]
