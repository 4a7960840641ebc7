"""Measure what understanding a message costs, beside another state of the project.

python -m benchmarks.nlu.speed --data DIR --model models/x.tar.gz --beside CHECKOUT MODEL

Each state reads the same messages in a process of its own, in turns; processor time is counted, so
that other work on the machine is not. Read the ratio.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

MESSAGES, ROUNDS, WARM_UP = 600, 3, 30


def main() -> int:
    """Print the table; return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu.speed", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of standalone*.jsonl")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--beside", nargs=2, type=Path, metavar=("CHECKOUT", "MODEL"))
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_measured(options.data, options.model)))
        return 0
    states = {"this": (Path.cwd(), options.model.resolve())}
    if options.beside:
        states["beside"] = (options.beside[0].resolve(), options.beside[1].resolve())
    times: dict[str, list[float]] = {name: [] for name in states}
    for _ in range(ROUNDS):
        for name, (folder, model) in states.items():
            times[name] += _in(folder, options.data.resolve(), model)
    print("| state | p50 | mean | p95 |\n|---|---:|---:|---:|")
    for name, measured in times.items():
        print(f"| {name} | {' | '.join(f'{ms:.2f} ms' for ms in _summary(measured))} |")
    if options.beside:
        ratios = (a / b for a, b in zip(_summary(times["this"]), _summary(times["beside"])))
        print(f"| this / beside | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |")
    return 0


def _summary(milliseconds: Sequence[float]) -> tuple[float, float, float]:
    late = sorted(milliseconds)[int(0.95 * len(milliseconds))]
    return statistics.median(milliseconds), statistics.fmean(milliseconds), late


def _in(folder: Path, data: Path, model: Path) -> list[float]:
    """Return the processor milliseconds of each message as the checkout in ``folder`` reads it."""
    command = [sys.executable, "-W", "ignore", __file__, "--one"]
    done = subprocess.run(
        [*command, "--data", str(data), "--model", str(model)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    measured: list[float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def _measured(data: Path, model: Path) -> list[float]:
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    from benchmarks.nlu.examples import read_examples
    from benchmarks.nlu.understanding import empty_database

    try:
        from service import graph_runner
    except ImportError:
        # A state before it.
        pass
    else:
        graph_runner.install()
    configure_structlog(logging.ERROR)
    examples = read_examples(data)
    texts = [e.text for e in examples[:: max(1, len(examples) // MESSAGES)]]

    async def times(agent: Agent) -> list[float]:
        for text in texts[:WARM_UP]:
            await agent.parse_message(text)
        found = []
        for text in texts:
            begun = time.process_time()
            await agent.parse_message(text)
            found.append(1000 * (time.process_time() - begun))
        return found

    with empty_database():
        return asyncio.run(times(Agent.load(str(model))))


if __name__ == "__main__":
    sys.exit(main())
