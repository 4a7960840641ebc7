"""The entity extractor for prices, stars, ratings, numbers of people, ordinals and the like."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.entities import Entity, entity, merged
from nlu.patterns.matcher import COURTESY, NO_NAME, NO_WORD, Patterns
from nlu.patterns.overlapping import is_overlay
from nlu.roles.extractor import ROLE
from nlu.times.phrases import is_time_data
from nlu.trained import TrainedComponent

# Where a message has words of their own, as (start, end): the linker looks for no word in them.
OWN_WORDS = "own_words"
# Where it only thanks or greets, as (start, end): the classifier looks at what is beside it.
COURTESIES = "courtesies"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PatternEntityExtractor(TrainedComponent):
    """Adds the entities that the training data's patterns and word lists describe."""

    FILE = "patterns.json"

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, model_storage, resource)
        self._patterns = Patterns([], {})

    def learnt(self, training_data: TrainingData) -> list[Any]:
        """Return the patterns of the training data; a wrong one is an error."""
        regexes = [
            (r["name"], r["pattern"])
            for r in training_data.regex_features
            if not is_time_data(r["name"]) and not is_overlay(r["name"]) and r["name"] != ROLE
        ]
        synonyms = dict(training_data.entity_synonyms)
        lookups: dict[str, list[str]] = {}
        for table in training_data.lookup_tables:
            if is_time_data(table["name"]):
                continue
            lookups.setdefault(table["name"], []).extend(table["elements"])
        Patterns(regexes, synonyms, lookups)
        return [regexes, synonyms, lookups]

    def know(self, content: list[Any]) -> None:
        """Take over the patterns."""
        self._patterns = Patterns(*content)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add each message's quantities.

        What another extractor guessed there gives way, but for a longer name: the "fourth" of
        "May Fourth Square" is no ordinal.
        """
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            found = [
                entity(q.entity, q.value, q.start, q.end, type(self).__name__)
                for q in self._patterns.find(text)
            ]
            guessed = message.get(ENTITIES, [])
            words = [q for q in found if q["entity"] in (NO_NAME, COURTESY)]
            message.set(OWN_WORDS, _spans_of(NO_WORD, found))
            message.set(COURTESIES, _spans_of(COURTESY, found))
            found = [q for q in found if q["entity"] not in (NO_NAME, NO_WORD, COURTESY)]
            guessed = [e for e in guessed if not any(_covers(w, e) for w in words)]
            names = [
                e
                for e in guessed
                if e["entity"] == "place" and any(_is_inside(q, e) for q in found)
            ]
            message.set(ENTITIES, merged(names, found, guessed), add_to_output=True)
        return messages


def _spans_of(name: str, found: list[Entity]) -> list[tuple[int, int]]:
    return [(q["start"], q["end"]) for q in found if q["entity"] == name]


def _covers(word: Entity, guess: Entity) -> bool:
    is_name = guess["entity"] in ("place", "area")
    return bool(is_name and word["start"] <= guess["start"] and guess["end"] <= word["end"])


def _is_inside(inner: Entity, outer: Entity) -> bool:
    longer = outer["end"] - outer["start"] > inner["end"] - inner["start"]
    return bool(longer and outer["start"] <= inner["start"] and inner["end"] <= outer["end"])
