"""Entities that decide the intent where the classifier heard only small talk.

Somebody who writes "I don't want to live any more" must not be answered by a joke, however alike
the two sound. What the entity means is told by the action of the intent that it leads to.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DecisiveEntityClassifier(GraphComponent):
    """Gives a message the intent that one of its entities leads to, in place of some others."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return ``intents``, by entity what it leads to, and ``instead_of``, which give way."""
        return {"intents": {}, "instead_of": []}

    def __init__(self, config: dict[str, Any]) -> None:
        self._intents: dict[str, str] = config["intents"]
        self._instead_of = frozenset(config["instead_of"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DecisiveEntityClassifier:
        """Create the component; it learns nothing."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Change the intent of each message that has a decisive entity."""
        for message in messages:
            intent = message.get(INTENT) or {}
            if intent.get(INTENT_NAME_KEY) not in self._instead_of:
                continue
            names = [e["entity"] for e in message.get(ENTITIES, [])]
            decided = next((self._intents[n] for n in names if n in self._intents), None)
            if decided is not None:
                sure = {INTENT_NAME_KEY: decided, PREDICTED_CONFIDENCE_KEY: 1.0}
                others = message.get(INTENT_RANKING_KEY) or []
                message.set(INTENT, sure, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [sure, *others], add_to_output=True)
        return messages
