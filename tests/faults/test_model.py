"""The model is damaged: said by its name at the start, and trained again by `make run`."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

from service import model as module
from service.model import current_model, train
from service.model_file import damage

ROOT = Path(__file__).resolve().parents[2]
METADATA = {
    "predict_schema": {
        "nodes": {"reader": {"resource": {"name": "reader"}}, "converter": {"resource": None}}
    }
}


def model_at(path: Path, metadata: Any = METADATA, component: str = "components/reader") -> Path:
    """Write a small model of one component, whose content does not compress."""
    with tarfile.open(path, "w:gz") as archive:
        for name, content in (
            (f"{component}/weights", os.urandom(20_000)),
            ("metadata.json", json.dumps(metadata).encode()),
        ):
            if name.startswith("components"):
                folder = tarfile.TarInfo(component)
                folder.type = tarfile.DIRTYPE
                archive.addfile(folder)
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def spoilt(path: Path, how: str) -> Path:
    """Write a model at ``path`` and damage it."""
    if how == "of another component":
        return model_at(path, component="components/other")
    if how == "without what it is":
        return model_at(path, {"trained_at": 1})
    if how == "another archive":
        with tarfile.open(path, "w:gz") as archive:
            archive.add(__file__, "test.py")
        return path
    content = bytearray(model_at(path).read_bytes())
    if how == "changed":
        content[len(content) // 2] ^= 255
    cut = {"cut short": len(content) // 2, "cut at its end": len(content) - 4, "empty": 0}
    path.write_bytes(b"no archive" if how == "a text" else content[: cut.get(how)])
    return path


HOW = {
    "cut short": "it is cut short",
    "cut at its end": "it is cut short",
    "changed": "it is not what was written, or no archive",
    "empty": "it is not what was written, or no archive",
    "a text": "it is not what was written, or no archive",
    "another archive": "it has no metadata.json",
    "without what it is": "it is not a model of this release of Rasa",
    "of another component": "it has no components/reader",
}


def test_a_whole_model_has_no_damage(tmp_path: Path) -> None:
    assert damage(model_at(tmp_path / "model.tar.gz")) == ""


@pytest.mark.parametrize("how", HOW)
def test_a_damaged_model_is_told_in_words(tmp_path: Path, how: str) -> None:
    assert damage(spoilt(tmp_path / "model.tar.gz", how)) == HOW[how]


@pytest.mark.parametrize("how", ["cut short", "another archive"])
def test_rasa_does_not_start_with_a_damaged_model_and_says_what_to_do(
    tmp_path: Path, how: str
) -> None:
    model = spoilt(tmp_path / "model.tar.gz", how)
    done = subprocess.run(
        [sys.executable, "-m", "service.rasa", "run", "--model", str(model), "--port", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"{model}: cannot be used, {HOW[how]}:"
        " train it again (make train), or put a whole one there\n"
    )


def test_a_damaged_model_is_trained_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("config.yml", "domain.yml"):
        (tmp_path / name).write_text(name)
    model = current_model(tmp_path)
    model.parent.mkdir()
    spoilt(model, "cut short")

    def trains(*_: Any, **__: Any) -> int:
        assert not model.exists()
        model_at(model)
        return 0

    monkeypatch.setattr(module, "run_to_end", trains)
    assert train(tmp_path) == 0
    assert damage(model) == ""
    told = capsys.readouterr().out
    assert f"models/{model.name}: cannot be used, it is cut short: it is trained again" in told
    monkeypatch.setattr(module, "run_to_end", lambda *_, **__: pytest.fail("trained in vain"))
    assert train(tmp_path) == 0
