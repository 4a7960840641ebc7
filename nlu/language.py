"""The language of a message: English, Chinese, Japanese or Korean, or none that shows."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.entities import Entity, entity
from nlu.scripts import script_of

_FILE = "vocabulary.json"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NAMES = ("place", "area", "city")
# So many times more often must one language write a character than the other.
_CLEARLY = 2


class LanguageGuesser:
    """Tells the language of a text by its script and, where scripts are shared, by its words.

    Args:
        english: English words, lower case.
        japanese: Characters written in Japanese and not in Chinese, or in Japanese words without
            kana that no Chinese text has.
        chinese: The same for Chinese.
    """

    def __init__(self, english: set[str], japanese: set[str], chinese: set[str]) -> None:
        self._english = english
        self._japanese = japanese
        self._chinese = chinese

    def guess(self, text: str) -> str | None:
        """Return ``en``, ``zh``, ``ja`` or ``ko``; None when the text shows no language."""
        counts = Counter(script_of(c) for c in text)
        words = [w.casefold() for w in _WORD.findall(text) if script_of(w[0]) == "latin"]
        known = [w for w in words if w in self._english and len(w) > 1]
        cjk = counts["han"] + counts["kana"] + counts["hangul"]
        if cjk and cjk >= len(known):
            if counts["hangul"] >= counts["kana"] and counts["hangul"]:
                return "ko"
            return "ja" if counts["kana"] else self._guess_han(text)
        return "en" if known else None

    def _guess_han(self, text: str) -> str:
        """Tell Chinese from Japanese written in Chinese characters alone."""
        grams = _grams(text)
        japanese = sum(g in self._japanese for g in grams)
        chinese = sum(g in self._chinese for g in grams)
        return "ja" if japanese > chinese else "zh"


def _grams(text: str) -> set[str]:
    """Return the Chinese characters of ``text`` and each two that stand side by side."""
    singles = {c for c in text if script_of(c) == "han"}
    pairs = {a + b for a, b in zip(text, text[1:]) if a in singles and b in singles}
    return singles | pairs


def learn(texts: list[str]) -> LanguageGuesser:
    """Learn from utterances what tells the languages apart; their own scripts label them."""
    english: Counter[str] = Counter()
    japanese: Counter[str] = Counter()
    han: Counter[str] = Counter()
    for text in texts:
        scripts = {script_of(c) for c in text}
        if "kana" in scripts:
            japanese.update(_grams(text))
        elif "hangul" not in scripts and "han" in scripts:
            han.update(_grams(text))
        elif "latin" in scripts and not scripts & {"han", "hangul"}:
            english.update(w.casefold() for w in _WORD.findall(text))
    # A few of the texts without kana are Japanese all the same, so presence alone tells little.
    return LanguageGuesser(
        set(english),
        {gram for gram, count in japanese.items() if count > _CLEARLY * han[gram]},
        {gram for gram, count in han.items() if count > _CLEARLY * japanese[gram]},
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LanguageDetector(GraphComponent):
    """Adds an entity ``language`` when a message shows one; names of places show none."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._guesser = LanguageGuesser(set(), set(), set())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        """Create a detector that knows scripts but no words yet."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the languages' words from the utterances, without the names in them."""
        texts = [
            _without_names(e.get(TEXT), e.get(ENTITIES, [])) for e in training_data.intent_examples
        ]
        guesser = learn(texts)
        words = [sorted(guesser._english), sorted(guesser._japanese), sorted(guesser._chinese)]
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(words, ensure_ascii=False))
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LanguageDetector:
        """Load the words of a trained model.

        Raises:
            ValueError: The model holds none.
        """
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            english, japanese, chinese = json.loads((folder / _FILE).read_text())
        component._guesser = LanguageGuesser(set(english), set(japanese), set(chinese))
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the language of each message that shows one."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            entities = message.get(ENTITIES, [])
            language = self._guesser.guess(_without_names(text, entities))
            if language is None:
                language = self._guesser.guess(_without_latin(text))
            if language is not None:
                found = entity("language", language, 0, len(text), type(self).__name__)
                message.set(ENTITIES, [*entities, found], add_to_output=True)
        return messages


def _without_names(text: str, entities: list[Entity]) -> str:
    for e in sorted(entities, key=lambda e: -int(e["start"])):
        if e["entity"] in _NAMES:
            text = f"{text[: e['start']]} {text[e['end'] :]}"
    return text


def _without_latin(text: str) -> str:
    """A message of a name alone shows its language when the name is not in Latin letters."""
    return "".join(c for c in text if script_of(c) != "latin")
