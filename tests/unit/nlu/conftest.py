"""The words of the real training data, read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.patterns import Patterns

DATA = Path(__file__).resolve().parents[3] / "data" / "nlu"
LANGUAGES = ("en", "zh", "ja", "ko")


@pytest.fixture(scope="session")
def patterns() -> Patterns:
    """The patterns of all four languages together, as they are trained."""
    training = TrainingData()
    for language in LANGUAGES:
        training = training.merge(load_data(str(DATA / language / "patterns.yml")))
    lookups: dict[str, list[str]] = {}
    for table in training.lookup_tables:
        lookups.setdefault(table["name"], []).extend(table["elements"])
    regexes = [(r["name"], r["pattern"]) for r in training.regex_features]
    return Patterns(regexes, training.entity_synonyms, lookups)
