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
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
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
    events: Path
    """Where Rasa writes each event of each conversation, a line of JSON each."""
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    start_again: Callable[[str], None] = print
    """Starts ``actions`` or ``rasa`` again, which a test has ended."""

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
    rasa_port, actions_port = free_ports(2)
    environment = {
        **os.environ,
        "CITY_DIR": str(copy),
        "DATABASE_URL": f"sqlite:///{database}",
        "TRACKER_URL": f"sqlite:///{folder / 'conversations.sqlite3'}",
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
    }
    endpoints = folder / "endpoints.yml"
    events = folder / "events.jsonl"
    endpoints.write_text(
        f'action_endpoint:\n  url: "http://127.0.0.1:{actions_port}/webhook"\n'
        f'event_broker:\n  type: "file"\n  path: "{events}"\n'
        "tracker_store:\n  type: trackers.store.WindowedTrackerStore\n"
    )
    assistant = Assistant(f"http://127.0.0.1:{rasa_port}", copy, database, environment, events)
    assistant.import_city()
    actions = ["rasa", "run", "actions", "--port", str(actions_port)]
    rasa = [
        "service.rasa",
        "run",
        "--model",
        str(model),
        "--interface",
        "127.0.0.1",
        "--port",
        str(rasa_port),
    ]
    rasa += ["--endpoints", str(endpoints), "--credentials", str(ROOT / "credentials.yml")]
    commands = {"actions": actions, "rasa": rasa}
    addresses = {
        "actions": f"http://127.0.0.1:{actions_port}/health",
        "rasa": f"{assistant.url}/",
    }
    with ExitStack() as stack:
        logs: dict[str, Path] = {}

        def begin(name: str) -> None:
            assistant.processes[name], logs[name] = stack.enter_context(
                process(name, commands[name], environment, folder)
            )

        def wait(name: str) -> None:
            wait_for(addresses[name], assistant.processes[name], logs[name])

        def start_again(name: str) -> None:
            begin(name)
            wait(name)

        for name in commands:
            begin(name)
        for name in commands:
            wait(name)
        assistant.start_again = start_again
        if not assistant.ask("Hello").text:
            # Rasa serves on without a model that it could not load, and answers nothing.
            errors = _errors(logs.values())
            pytest.fail(f"the assistant says nothing:\n{errors}", pytrace=False)
        yield assistant


@pytest.fixture(scope="session")
def qingdao(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with running_assistant(QINGDAO, tmp_path_factory.mktemp("qingdao")) as assistant:
        yield assistant


@contextmanager
def public_process(assistant: Assistant, folder: Path, **settings: str) -> Iterator[str]:
    """Run the public process before ``assistant``, and give its address once it is ready.

    ``settings`` are environment variables.
    """
    (port,) = free_ports(1)
    environment = {
        **assistant.environment,
        "RASA_URL": assistant.url,
        "CHANNELS_PORT": str(port),
        "SESSION_SECRET": uuid.uuid4().hex,
        "MESSAGES_PER_MINUTE": "1000",
        "REQUESTS_PER_MINUTE": "10000",
        **settings,
    }
    url = f"http://127.0.0.1:{port}"
    with process("channels", ["channels"], environment, folder) as (server, log):
        wait_for(f"{url}/ready", server, log)
        yield url


@contextmanager
def process(
    name: str, module: list[str], environment: dict[str, str], folder: Path
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Run ``python -m`` with the module and its arguments; give the process and its log."""
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        started = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield started, log
        finally:
            started.terminate()
            try:
                started.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait()


def wait_for(address: str, started: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until ``address`` answers; fail with the end of the log when it does not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if started.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    end = "\n".join(_lines(log)[-15:])
    pytest.fail(f"{log.stem} does not answer at {address}:\n{end}", pytrace=False)


def _errors(logs: Iterable[Path]) -> str:
    lines = [line for log in logs for line in _lines(log) if "ERROR" in line]
    return "\n".join(line[:500] for line in lines[:5])


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").splitlines()


def free_ports(count: int) -> list[int]:
    """Return ports that nobody holds."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
