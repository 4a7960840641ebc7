"""Does the same training data give the same model?

    python -m benchmarks.nlu.determinism [--every 1]

Trains every trainable component of ours twice, each time in a process with another seed for
Python's hashes, and compares the files that they write, byte by byte. ``--every 10`` trains on each
tenth utterance.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

from benchmarks.nlu.understanding import ROOT
from nlu.intents.classifier import LinearIntentClassifier
from nlu.language.detector import LanguageDetector
from nlu.ner.tagger import CharacterTagger
from nlu.patterns.extractor import PatternEntityExtractor
from nlu.patterns.overlapping import OverlappingEntityExtractor
from nlu.roles.extractor import RoleExtractor
from nlu.times.extractor import TimeExtractor

COMPONENTS: tuple[Any, ...] = (
    CharacterTagger,
    PatternEntityExtractor,
    OverlappingEntityExtractor,
    RoleExtractor,
    TimeExtractor,
    LanguageDetector,
    LinearIntentClassifier,
)
_HASH_SEEDS = ("1", "2")


def train(folder: Path, every: int) -> None:
    """Write what every component learns from each so-manieth utterance into ``folder``."""
    data = load_data(str(ROOT / "data" / "nlu"))
    part = TrainingData(
        data.training_examples[::every],
        entity_synonyms=data.entity_synonyms,
        regex_features=data.regex_features,
        lookup_tables=data.lookup_tables,
    )
    storage = LocalModelStorage.create(folder)
    context = ExecutionContext(GraphSchema({}), model_id="determinism")
    for component in COMPONENTS:
        config = component.get_default_config()
        component.create(config, storage, Resource(component.__name__), context).train(part)


def digests(folder: Path) -> dict[str, str]:
    """Return the hash of each file below ``folder`` by its name there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def trained_twice(every: int) -> list[dict[str, str]]:
    """Return the digests of two trainings, each in a process of its own."""
    found = []
    for seed in _HASH_SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "benchmarks.nlu.determinism"]
            command += ["--every", str(every), "--into", folder]
            subprocess.run(
                command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True
            )
            found.append(digests(Path(folder)))
    return found


def main() -> int:
    """Compare two trainings; return 1 when a file differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu.determinism")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--into", type=Path, help="train once, into this folder")
    arguments = parser.parse_args()
    if arguments.into:
        train(arguments.into, arguments.every)
        return 0
    one, other = trained_twice(arguments.every)
    for name in sorted({*one, *other}):
        print(f"{'same  ' if one.get(name) == other.get(name) else 'DIFFERS'} {name}")
    return 0 if one == other else 1


if __name__ == "__main__":
    sys.exit(main())
