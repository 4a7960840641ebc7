"""Those that are compared: each a model, a folder to run it in, and questions that it knows."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import rasa.cli
import yaml

from service.environment import ROOT, python
from service.model import current_model

ANSWERED_FROM_THE_DATABASE = (
    "when is the tourist office open?",
    "five star hotels, please",
    "门票多少钱?",
    "what is there to see?",
)
ANSWERED_BY_A_FIXED_REPLY = ("hello", "goodbye", "I am very sad", "are you a bot?")


def _rasa_default(epochs: int) -> dict[str, Any]:
    """Return the pipeline and policies that `rasa init` trains with, written out.

    Few epochs are enough: a model that has learnt for longer takes as long to answer.
    """
    learnt = {"epochs": epochs, "constrain_similarities": True}
    pipeline: list[dict[str, Any]] = [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {
            "name": "CountVectorsFeaturizer",
            "analyzer": "char_wb",
            "min_ngram": 1,
            "max_ngram": 4,
        },
        {"name": "DIETClassifier", **learnt},
        {"name": "EntitySynonymMapper"},
        {"name": "ResponseSelector", **learnt},
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ]
    policies: list[dict[str, Any]] = [
        {"name": "MemoizationPolicy"},
        {"name": "RulePolicy", "enable_fallback_prediction": False},
        {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": epochs},
        {"name": "TEDPolicy", "max_history": 5, **learnt},
    ]
    named = {"recipe": "default.v1", "assistant_id": "default-pipeline", "language": "en"}
    return {**named, "pipeline": pipeline, "policies": policies}


@dataclass(frozen=True)
class Contender:
    """A Rasa process to measure: the command that runs it but for its port, and its questions."""

    name: str
    command: tuple[str, ...]
    folder: Path
    questions: tuple[str, ...]
    may_be_silent: bool = False
    """One that has learnt for an epoch alone takes as long, and may decide to say nothing."""
    settings: Mapping[str, str] = field(default_factory=dict)


def ours(endpoints: Path, *, tensorflow: bool = False) -> Contender:
    """Return our model as `make run` runs it, or with the real TensorFlow in memory.

    Raises:
        SystemExit: It is not trained.
    """
    model = current_model()
    if not model.is_file():
        models = sorted(model.parent.glob("*.tar.gz"), key=lambda each: each.stat().st_mtime)
        if not models:
            raise SystemExit("no trained model: run `make train` first")
        model = models[-1]
        print(f"{current_model().name} is not trained: measuring {model.name}", file=sys.stderr)
    return Contender(
        "ours with TensorFlow" if tensorflow else "ours",
        _run(python("-m", "service.rasa"), model, endpoints),
        ROOT,
        ANSWERED_FROM_THE_DATABASE,
        settings={"TENSORFLOW": "always"} if tensorflow else {},
    )


def template(folder: Path, env: Mapping[str, str]) -> Contender:
    """Return the project of `rasa init` with its fixed replies, trained in ``folder`` once."""
    project = folder / "template"
    if not list(project.glob("models/*.tar.gz")):
        shutil.rmtree(project, ignore_errors=True)
        # What `rasa init` copies and trains.
        shutil.copytree(Path(rasa.cli.__file__).parent / "initial_project", project)
        _write_default(project / "config.yml", epochs=30)
        _do(python("-m", "rasa", "train", "--out", "models"), project, env)
    return Contender(
        "template",
        _run(python("-m", "rasa"), next(project.glob("models/*.tar.gz")), None),
        project,
        ANSWERED_BY_A_FIXED_REPLY,
    )


def default_pipeline(folder: Path, endpoints: Path, env: Mapping[str, str]) -> Contender:
    """Return Rasa's default pipeline and policies on our data, trained in ``folder`` once."""
    project = folder / "default"
    if not list(project.glob("models/*.tar.gz")):
        project.mkdir(parents=True, exist_ok=True)
        config = project / "config.yml"
        _write_default(config, epochs=1)
        _do(
            python(
                *("-m", "rasa", "train", "--config", str(config), "--out", str(project / "models")),
                *("--domain", "domain.yml", "--data", "data"),
            ),
            ROOT,
            {**env, "RASA_CACHE_DIRECTORY": str(project / "cache")},
        )
    return Contender(
        "default pipeline",
        _run(python("-m", "rasa"), next(project.glob("models/*.tar.gz")), endpoints),
        ROOT,
        ANSWERED_FROM_THE_DATABASE,
        may_be_silent=True,
    )


def _run(start: tuple[str, ...], model: Path, endpoints: Path | None) -> tuple[str, ...]:
    credentials = str(ROOT / "credentials.yml")
    command = (*start, "run", "--model", str(model), "--credentials", credentials)
    return (*command, "--endpoints", str(endpoints)) if endpoints else command


def _write_default(config: Path, *, epochs: int) -> None:
    config.write_text(yaml.safe_dump(_rasa_default(epochs), sort_keys=False), encoding="utf-8")


def _do(command: tuple[str, ...], folder: Path, env: Mapping[str, str]) -> None:
    begun = time.monotonic()
    subprocess.run(
        command, cwd=folder, env=dict(env), check=True, stdout=subprocess.DEVNULL, stderr=sys.stderr
    )
    print(f"{folder.name}: trained in {time.monotonic() - begun:.0f} s", file=sys.stderr)
