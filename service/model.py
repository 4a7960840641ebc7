"""The trained model that fits the training data: its name, and training it when it is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from service.children import run_to_end
from service.environment import ROOT, child_environment, python
from service.model_file import damage

PREFIX = "visitor-"


def current_model(root: Path = ROOT) -> Path:
    """Return where the model of the present training data is or will be.

    Its name is a hash over what training reads: the pipeline, the domain, the training data, our
    components and Rasa's version. The city is no part of it.
    """
    return root / "models" / f"{PREFIX}{_hash(root, _sources(root))}.tar.gz"


def train(root: Path = ROOT) -> int:
    """Train the current model unless it is there and whole; return Rasa's exit status.

    Models of earlier training data are removed afterwards.
    """
    model = current_model(root)
    if model.is_file():
        wrong = damage(model)
        if not wrong:
            return 0
        # Its name says what it was trained from, so training makes the same again.
        print(f"{model.relative_to(root)}: cannot be used, {wrong}: it is trained again")
        model.unlink()
    print("Training a model ...", flush=True)
    # Rasa keys its cache by a component's own source alone, not by the modules beside it:
    # a cache for each state of our code keeps a change in one of those from being missed.
    code = _hash(root, _code(root))
    status = run_to_end(
        python(
            *("-m", "service.rasa", "train", "--domain", "domain.yml", "--data", "data"),
            *("--out", "models", "--fixed-model-name", model.name.removesuffix(".tar.gz")),
        ),
        cwd=root,
        env={**child_environment(), "RASA_CACHE_DIRECTORY": str(root / ".rasa" / f"cache-{code}")},
    )
    if status == 0 and not model.is_file():
        print("Rasa trained no model: the lines above say why")
        return 1
    if status == 0:
        for old in model.parent.glob(f"{PREFIX}*.tar.gz"):
            if old != model:
                old.unlink()
    return status


def _sources(root: Path) -> Iterator[Path]:
    yield root / "config.yml"
    yield root / "domain.yml"
    yield from (path for path in (root / "data").rglob("*") if path.is_file())
    yield from _code(root)


def _code(root: Path) -> Iterator[Path]:
    yield from (root / "nlu").rglob("*.py")
    yield from (root / "semantics").rglob("*.py")


def _hash(root: Path, files: Iterator[Path]) -> str:
    digest = hashlib.sha256(version("rasa").encode())
    for path in sorted(files):
        digest.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
