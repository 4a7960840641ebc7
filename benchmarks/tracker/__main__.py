"""Measures a turn early and late in a conversation: `python -m benchmarks.tracker --help`."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CITY = ROOT / "tests" / "cities" / "velamar"
# Answers by custom actions and by plain responses, of one line and of many, in two languages.
MESSAGES = (
    "what is there to see?",
    "hello",
    "when does the castle open?",
    "thanks",
    "hotels, please",
    "门票多少钱？",
    "the second one",
    "what's its phone number?",
    "and on Sunday?",
    "when is the tourist office open?",
)
AROUND = 2
START_SECONDS = 60


def main() -> int:
    """Print the table; return 0."""
    options = _parser().parse_args()
    os.environ.update({"TF_CPP_MIN_LOG_LEVEL": "3", "RASA_TELEMETRY_ENABLED": "false"})
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        _fill_database(Path(folder))
        with _action_server() as actions:
            print(_table(options, asyncio.run(_measure(options, actions, Path(folder)))))
    return 0


async def _measure(
    options: argparse.Namespace, actions: str, folder: Path
) -> dict[str, list[list[float]]]:
    """Return for each store the seconds of each turn, for each conversation.

    The stores take turns at every message, so that a busy moment of the machine meets all of them.
    """
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
    from rasa.utils.endpoints import EndpointConfig
    from rasa.utils.log_utils import configure_structlog

    from trackers.store import WindowedTrackerStore

    configure_structlog(logging.CRITICAL)
    agent = Agent.load(str(options.model), action_endpoint=EndpointConfig(actions))
    if agent.processor is None:
        raise SystemExit(f"{options.model}: no trained model; run `make train` first")
    domain = agent.processor.domain
    stores = {
        "Rasa's in memory": InMemoryTrackerStore(domain),
        "Rasa's SQL": SQLTrackerStore(domain, db=str(folder / "rasa.sqlite3")),
        "ours": WindowedTrackerStore(domain, host=f"sqlite:///{folder / 'ours.sqlite3'}"),
    }
    seconds: dict[str, list[list[float]]] = {name: [] for name in stores}
    for conversation in range(options.conversations):
        for name in stores:
            seconds[name].append([])
        for turn in range(options.turns + AROUND):
            for name, store in stores.items():
                agent.processor.tracker_store = store
                begun = time.perf_counter()
                await agent.handle_text(MESSAGES[turn % len(MESSAGES)], sender_id=str(conversation))
                seconds[name][-1].append(time.perf_counter() - begun)
    return seconds


def _table(options: argparse.Namespace, seconds: dict[str, list[list[float]]]) -> str:
    """Return the medians around the early and the late turn, and how often the one is the other."""
    early, late = 5, options.turns
    lines = [
        f"{options.conversations} conversations; median of turns {early - AROUND} to"
        f" {early + AROUND} and {late - AROUND} to {late + AROUND}",
        "",
        f"| tracker store | turn {early} | turn {late} | late / early | late / ours |",
        "|---|---|---|---|---|",
    ]
    medians = {
        name: [_median(conversations, turn) for turn in (early, late)]
        for name, conversations in seconds.items()
    }
    for name, (first, last) in medians.items():
        times = f"{first * 1000:.0f} ms | {last * 1000:.0f} ms"
        ratio = last / medians["ours"][1]
        lines.append(f"| {name} | {times} | {last / first:.1f} | {ratio:.1f} |")
    return "\n".join(lines)


def _median(conversations: list[list[float]], turn: int) -> float:
    return statistics.median(
        seconds
        for conversation in conversations
        for seconds in conversation[turn - 1 - AROUND : turn + AROUND]
    )


def _fill_database(folder: Path) -> None:
    from listings.database import create_engine_from, upgrade
    from listings.importing import import_city

    url = f"sqlite:///{folder / 'city.sqlite3'}"
    os.environ["DATABASE_URL"] = url
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, CITY)
    engine.dispose()


@contextmanager
def _action_server() -> Iterator[str]:
    """Run the action server on a free port of loopback; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "SANIC_HOST": "127.0.0.1", "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/health", server)
        yield f"http://127.0.0.1:{port}/webhook"
    finally:
        server.terminate()
        server.wait()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the action server does not answer")


def _parser() -> Any:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", type=Path, default=ROOT / "models", help="a model or its folder")
    parser.add_argument("--turns", type=int, default=250, help="the late turn")
    parser.add_argument("--conversations", type=int, default=2, help="conversations in each store")
    return parser


if __name__ == "__main__":
    sys.exit(main())
