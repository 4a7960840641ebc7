"""Fixtures that start the whole assistant: the database, the action server and Rasa."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import unicodedata
import urllib.request
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.integration.answers import LANGUAGES, source_of

ROOT = Path(__file__).resolve().parent.parent.parent
QINGDAO = ROOT / "listings" / "seed" / "qingdao"
VELAMAR = ROOT / "tests" / "cities" / "velamar"
START_SECONDS = 180
STOP_SECONDS = 10
ANSWER_SECONDS = 20
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True)
class Answer:
    """What the assistant said to one message, its bubbles joined."""

    text: str
    custom: list[dict[str, Any]]
    buttons: list[dict[str, str]]

    @property
    def language(self) -> str:
        """The language of its source line or, without one, of the scripts of its words.

        What stands in brackets, a local name, does not count.
        """
        for language in LANGUAGES:
            if source_of(self.text, language):
                return language
        return script_language(_BRACKETED.sub("", self.text))


@dataclass
class Assistant:
    """A running assistant on a city folder of its own, which a test may change."""

    url: str
    city: Path
    database: Path
    environment: dict[str, str]

    def ask(self, text: str, sender: str | None = None) -> Answer:
        """Send ``text`` through the REST channel; without ``sender`` it begins a conversation."""
        body = json.dumps({"sender": sender or uuid.uuid4().hex, "message": text}).encode()
        request = urllib.request.Request(f"{self.url}/webhooks/rest/webhook", data=body)
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as response:
            bubbles = json.load(response)
        return Answer(
            "\n".join(b["text"] for b in bubbles if "text" in b),
            [b["custom"] for b in bubbles if "custom" in b],
            [button for b in bubbles for button in b.get("buttons", [])],
        )

    def conversation(self) -> Conversation:
        """Begin a conversation."""
        return Conversation(self, uuid.uuid4().hex)

    def import_city(self) -> None:
        """Read the city folder into the database, as staff do it."""
        subprocess.run(
            [sys.executable, "-m", "listings", "import", str(self.city)],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
        )


@dataclass(frozen=True)
class Conversation:
    """The messages of one visitor."""

    assistant: Assistant
    sender: str

    def ask(self, text: str) -> Answer:
        """Send the next message."""
        return self.assistant.ask(text, self.sender)


def script_language(text: str) -> str:
    """Tell the language of an answer by its scripts: ko, ja, zh, else en."""
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in text}
    if "HANGUL" in scripts:
        return "ko"
    if scripts & {"HIRAGANA", "KATAKANA"}:
        return "ja"
    return "zh" if "CJK" in scripts else "en"


def newest_model() -> Path:
    """Return the newest trained model; a test that needs one fails where there is none."""
    models = sorted((ROOT / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        pytest.fail("no model in models/: run `make train` first", pytrace=False)
    return models[-1]


@contextmanager
def running_assistant(city: Path, folder: Path) -> Iterator[Assistant]:
    """Run the assistant on a copy of ``city`` in ``folder``, and end it."""
    model = newest_model()
    copy, database = folder / "city", folder / "city.sqlite3"
    shutil.copytree(city, copy)
    rasa_port, actions_port = _free_ports(2)
    environment = {
        **os.environ,
        "CITY_DIR": str(copy),
        "DATABASE_URL": f"sqlite:///{database}",
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
    }
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(f'action_endpoint:\n  url: "http://127.0.0.1:{actions_port}/webhook"\n')
    assistant = Assistant(f"http://127.0.0.1:{rasa_port}", copy, database, environment)
    assistant.import_city()
    actions = ["run", "actions", "--port", str(actions_port)]
    rasa = ["run", "--model", str(model), "--interface", "127.0.0.1", "--port", str(rasa_port)]
    rasa += ["--endpoints", str(endpoints), "--credentials", str(ROOT / "credentials.yml")]
    with ExitStack() as stack:
        started = [
            stack.enter_context(_process(name, arguments, environment, folder))
            for name, arguments in (("actions", actions), ("rasa", rasa))
        ]
        addresses = (f"http://127.0.0.1:{actions_port}/health", f"{assistant.url}/")
        for address, (process, log) in zip(addresses, started, strict=True):
            _wait_for(address, process, log)
        if not assistant.ask("Hello").text:
            # Rasa serves on without a model that it could not load, and answers nothing.
            pytest.fail(f"the assistant says nothing:\n{_errors(started)}", pytrace=False)
        yield assistant


@pytest.fixture(scope="session")
def qingdao(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with running_assistant(QINGDAO, tmp_path_factory.mktemp("qingdao")) as assistant:
        yield assistant


@contextmanager
def _process(
    name: str, arguments: list[str], environment: dict[str, str], folder: Path
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "rasa", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process, log
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    end = "\n".join(_lines(log)[-15:])
    pytest.fail(f"{log.stem} does not answer at {address}:\n{end}", pytrace=False)


def _errors(started: Sequence[tuple[subprocess.Popen[bytes], Path]]) -> str:
    lines = [line for _, log in started for line in _lines(log) if "ERROR" in line]
    return "\n".join(line[:500] for line in lines[:5])


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").splitlines()


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
