"""When Rasa runs without TensorFlow, and what happens to whoever needs it all the same."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from service.environment import ROOT
from service.standin import StandIn, TensorFlowNotLoadedError, is_enough

RULES = "rasa.core.policies.rule_policy.RulePolicy"
DIET = "rasa.nlu.classifiers.diet_classifier.DIETClassifier"


def model_of(folder: Path, *components: str) -> str:
    """Write a trained model's archive that names ``components``; return its path."""
    nodes = {f"run_{each}": {"uses": each} for each in components}
    metadata = json.dumps({"predict_schema": {"nodes": nodes}}).encode()
    path = folder / "model.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("metadata.json")
        member.size = len(metadata)
        archive.addfile(member, io.BytesIO(metadata))
    return str(path)


def test_a_model_of_our_components_and_rules_runs_without(tmp_path: Path) -> None:
    model = model_of(tmp_path, "nlu.tokenizer.MultilingualSpacyTokenizer", RULES)
    assert is_enough(["run", "--model", model], {})
    assert is_enough(["shell", f"--model={model}"], {})


def test_a_model_with_a_component_that_is_not_on_the_list_gets_the_real_one(tmp_path: Path) -> None:
    assert not is_enough(["run", "--model", model_of(tmp_path, RULES, DIET)], {})
    assert not is_enough(["run", "--model", model_of(tmp_path, RULES, "theirs.Own")], {})
    assert not is_enough(["run", "--model", model_of(tmp_path)], {})


def test_a_server_that_may_be_given_another_model_gets_the_real_one(tmp_path: Path) -> None:
    model = model_of(tmp_path, RULES)
    assert not is_enough(["run", "--model", model, "--enable-api"], {})
    assert not is_enough(["run", "--model", str(tmp_path)], {})
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text("models:\n  url: http://127.0.0.1/model\n")
    assert not is_enough(["run", "--model", model, "--endpoints", str(endpoints)], {})


def test_other_commands_of_rasa_get_the_real_one() -> None:
    for command in (["test"], ["data", "validate"], ["init"], ["--version"], []):
        assert not is_enough(command, {})


def test_training_goes_by_the_configuration(tmp_path: Path) -> None:
    assert is_enough(["train", "--config", str(ROOT / "config.yml")], {})
    config = tmp_path / "config.yml"
    config.write_text("pipeline:\n- name: DIETClassifier\npolicies:\n- name: RulePolicy\n")
    assert not is_enough(["train", "--config", str(config)], {})
    assert not is_enough(["train", "--config", str(tmp_path / "missing.yml")], {})


def test_the_setting_switches_the_stand_in_off(tmp_path: Path) -> None:
    model = model_of(tmp_path, RULES)
    assert is_enough(["run", "--model", model], {"TENSORFLOW": "when-needed"})
    assert not is_enough(["run", "--model", model], {"TENSORFLOW": "always"})
    with pytest.raises(ValueError, match="TENSORFLOW: 'never'"):
        is_enough([], {"TENSORFLOW": "never"})


def test_where_tensorflow_is_not_installed_the_stand_in_lets_rasa_be_imported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert is_enough(["data", "validate"], {})


def test_who_calls_the_stand_in_hears_that_tensorflow_is_not_loaded() -> None:
    layer = StandIn("Layer", (), {"__qualname__": "tensorflow.keras.layers.Layer"})
    with pytest.raises(TensorFlowNotLoadedError, match="TENSORFLOW=always"):
        layer()

    class Ours(layer):  # type: ignore[valid-type, misc]
        pass

    with pytest.raises(TensorFlowNotLoadedError):
        Ours()
    with pytest.raises(TensorFlowNotLoadedError):
        layer.build(3)


def test_every_component_of_rasa_can_be_imported_with_the_stand_in() -> None:
    code = (
        "from service import standin; standin.install();"
        "import rasa.engine.recipes.default_components, rasa.__main__, tensorflow;"
        "assert isinstance(tensorflow.keras.Model, standin.StandIn)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
