"""Visitors while the action server is dead, fails and hangs, and while nothing answers: `--help`.

Real processes in a throw-away folder, on loopback. First a third of the turns each with the action
server killed, failing every request and standing still: counted are empty replies and what took
longer than the deadline. Then sixty emergencies with Rasa, the action server and the city's
database stopped: what counts is a number to call, within a second.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.server
import itertools
import signal
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from benchmarks.degraded.cries import CRIES
from benchmarks.soak.machine import Machine, machine
from benchmarks.soak.visitors import QUESTIONS, Told, ask, session

DEADLINE_S = 8.0
CRY_S = 1.0
_AT_ONCE = 48
_APART_S = 0.1
_PATIENCE_S = 60.0


@dataclass
class Measured:
    """What was heard under one fault."""

    fault: str
    turns: list[Told]
    most_seconds: float

    @property
    def empty(self) -> list[Told]:
        """The turns of which an answer or apology had no words, or that were not answered."""
        return [
            each for each in self.turns if not each.heard or not all(map(str.strip, each.heard))
        ]

    @property
    def late(self) -> list[Told]:
        """The turns whose first words came later than they must."""
        return [each for each in self.turns if each.seconds > self.most_seconds]

    def line(self) -> str:
        """Return the row of the table."""
        seconds = sorted(each.seconds for each in self.turns)
        p95 = statistics.quantiles(seconds, n=20)[-1]
        return (
            f"| {self.fault} | {len(self.turns)} | {len(self.empty)} | {len(self.late)} |"
            f" {statistics.median(seconds):.2f} | {p95:.2f} | {seconds[-1]:.2f} |"
        )


def main() -> int:
    """Print the table; return 0 when no reply was empty or late and each cry heard a number."""
    options = _parser().parse_args()
    with machine(DEADLINE_S) as made:
        measured = asyncio.run(_run(made, options.turns, options.only or list(_FAULTS)))
    print("| stopped | turns | empty | late | median s | 95 % s | most s |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for each in measured:
        print(each.line())
    for each in measured:
        for told in (*each.empty, *each.late)[:5]:
            print(f"{each.fault}: {told.text!r} {told.status} {told.seconds:.2f} s {told.refusals}")
    return 1 if any(each.empty or each.late for each in measured) else 0


async def _run(made: Machine, turns: int, faults: list[str]) -> list[Measured]:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=30, limits=limits, trust_env=False) as client:
        measured = []
        for fault in faults:
            with _FAULTS[fault](made):
                each = await _turns(client, made.url, turns // len(faults))
            measured.append(Measured(f"the action server {fault}", each, DEADLINE_S))
            print(measured[-1].line(), file=sys.stderr, flush=True)
            await _whole_again(client, made)
        _stop_everything(made)
        cries = await _cries(client, made.url)
        deaf = [each for each in cries if not any(c.isdigit() for c in "".join(each.heard))]
        for each in deaf:
            each.heard = []
        measured.append(Measured("everything, at sixty emergencies", cries, CRY_S))
        return measured


async def _turns(client: httpx.AsyncClient, url: str, count: int) -> list[Told]:
    """Ask ``count`` questions, each in a conversation of its own."""
    every = [(language, text) for language, texts in QUESTIONS.items() for text in texts]
    asked = itertools.islice(itertools.cycle(every), count)
    door, turnstile = asyncio.Semaphore(_AT_ONCE), asyncio.Lock()

    async def one(language: str, text: str) -> Told:
        async with door:
            async with turnstile:
                # Visitors do not come all at the same moment.
                await asyncio.sleep(_APART_S)
            token = await session(client, url, language, time.monotonic() + _PATIENCE_S)
            assert token is not None, "the public process does not answer"
            return await ask(client, url, token, language, text)

    return list(await asyncio.gather(*(one(language, text) for language, text in asked)))


async def _cries(client: httpx.AsyncClient, url: str) -> list[Told]:
    told = []
    for language, cries in CRIES.items():
        until = time.monotonic() + _PATIENCE_S
        tokens = [await session(client, url, language, until) for _ in cries]
        told += await asyncio.gather(
            *(
                ask(client, url, token, language, cry)
                for token, cry in zip(tokens, cries, strict=True)
                if token is not None
            )
        )
    return told


async def _whole_again(client: httpx.AsyncClient, made: Machine) -> None:
    """Wait until a question is answered; `/ready` may tell of half a minute ago."""
    until = time.monotonic() + _PATIENCE_S
    while (await _turns(client, made.url, 1))[0].status != "done":
        assert time.monotonic() < until, "it does not become whole again"
        await asyncio.sleep(0.5)


@contextmanager
def _killed(made: Machine) -> Iterator[None]:
    made.held.add("actions")
    made.running["actions"].kill()
    made.running["actions"].wait()
    yield
    made.held.discard("actions")


@contextmanager
def _failing(made: Machine) -> Iterator[None]:
    """Put a server in its place that fails every request."""
    with _killed(made):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", made.ports["actions"]), _Failing)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def _hanging(made: Machine) -> Iterator[None]:
    made.running["actions"].send_signal(signal.SIGSTOP)
    yield
    made.running["actions"].send_signal(signal.SIGCONT)


class _Failing(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with contextlib.suppress(OSError):
            self.send_error(500)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


_FAULTS: dict[str, Callable[[Machine], contextlib.AbstractContextManager[None]]] = {
    "killed": _killed,
    "failing": _failing,
    "hanging": _hanging,
}


def _stop_everything(made: Machine) -> None:
    for name in ("actions", "rasa"):
        made.held.add(name)
        made.running[name].kill()
        made.running[name].wait()
    made.city.rename(made.city.with_name("elsewhere"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.degraded", description=__doc__)
    parser.add_argument(
        "--turns", type=int, default=1000, help="in all, with the action server away"
    )
    parser.add_argument("--only", action="append", choices=list(_FAULTS), help="these faults")
    return parser


if __name__ == "__main__":
    sys.exit(main())
