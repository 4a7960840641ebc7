"""When the assistant asks back instead of answering."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message

from nlu.intents.asking import ASKING, asks

_DOUBTFUL = (
    *("affirm", "deny", "bot_challenge", "bot_privacy", "bot_source", "change_language"),
    *("chitchat", "help", "insult", "joke"),
)


# Small talk is short: who asks for something beside it wants that.
_COURTEOUS = (*_DOUBTFUL, "goodbye", "greet", "thanks", "weather_talk")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class IntentFallbackClassifier(FallbackClassifier):
    """Rasa's fallback, and one more reason for it: an intent that need not be likeliest to count.

    Most of what an assistant cannot serve is worded like what it can ("find me ..."), so the
    likeliest intent looks sure of itself. How probable ``out_of_scope`` is beside it tells such
    messages apart far better than how sure the likeliest one is.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return Rasa's thresholds and ``suspicions``.

        ``suspicions`` maps intents to the confidence from which each of them, standing behind the
        likeliest intent, makes the assistant ask back. ``doubtful`` are intents that need more
        than ``doubt``: what asks nothing of the data may be anything when it is hardly heard.
        ``courteous`` need more than ``doubt_beside`` where an entity of ``asking`` stands beside
        them.
        """
        return {
            **FallbackClassifier.get_default_config(),
            "suspicions": {},
            "doubtful": _DOUBTFUL,
            "doubt": 0.45,
            "courteous": _COURTEOUS,
            "asking": ASKING,
            "doubt_beside": 0.75,
        }

    def _should_fallback(self, message: Message) -> bool:
        return (
            super()._should_fallback(message)
            or self._is_suspicious(message)
            or self._is_doubtful(message)
        )

    def _is_doubtful(self, message: Message) -> bool:
        likeliest = message.get(INTENT)
        name, confidence = likeliest[INTENT_NAME_KEY], likeliest[PREDICTED_CONFIDENCE_KEY]
        config = self.component_config
        if name in config["doubtful"] and confidence < config["doubt"]:
            return True
        is_small_talk = name in config["courteous"] and confidence < config["doubt_beside"]
        return is_small_talk and asks(message.get(ENTITIES, []), config["asking"])

    def _is_suspicious(self, message: Message) -> bool:
        likeliest = message.get(INTENT)[INTENT_NAME_KEY]
        suspicions: dict[str, float] = self.component_config["suspicions"]
        return likeliest not in suspicions and any(
            guess[PREDICTED_CONFIDENCE_KEY] >= suspicions.get(guess[INTENT_NAME_KEY], 2.0)
            for guess in message.get(INTENT_RANKING_KEY, [])
        )
