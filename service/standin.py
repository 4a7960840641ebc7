"""A stand-in for TensorFlow, which Rasa imports everywhere and nothing of ours uses.

It lets Rasa's modules be imported: its names can be subclassed, subscripted and annotated with.
Whoever calls one of them hears that TensorFlow is not loaded; nothing is computed wrongly.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import sys
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

SETTING = "TENSORFLOW"
WHEN_NEEDED, ALWAYS = "when-needed", "always"

PACKAGES = frozenset({"tensorflow", "keras", "tensorflow_hub", "tensorflow_addons"})
"""What Rasa's modules import of it at their head."""

_ALLOWED = frozenset(
    {
        "RulePolicy",
        "rasa.core.policies.ensemble.DefaultPolicyPredictionEnsemble",
        "rasa.core.policies.rule_policy.RulePolicy",
        "rasa.graph_components.converters.nlu_message_converter.NLUMessageConverter",
        "rasa.graph_components.providers.domain_provider.DomainProvider",
        "rasa.graph_components.providers.rule_only_provider.RuleOnlyDataProvider",
        "rasa.nlu.classifiers.regex_message_handler.RegexMessageHandler",
    }
)
_OURS = "nlu."


class TensorFlowNotLoadedError(ImportError):
    """Something needs TensorFlow, and only its stand-in is there."""


class StandIn(type):
    """A name of TensorFlow's: a class whose attributes are such classes again."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _named(f"{cls.__qualname__}.{name}")

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        """Refuse; but as a decorator of Rasa's own functions give these back as they are."""
        if cls.__qualname__.endswith(".function") and len(arguments) == 1 and not named:
            return arguments[0]
        raise TensorFlowNotLoadedError(
            f"{cls.__qualname__} was called, and TensorFlow is not loaded:"
            f" set {SETTING}={ALWAYS}, and install it where it is missing"
        )


def _named(name: str) -> StandIn:
    return StandIn(name.rpartition(".")[2], (), {"__qualname__": name, "__module__": __name__})


class _Module(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _named(f"{self.__name__}.{name}")


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in PACKAGES:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def install() -> None:
    """Put the stand-in in the place of TensorFlow for this process.

    Raises:
        RuntimeError: TensorFlow has been imported already.
    """
    if "tensorflow" in sys.modules:
        raise RuntimeError("TensorFlow has been imported already")
    sys.meta_path.insert(0, _Finder())


def is_enough(arguments: Sequence[str], env: Mapping[str, str] = os.environ) -> bool:
    """Say whether Rasa's command ``arguments`` can do with the stand-in.

    It can where TensorFlow is not installed; and to run one model file, or to train from a
    configuration, that names only components which are known to do without. A server that may be
    given another model later gets the real one.

    Raises:
        ValueError: TENSORFLOW is neither ``when-needed`` nor ``always``.
    """
    chosen = env.get(SETTING, "").strip() or WHEN_NEEDED
    if chosen not in (WHEN_NEEDED, ALWAYS):
        raise ValueError(f"{SETTING}: {chosen!r} is neither {WHEN_NEEDED!r} nor {ALWAYS!r}")
    if chosen == ALWAYS:
        return False
    if importlib.util.find_spec("tensorflow") is None:
        return True
    command = arguments[0] if arguments else ""
    if command == "train":
        return _all_allowed(_configured(Path(after(arguments, "--config", "-c") or "config.yml")))
    model = Path(after(arguments, "--model", "-m") or "models")
    if command not in ("run", "shell") or not model.is_file() or "--enable-api" in arguments:
        return False
    endpoints = Path(after(arguments, "--endpoints") or "endpoints.yml")
    if endpoints.is_file() and "models" in (yaml.safe_load(endpoints.read_bytes()) or {}):
        return False
    return _all_allowed(_in_model(model))


def _all_allowed(components: Iterable[str]) -> bool:
    named = list(components)
    return bool(named) and all(each in _ALLOWED or each.startswith(_OURS) for each in named)


def _configured(config: Path) -> list[str]:
    if not config.is_file():
        return []
    written = yaml.safe_load(config.read_bytes()) or {}
    parts = [*(written.get("pipeline") or []), *(written.get("policies") or [])]
    return [str(part.get("name") if isinstance(part, dict) else part) for part in parts]


def _in_model(model: Path) -> list[str]:
    """Return the components that a trained model runs, as its metadata names them."""
    with tarfile.open(model) as archive:
        metadata = archive.extractfile("metadata.json")
        nodes = json.load(metadata)["predict_schema"]["nodes"] if metadata else {}
    return [node["uses"] for node in nodes.values()]


def after(arguments: Sequence[str], *names: str) -> str | None:
    """Return what is given for an option, behind it or behind its equals sign."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name in names:
            return value if equals else next(iter(arguments[place + 1 :]), None)
    return None
