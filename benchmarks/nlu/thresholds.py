"""Show what each threshold of the fallback costs and catches, on held-out folds of our own data.

    python -m benchmarks.nlu.thresholds [--folds 3]

Each fold is understood by a tagger, the patterns and a classifier that never saw it. The benchmark
plays no part.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.model_selection import StratifiedKFold

from benchmarks.nlu.goals import Goals, load_goals
from nlu.classifier import LinearIntentClassifier
from nlu.quantities import QuantityExtractor
from nlu.tagger import CharacterTagger

DATA = Path(__file__).resolve().parents[2] / "data" / "nlu"
COMPONENTS: tuple[Any, ...] = (CharacterTagger, QuantityExtractor, LinearIntentClassifier)
THRESHOLDS = (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
AMBIGUITIES = (0.0, 0.05, 0.1)


@dataclass(frozen=True)
class Guess:
    """A held-out utterance: its language and intent, and the two likeliest intents of the model."""

    language: str
    intent: str
    first: str
    confidence: float
    second_confidence: float

    def is_refused(self, threshold: float, ambiguity: float, goals: Goals) -> bool:
        """Say whether the assistant would not answer by an intent of its own."""
        unsure = self.confidence < threshold
        ambiguous = self.confidence - self.second_confidence < ambiguity
        return unsure or ambiguous or self.first in goals.refusals


def held_out_guesses(folds: int) -> list[Guess]:
    """Return a guess for each utterance, made by a model that was trained on the other folds."""
    languages, examples, everything = [], [], TrainingData()
    for folder in sorted(p for p in DATA.iterdir() if p.is_dir()):
        data = load_data(str(folder))
        everything = everything.merge(data)
        examples += data.intent_examples
        languages += [folder.name] * len(data.intent_examples)
    kinds = [f"{language} {e.get(INTENT)}" for language, e in zip(languages, examples)]
    guesses: list[Guess] = []
    splitter = StratifiedKFold(folds, shuffle=True, random_state=0)
    for rest, held in splitter.split(examples, kinds):
        data = TrainingData(
            [examples[i] for i in rest],
            entity_synonyms=everything.entity_synonyms,
            regex_features=everything.regex_features,
        )
        messages = [Message({TEXT: examples[i].get(TEXT)}) for i in held]
        _understand(data, messages)
        for i, message in zip(held, messages):
            ranking = message.get("intent_ranking")
            guesses.append(
                Guess(
                    languages[i],
                    examples[i].get(INTENT),
                    ranking[0]["name"],
                    ranking[0]["confidence"],
                    ranking[1]["confidence"],
                )
            )
    return guesses


def _understand(data: TrainingData, messages: list[Message]) -> None:
    context = ExecutionContext(GraphSchema({}), model_id="folds")
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage(Path(folder))
        for component in COMPONENTS:
            config = component.get_default_config()
            resource = Resource(component.__name__)
            component.create(config, storage, resource, context).train(data)
            component.load(config, storage, resource, context).process(messages)


def curve(guesses: Sequence[Guess], goals: Goals) -> Iterator[tuple[float, float, list[float]]]:
    """Yield (threshold, ambiguity, [out-of-scope recall, in-scope refused, accuracy])."""
    outside = [g for g in guesses if g.intent == "out_of_scope"]
    inside = [g for g in guesses if g.intent not in goals.refusals]
    for ambiguity in AMBIGUITIES:
        for threshold in THRESHOLDS:
            caught = [g.is_refused(threshold, ambiguity, goals) for g in outside]
            refused = [g.is_refused(threshold, ambiguity, goals) for g in inside]
            right = [g.first == g.intent and not r for g, r in zip(inside, refused)]
            yield threshold, ambiguity, [float(np.mean(row)) for row in (caught, refused, right)]


def main() -> None:
    """Print the curve of each language and of all together."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu.thresholds")
    parser.add_argument("--folds", type=int, default=3)
    guesses = held_out_guesses(parser.parse_args().folds)
    goals = load_goals()
    languages = sorted({g.language for g in guesses})
    for name in (*languages, "all"):
        chosen = [g for g in guesses if name in (g.language, "all")]
        print(f"\n{name}: {len(chosen)} utterances")
        print("threshold ambiguity oos-recall refused accuracy")
        for threshold, ambiguity, figures in curve(chosen, goals):
            shown = "    ".join(f"{figure:.3f}" for figure in figures)
            print(f"     {threshold:.2f}      {ambiguity:.2f}      {shown}")


if __name__ == "__main__":
    main()
