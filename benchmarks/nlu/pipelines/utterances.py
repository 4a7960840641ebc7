"""What the candidates are trained on and measured by."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

from benchmarks.nlu.examples import OUT_OF_SCOPE, Example, read_examples
from benchmarks.nlu.goals import Goals
from benchmarks.nlu.understanding import ROOT

TRAINING = ROOT / "data" / "nlu"
HELD_OUT = ROOT / "tests" / "nlu"


def languages() -> list[str]:
    """Return the languages that have training data."""
    return sorted(path.name for path in TRAINING.iterdir() if path.is_dir())


def fingerprint() -> str:
    """Return a short hash of the training data: rows measured on other data do not compare."""
    digest = hashlib.sha256()
    for path in sorted(TRAINING.rglob("*.yml")):
        digest.update(path.relative_to(TRAINING).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def write_part(folder: Path, every: int) -> Path:
    """Write each so-manieth utterance of every language, with all patterns, below ``folder``.

    Return the folder of the part, which is laid out like ``data/nlu``. Training it all by a neural
    network takes hours; a part that is the same for every candidate still ranks them.
    """
    part = folder / f"every-{every}"
    for language in languages():
        data = load_data(str(TRAINING / language))
        chosen = TrainingData(
            data.intent_examples[::every],
            entity_synonyms=data.entity_synonyms,
            regex_features=data.regex_features,
            lookup_tables=data.lookup_tables,
        )
        (part / language).mkdir(parents=True)
        chosen.persist_nlu(str(part / language / "part.yml"))
    return part


def training(folder: Path = TRAINING) -> list[dict[str, Any]]:
    """Return the training utterances as dicts of language, text, intent and entities."""
    return [
        {
            "language": language,
            "text": message.get(TEXT),
            "intent": message.get(INTENT),
            "entities": message.get(ENTITIES, []),
        }
        for language in languages()
        for message in load_data(str(folder / language)).intent_examples
    ]


def held_out() -> list[tuple[str, str, str]]:
    """Return (language, text, intent) of the project's own held-out utterances."""
    return [
        (language, message.get(TEXT), message.get(INTENT))
        for language in languages()
        for message in load_data(str(HELD_OUT / f"{language}.yml")).intent_examples
    ]


def asked(data: Path) -> list[str]:
    """Return every text to be understood: the benchmark's, then our own held-out ones."""
    return [e.text for e in read_examples(data)] + [text for _, text, _ in held_out()]


def accuracies(data: Path, intents: Sequence[str], goals: Goals) -> dict[str, Any]:
    """Return the share of right ones by language, of intents in the order of :func:`asked`."""
    examples, own = read_examples(data), held_out()
    inside: dict[str, list[bool]] = {}
    outside: dict[str, list[bool]] = {}
    for example, intent in zip(examples, intents):
        kind = inside if example.is_in_scope else outside
        kind.setdefault(example.language, []).append(_is_right(example, intent, goals))
    ours: dict[str, list[bool]] = {}
    for (language, _, wanted), intent in zip(own, intents[len(examples) :]):
        ours.setdefault(language, []).append(intent == wanted)
    return {
        "held_out": _shares(ours),
        "benchmark": _shares(inside),
        "out_of_scope_recall": _shares(outside),
    }


def _is_right(example: Example, intent: str, goals: Goals) -> bool:
    if not example.is_in_scope:
        return goals.goal(intent) == OUT_OF_SCOPE
    return goals.goal(intent, example.goals) in example.goals


def _shares(flags: dict[str, list[bool]]) -> dict[str, float]:
    return {name: round(sum(row) / len(row), 4) for name, row in sorted(flags.items())}
