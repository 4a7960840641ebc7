"""The role and the polarity of what a message mentions."""

from __future__ import annotations

from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.entities import Entity
from nlu.roles.document import Mentions
from nlu.roles.patterns import ASKED, NOT, RolePatterns
from nlu.trained import TrainedComponent
from semantics.ranges import bounds_of

ROLE = "role"
_GIVEN_UP = "given_up"
_VERBS = ("kind", "allergen")
_vocab = spacy.blank("en").vocab


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RoleExtractor(TrainedComponent):
    """Gives the entities of a message their ``role`` and, where it is denied, ``polarity`` "not".

    The patterns are those of the training data; :mod:`nlu.roles.patterns` says how they are read.
    Of two that give one mention a role, the one with more roles counts, then the longer one.
    """

    FILE = "roles.json"

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, model_storage, resource)
        self._patterns = RolePatterns(_vocab, [])

    def learnt(self, training_data: TrainingData) -> list[str]:
        """Return the patterns of the training data; a wrong one is an error."""
        lines = [r["pattern"] for r in training_data.regex_features if r["name"] == ROLE]
        RolePatterns(_vocab, lines)
        return lines

    def know(self, content: list[str]) -> None:
        """Take over the patterns."""
        self._patterns = RolePatterns(_vocab, content)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add role and polarity to each message's entities; their values stay as they are."""
        for message in messages:
            text = message.get(TEXT)
            entities = message.get(ENTITIES, [])
            if text and entities:
                message.set(
                    ENTITIES, with_roles(text, entities, self._patterns), add_to_output=True
                )
        return messages


def with_roles(text: str, entities: list[Entity], patterns: RolePatterns) -> list[Entity]:
    """Return the entities, those that a pattern gives a role or denies as copies that say so."""
    extra: dict[int, dict[str, str]] = {}
    # A verb that implies a kind ("eat") is a word of most patterns, and a mention to a few.
    bare, full = Mentions(text, entities, _VERBS), Mentions(text, entities)
    for mentions in (bare,) if bare.entities == full.entities else (bare, full):
        for match in patterns.find(mentions):
            given = [
                (id(e), "polarity" if role in (NOT, ASKED) else ROLE, role)
                for token, role in match.roles
                for e in mentions.entities[token]
            ]
            if any(_is_told(extra.get(one, {}), key, value) for one, key, value in given):
                continue
            for one, key, value in given:
                extra.setdefault(one, {})[key] = value
    said = [{**e, **extra[id(e)]} if id(e) in extra else e for e in entities]
    return [_as_wished(e, said) for e in said]


def _as_wished(entity: Entity, others: list[Entity]) -> Entity:
    """Return a price without the denial of something else: "not in the centre, under 500".

    Beside another denial only what a price is above is denied: "none above 500, no hostels".
    """
    if entity["entity"] != "price" or entity.get("polarity") != NOT:
        return entity
    low, high = bounds_of(str(entity["value"]))
    is_above = low is not None and high is None
    denied = [e for e in others if e.get("polarity") == NOT and e["entity"] != "price"]
    if is_above or not denied:
        return entity
    return {key: value for key, value in entity.items() if key != "polarity"}


def _is_told(extra: dict[str, str], key: str, value: str) -> bool:
    """Say whether a mention has such a word already: what is given up is not denied besides."""
    if key in extra:
        return True
    return "polarity" in extra if value == _GIVEN_UP else extra.get(ROLE) == _GIVEN_UP
