"""Measures a turn beside Rasa's template and default pipeline: `-m benchmarks.latency --help`."""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import httpx

from benchmarks.latency import contenders, load
from benchmarks.latency.contenders import Contender
from listings.database import create_engine_from, upgrade
from listings.importing import import_city
from listings.settings import city_dir
from service.children import end, start
from service.environment import ROOT, child_environment, endpoints_file, python

CLIENTS = (1, 4, 16)
EARLY = 5
AROUND = 2
START_SECONDS = 240.0


@dataclass
class Server:
    """A contender that runs: where, since when it answers, what it took, and what was measured.

    ``actions_id`` is the process of the action server, where it asks one.
    """

    contender: Contender
    url: str
    process_id: int
    actions_id: int | None
    ready_s: float
    answers: dict[int, list[float]] = field(default_factory=dict)
    rates: dict[int, list[float]] = field(default_factory=dict)
    worked: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    turns: list[float] = field(default_factory=list)
    memory: float = 0.0

    def processor_seconds(self) -> tuple[float, float]:
        """Return the processor time of Rasa and of the action server so far."""
        actions = load.processor_seconds(self.actions_id) if self.actions_id else 0.0
        return load.processor_seconds(self.process_id), actions


def main() -> int:
    """Print the tables; return 0."""
    options = _parser().parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        env = _environment(Path(temporary))
        actions = load.free_port()
        endpoints = endpoints_file(actions)
        command = python("-m", "service.actions", "--port", str(actions))
        made = [contenders.ours(endpoints)]
        if "tensorflow" in options.beside:
            made.append(contenders.ours(endpoints, tensorflow=True))
        if "template" in options.beside:
            made.append(contenders.template(options.folder, env))
        if "default" in options.beside:
            made.append(contenders.default_pipeline(options.folder, endpoints, env))
        child = stack.enter_context(_process(command, ROOT, env))
        servers = [
            stack.enter_context(_server(each, child.pid, env, Path(temporary) / f"{place}.log"))
            for place, each in enumerate(made)
        ]
        asyncio.run(_measure(servers, options))
        print(_tables(servers, options))
    return 0


async def _measure(servers: list[Server], options: argparse.Namespace) -> None:
    """Fill in the figures; the servers take turns, so that a busy moment meets all of them."""
    for server in servers:
        await load.fresh(
            server.url,
            server.contender.questions,
            clients=4,
            count=40,
            may_be_silent=server.contender.may_be_silent,
        )
    for _ in range(options.rounds):
        for clients in CLIENTS:
            count = max(20, 10 * clients)
            for server in servers:
                begun = server.processor_seconds()
                seconds, rate = await load.fresh(
                    server.url,
                    server.contender.questions,
                    clients=clients,
                    count=count,
                    may_be_silent=server.contender.may_be_silent,
                )
                ended = server.processor_seconds()
                worked = [(e - b) / count for b, e in zip(begun, ended, strict=True)]
                server.worked.setdefault(clients, []).append((worked[0], worked[1]))
                server.answers.setdefault(clients, []).extend(seconds)
                server.rates.setdefault(clients, []).append(rate)
    for server in servers:
        server.turns = await load.one_conversation(
            server.url,
            server.contender.questions,
            options.turns + AROUND,
            may_be_silent=server.contender.may_be_silent,
        )
        server.memory = load.memory_mib(server.process_id)


def _tables(servers: list[Server], options: argparse.Namespace) -> str:
    first = servers[0]
    load_average = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    lines = [
        f"{date.today().isoformat()}, {os.cpu_count()} cores, load {load_average},"
        f" {options.rounds} rounds; the machine may be shared: read the ratios",
        "",
        "| | clients | p50 | p95 | p99 | turns/s | processor: Rasa + actions | p50 of ours / this |"
        " turns/s of ours / this | processor of ours / this |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for clients in CLIENTS:
        for server in servers:
            times = sorted(server.answers[clients])
            cells = " | ".join(f"{_at(times, share) * 1000:.0f} ms" for share in (0.5, 0.95, 0.99))
            rate = statistics.median(server.rates[clients])
            ratio = _at(sorted(first.answers[clients]), 0.5) / _at(times, 0.5)
            faster = statistics.median(first.rates[clients]) / rate
            rasa, actions = _worked(server, clients)
            less = sum(_worked(first, clients)) / (rasa + actions)
            lines.append(
                f"| {server.contender.name} | {clients} | {cells} | {rate:.0f} |"
                f" {rasa * 1000:.1f} + {actions * 1000:.1f} ms |"
                f" {ratio:.2f} | {faster:.2f} | {less:.2f} |"
            )
    late = options.turns
    lines += [
        "",
        f"| | turn {EARLY} | turn {late} | late / early | answers after | Rasa's memory |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for server in servers:
        early_s, late_s = (_around(server.turns, turn) for turn in (EARLY, late))
        lines.append(
            f"| {server.contender.name} | {early_s * 1000:.0f} ms | {late_s * 1000:.0f} ms |"
            f" {late_s / early_s:.2f} | {server.ready_s:.1f} s | {server.memory:.0f} MiB |"
        )
    return "\n".join(lines)


def _worked(server: Server, clients: int) -> tuple[float, float]:
    """Return the processor seconds of a turn, in Rasa and in the action server."""
    rasa, actions = zip(*server.worked[clients], strict=True)
    return statistics.mean(rasa), statistics.mean(actions)


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _around(seconds: list[float], turn: int) -> float:
    """Return the median of the turns around one, all questions among them."""
    return statistics.median(seconds[max(0, turn - 1 - AROUND) : turn + AROUND])


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of the servers: a database and conversations of their own."""
    url = f"sqlite:///{folder / 'city.sqlite3'}"
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, city_dir())
    engine.dispose()
    tracker = f"sqlite:///{folder / 'conversations.sqlite3'}"
    return {**child_environment(), "DATABASE_URL": url, "TRACKER_URL": tracker}


@contextmanager
def _server(
    contender: Contender, actions_id: int, env: dict[str, str], log: Path
) -> Iterator[Server]:
    port = load.free_port()
    command = (*contender.command, "--interface", "127.0.0.1", "--port", str(port))
    begun = time.monotonic()
    with _process(command, contender.folder, {**env, **contender.settings}, log) as child:
        url = f"http://127.0.0.1:{port}"
        while not _answers(url, contender):
            if child.poll() is not None or time.monotonic() - begun > START_SECONDS:
                raise SystemExit(f"{contender.name} does not answer:\n{log.read_text()[-2000:]}")
            time.sleep(0.1)
        asked = actions_id if "--endpoints" in contender.command else None
        yield Server(contender, url, child.pid, asked, time.monotonic() - begun)


def _answers(url: str, contender: Contender) -> bool:
    body = {"sender": "ready", "message": contender.questions[0]}
    try:
        reply = httpx.post(f"{url}/webhooks/rest/webhook", json=body, timeout=30, trust_env=False)
    except httpx.TransportError:
        return False
    return reply.status_code == 200 and bool(reply.json() or contender.may_be_silent)


@contextmanager
def _process(
    command: tuple[str, ...], folder: Path, env: dict[str, str], log: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    with (log or Path(os.devnull)).open("wb") as output:
        child = start(command, cwd=folder, env=env, output=output)
        try:
            yield child
        finally:
            end([child])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    everybody = ["template", "tensorflow", "default"]
    parser.add_argument("--beside", nargs="*", choices=everybody, default=everybody)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--turns", type=int, default=500, help="the late turn")
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "var" / "latency", help="what is trained is kept here"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
