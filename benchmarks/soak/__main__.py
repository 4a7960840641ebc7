"""Visitors at half of what the machine can do, with a random fault each minute.

Prints how many acknowledged messages were lost, doubled or answered in another language, and what
memory the processes took. It stops by itself, speaks to loopback alone, and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from datetime import datetime

import httpx

from benchmarks.soak.machine import Machine, machine
from benchmarks.soak.verdict import judge, table, taken_in
from benchmarks.soak.visitors import QUESTIONS, Told, visit

MOST_MINUTES = 120
DEADLINE_S = 8.0
LATE_S = DEADLINE_S + 1
"""A client on a busy machine reads a moment after it was answered."""
_CLIENTS = 8
_MEASURED_S = 20.0
_FAULT_EVERY_S = 60.0
# The last fault is over, and what it broke up again, before the end.
_QUIET_S = 30.0


def main() -> int:
    """Run; return 0 when nothing was lost, doubled, late, silent or in another language."""
    options = _parser().parse_args()
    with machine(DEADLINE_S) as made:
        told = asyncio.run(_soak(made, options.minutes, options.seed))
        made.note_memory()
        verdict = judge(told, taken_in(made.conversations), most_seconds=LATE_S)
        memory = made.memory
    print("\n".join(table(verdict, memory)))
    return 0 if verdict.is_good else 1


async def _soak(made: Machine, minutes: float, seed: int) -> list[Told]:
    limits = httpx.Limits(max_connections=None)
    patience = httpx.Timeout(DEADLINE_S + 20, connect=5)
    async with httpx.AsyncClient(timeout=patience, limits=limits, trust_env=False) as client:
        capacity = await _measure(client, made.url)
        wait = _CLIENTS / (capacity / 2)
        print(f"capacity {capacity:.1f} messages/s; {_CLIENTS} visitors at half of it", flush=True)
        made.note_memory()
        until = time.monotonic() + minutes * 60
        languages = list(QUESTIONS)
        talking = asyncio.gather(
            *(
                visit(client, made.url, languages[n % len(languages)], wait, until)
                for n in range(_CLIENTS)
            )
        )
        await _faults(made, until, random.Random(seed))
        return [each for visitor in await talking for each in visitor]


async def _measure(client: httpx.AsyncClient, url: str) -> float:
    """Return how many messages a second are answered when every visitor asks at once."""
    began = time.monotonic()
    told = await asyncio.gather(
        *(visit(client, url, each, 0.0, began + _MEASURED_S) for each in list(QUESTIONS) * 2)
    )
    return sum(map(len, told)) / (time.monotonic() - began)


async def _faults(made: Machine, until: float, chance: random.Random) -> None:
    left: list[str] = []
    while time.monotonic() + _FAULT_EVERY_S / 2 + _QUIET_S < until:
        await asyncio.sleep(_FAULT_EVERY_S / 2)
        made.note_memory()
        if not left:
            # Each once before one comes again.
            left = chance.sample(made.faults, len(made.faults))
        fault = left.pop()
        print(f"{datetime.now():%H:%M:%S} {fault}", flush=True)
        await asyncio.to_thread(made.fail, fault)
        await asyncio.sleep(_FAULT_EVERY_S / 2)
        made.note_memory()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=_minutes, default=30.0)
    parser.add_argument("--seed", type=int, default=13, help="of the order of the faults")
    return parser


def _minutes(written: str) -> float:
    minutes = float(written)
    if not 0 < minutes <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"a time of up to {MOST_MINUTES} minutes")
    return minutes


if __name__ == "__main__":
    sys.exit(main())
