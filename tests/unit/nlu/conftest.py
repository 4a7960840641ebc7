"""The words of the real training data, read once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.training_data.entities_parser import parse_training_example
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.patterns.matcher import Patterns
from nlu.patterns.overlapping import is_overlay, layers_of

DATA = Path(__file__).resolve().parents[3] / "data" / "nlu"
LANGUAGES = ("en", "zh", "ja", "ko")


def read_patterns(*topics: str, with_overlays: bool = True) -> Patterns:
    """Return the patterns of topics in all four languages together, as they are trained.

    Without overlays they are those among which the longest counts.
    """
    training = TrainingData()
    for language in LANGUAGES:
        for topic in topics:
            training = training.merge(load_data(str(DATA / language / f"{topic}.yml")))
    lookups: dict[str, list[str]] = {}
    for table in training.lookup_tables:
        lookups.setdefault(table["name"], []).extend(table["elements"])
    regexes = [(r["name"], r["pattern"]) for r in training.regex_features]
    regexes = [r for r in regexes if with_overlays or not is_overlay(r[0])]
    return Patterns(regexes, training.entity_synonyms, lookups)


def overlay_patterns(*topics: str) -> list[Patterns]:
    """Return the patterns that lie over others, a layer each, of topics in all four languages."""
    regexes: list[tuple[str, str]] = []
    numbers: dict[str, str] = {}
    lookups: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for topic in topics:
            training = load_data(str(DATA / language / f"{topic}.yml"))
            regexes += [(r["name"], r["pattern"]) for r in training.regex_features]
            numbers |= {
                word: meaning
                for word, meaning in training.entity_synonyms.items()
                if meaning.partition("=")[0] in ("number", "unit")
            }
            for table in training.lookup_tables:
                lookups.setdefault(table["name"], []).extend(table["elements"])
    return layers_of([r for r in regexes if is_overlay(r[0])], numbers, lookups)


@pytest.fixture(scope="session")
def patterns() -> Patterns:
    """The patterns of quantities and other closed classes."""
    return read_patterns("patterns")


def utterances(files: Iterable[Path]) -> list[Message]:
    """Return the examples of the intents in ``files``, a good deal faster than Rasa reads them."""
    messages = []
    for file in files:
        content = yaml.load(file.read_bytes(), yaml.CSafeLoader)
        for entry in content["nlu"]:
            if "intent" in entry:
                lines = [line.strip().removeprefix("- ") for line in entry["examples"].splitlines()]
                messages += [parse_training_example(line, entry["intent"]) for line in lines]
    return messages


@pytest.fixture(scope="session")
def training() -> TrainingData:
    """The training utterances of all four languages."""
    return TrainingData(utterances(sorted(DATA.glob("*/*.yml"))))
