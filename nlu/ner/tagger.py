"""The entity tagger: finds names and words of kind by how they are written and what stands around.

A conditional random field over small units: one character of Chinese, Japanese or Korean, one word
in other scripts. Names in those languages seldom begin and end where a tokenizer cuts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
from nlu.ner.augmentation import Annotated, has_names, listed_names, with_exchanged_names
from nlu.ner.features import (
    OUTSIDE,
    features,
    labels,
    outside_names,
    strange_words,
    units,
)
from nlu.text.word_counts import Familiarity

# Where a message has words that were never met outside of a name, as (start, end).
STRANGE_WORDS = "strange_words"
_FILE = "tagger.crfsuite"


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
            "max_iterations": 60,
            "c1": 0.1,
            "c2": 0.01,
            # Features seen less often are left out.
            "min_frequency": 2,
            # How many times the utterances are learnt once more with other names in them.
            "exchanges": 3,
        }  # fmt: skip

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._tagger: Any = None
        self._familiar = Familiarity(Counter())

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
        own = [outside_names(text, entities) for text, entities in examples]
        familiar = Familiarity.of(own)
        learnt = list(zip(examples, own))
        named = [(e, o) for e, o in learnt if has_names(e)]
        listed = listed_names(training_data.lookup_tables)
        for seed in range(self._config["exchanges"]):
            changed = with_exchanged_names([e for e, _ in named], seed=seed, listed=listed)
            learnt += zip(changed, (o for _, o in named), strict=True)
        with self._model_storage.write_to(self._resource) as folder:
            self._fit(learnt, familiar, folder / _FILE)
            familiar.save(folder)
        return self._resource

    def _fit(
        self,
        examples: Sequence[tuple[Annotated, frozenset[str]]],
        familiar: Familiarity,
        path: Path,
    ) -> None:
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        for (text, entities), own in examples:
            sequence = units(text)
            if sequence:
                trainer.append(
                    features(sequence, familiar, own),
                    labels(sequence, entities, self._config["kinds"]),
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
            component._familiar = Familiarity.load(folder)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Add each message's entities behind those that it has already."""
        for message in messages:
            text = message.get(TEXT)
            if text and self._tagger is not None:
                found = merged(message.get(ENTITIES, []), self._find(text))
                message.set(ENTITIES, found, add_to_output=True)
                message.set(STRANGE_WORDS, strange_words(text, self._familiar))
        return messages

    def _find(self, text: str) -> list[Entity]:
        sequence = units(text)
        if not sequence:
            return []
        row = self._tagger.tag(features(sequence, self._familiar))
        found: list[Entity] = []
        for i, label in enumerate(row):
            if label == OUTSIDE:
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
