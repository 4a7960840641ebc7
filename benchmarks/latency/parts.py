"""Says where a turn's time goes: `python -m benchmarks.latency.parts URL-OF-THE-ACTION-SERVER`."""

from __future__ import annotations

import argparse
import asyncio
import inspect
import logging
import statistics
import sys
import tempfile
import time
import uuid
import warnings
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.latency.contenders import ANSWERED_FROM_THE_DATABASE, ours

WARM_UP = 8


class Parts:
    """The seconds that each part has taken, one figure for each turn."""

    def __init__(self) -> None:
        self.turns: list[dict[str, float]] = []

    def begin(self) -> None:
        """Begin a turn."""
        self.turns.append(defaultdict(float))

    def watch(self, owner: Any, name: str, part: str) -> None:
        """Count the time inside ``owner.name`` as ``part``."""
        setattr(owner, name, self._timed(getattr(owner, name), part))

    def _timed(self, function: Callable[..., Any], part: str) -> Callable[..., Any]:
        async def waiting(*arguments: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return await function(*arguments, **named)
            finally:
                self.turns[-1][part] += time.perf_counter() - begun

        def at_once(*arguments: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self.turns[-1][part] += time.perf_counter() - begun

        return waiting if inspect.iscoroutinefunction(function) else at_once


def main() -> int:
    """Print the median of each part; return 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("actions", help="http://127.0.0.1:5055/webhook, of a running action server")
    parser.add_argument("--turns", type=int, default=80)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    parts = asyncio.run(_measure(options.actions, options.turns))
    whole = statistics.median(turn["whole"] for turn in parts)
    print(f"{len(parts)} first turns of conversations, medians\n")
    print("| part | ms | share |\n|---|---:|---:|")
    for part in dict.fromkeys(name for turn in parts for name in turn):
        median = statistics.median(turn[part] for turn in parts)
        print(f"| {part} | {median * 1000:.1f} | {median / whole:.0%} |")
    return 0


async def _measure(actions: str, turns: int) -> list[dict[str, float]]:
    from rasa.core.actions.action import RemoteAction
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import EndpointConfig
    from rasa.utils.log_utils import configure_structlog

    from service import graph_runner
    from trackers.store import WindowedTrackerStore

    configure_structlog(logging.WARNING)
    graph_runner.install()
    command = ours(Path("endpoints.yml")).command
    model = command[command.index("--model") + 1]
    endpoint = EndpointConfig(actions, enable_selective_domain=True)
    agent = Agent.load(model, action_endpoint=endpoint)
    assert agent.processor is not None
    with tempfile.TemporaryDirectory() as folder:
        processor, parts = agent.processor, Parts()
        store = WindowedTrackerStore(processor.domain, host=f"sqlite:///{folder}/c.sqlite3")
        processor.tracker_store = store
        parts.watch(agent, "handle_text", "whole")
        parts.watch(processor, "parse_message", "understanding")
        parts.watch(store, "retrieve", "tracker: load")
        parts.watch(store, "save", "tracker: save")
        parts.watch(processor, "_predict_next_with_tracker", "predictions")
        parts.watch(endpoint, "request", "action server, with the way to it")
        parts.watch(RemoteAction, "_validate_action_result", "validation of its reply")
        for turn in range(turns):
            parts.begin()
            text = ANSWERED_FROM_THE_DATABASE[turn % len(ANSWERED_FROM_THE_DATABASE)]
            await agent.handle_text(text, sender_id=uuid.uuid4().hex)
        store.engine.dispose()
    return parts.turns[WARM_UP:]


if __name__ == "__main__":
    sys.exit(main())
