"""A tokenizer for messages in English, Chinese, Japanese and Korean, mixed or not."""

from __future__ import annotations

import itertools
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language

from nlu.text.scripts import Script, script_of
from semantics.lengths import MOST_CHARACTERS

# spaCy's own Korean tokenizer needs MeCab, a system library; its rule tokenizer does not.
_KOREAN_RULES = {"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class MultilingualSpacyTokenizer(Tokenizer):
    """Cuts a message into runs of one script and each run with spaCy's blank pipeline for it.

    A run of Chinese characters goes to the Japanese pipeline when the message has kana, to the
    Chinese one otherwise. Tokens never hold white space, and each keeps its place in the message.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return Rasa's required tokenizer options; this tokenizer has none of its own."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages that must be installed."""
        return ["spacy", "sudachipy", "sudachidict_core"]

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._pipelines: dict[str, Language] = {
            "en": spacy.blank("en"),
            "zh": spacy.blank("zh"),
            "ja": spacy.blank("ja"),
            "ko": spacy.blank("ko", config=_KOREAN_RULES),
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MultilingualSpacyTokenizer:
        """Create the component; it keeps nothing in the model."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the tokens of each message; no component reads more than its beginning.

        Rasa's own address takes texts of any length.
        """
        for message in messages:
            text = message.get(TEXT)
            if text and len(text) > MOST_CHARACTERS:
                message.set(TEXT, text[:MOST_CHARACTERS], add_to_output=True)
        return super().process(messages)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the tokens of ``message``'s ``attribute`` in order; none for white space alone."""
        return list(self._tokens(message.get(attribute)))

    def _tokens(self, text: str) -> Any:
        has_kana = any(script_of(c) == "kana" for c in text)
        for language, start, end in _runs(text, has_kana=has_kana):
            for token in self._pipelines[language].make_doc(text[start:end]):
                if not token.is_space:
                    yield Token(token.text, start + token.idx)


def _runs(text: str, *, has_kana: bool) -> list[tuple[str, int, int]]:
    """Return (language, start, end) of each run of one script, without the spaces around it."""

    def language_of(character: str) -> str:
        script: Script = script_of(character)
        if script == "kana":
            return "ja"
        if script == "han":
            return "ja" if has_kana else "zh"
        return "ko" if script == "hangul" else "en"

    runs: list[tuple[str, int, int]] = []
    position = 0
    for language, group in itertools.groupby(text, key=language_of):
        length = len(list(group))
        piece = text[position : position + length]
        start = position + len(piece) - len(piece.lstrip())
        end = position + len(piece.rstrip())
        if start < end:
            runs.append((language, start, end))
        position += length
    return runs
