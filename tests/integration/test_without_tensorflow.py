"""What is understood without TensorFlow is what is understood with it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.servers import ROOT, newest_model

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("without_tensorflow")]

EVERY = 8
"""Every eighth held-out utterance is compared."""

_ANNOTATED = re.compile(r"\[([^]]*)\](?:\([^)]*\)|\{[^}]*\})")

_PARSE = """
import asyncio, json, sys
if sys.argv[1] == "without":
    from service import standin
    assert standin.is_enough(["run", "--model", sys.argv[2]])
    standin.install()
import tensorflow
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[2])
async def parse():
    return [await agent.parse_message(text) for text in json.load(sys.stdin)]
understood = [hasattr(tensorflow, "__version__"), asyncio.run(parse())]
with open(sys.argv[3], "w") as file:
    json.dump(understood, file)
"""


def parses(how: str, texts: list[str], folder: Path) -> tuple[bool, list[dict[str, Any]]]:
    """Return whether the real TensorFlow was there, and what was understood of ``texts``."""
    # What a library writes to the standard output at its end would be in the way there.
    written = folder / f"{how}.json"
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PARSE, how, str(newest_model()), str(written)],
        cwd=ROOT,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "RASA_TELEMETRY_ENABLED": "false"},
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    is_real, understood = json.loads(written.read_text())
    return is_real, understood


def held_out() -> list[str]:
    """Return utterances of the four languages that the model has not learnt."""
    texts: list[str] = []
    for language in ("en", "zh", "ja", "ko"):
        written = yaml.safe_load((ROOT / "tests" / "nlu" / f"{language}.yml").read_text())
        lines = "\n".join(each["examples"] for each in written["nlu"]).splitlines()
        texts += [_ANNOTATED.sub(r"\1", line.removeprefix("- ")) for line in lines if line][::EVERY]
    return texts


def test_the_same_is_understood_with_and_without_tensorflow(tmp_path: Path) -> None:
    texts = held_out()
    assert len(texts) > 100
    was_real, without = parses("without", texts, tmp_path)
    assert not was_real
    pytest.importorskip("tensorflow")
    is_real, with_it = parses("with", texts, tmp_path)
    assert is_real
    assert without == with_it
