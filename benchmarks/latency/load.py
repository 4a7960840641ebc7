"""Asking a server over HTTP, from one client or several, and what it holds of the memory."""

from __future__ import annotations

import asyncio
import itertools
import os
import socket
import time
import uuid
from pathlib import Path

import httpx

ANSWER_SECONDS = 60.0


def free_port() -> int:
    """Return a port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def ask(
    client: httpx.AsyncClient, url: str, sender: str, text: str, *, may_be_silent: bool
) -> float:
    """Return the seconds until the reply was there.

    Raises:
        SystemExit: There was none, or it says nothing and ``may_be_silent`` is not set.
    """
    begun = time.perf_counter()
    reply = await client.post(
        f"{url}/webhooks/rest/webhook", json={"sender": sender, "message": text}
    )
    seconds = time.perf_counter() - begun
    if reply.status_code != 200 or not (reply.json() or may_be_silent):
        raise SystemExit(f"no reply to {text!r}: {reply.status_code} {reply.text[:200]}")
    return seconds


async def fresh(
    url: str,
    questions: tuple[str, ...],
    *,
    clients: int,
    count: int,
    may_be_silent: bool,
) -> tuple[list[float], float]:
    """Ask ``count`` questions, each in a conversation of its own, ``clients`` at a time.

    Returns the seconds of each answer, and the turns a second of all.
    """
    texts = itertools.islice(itertools.cycle(questions), count)
    seconds: list[float] = []
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False) as client:

        async def visitor() -> None:
            for text in texts:
                sender = uuid.uuid4().hex
                seconds.append(await ask(client, url, sender, text, may_be_silent=may_be_silent))

        begun = time.perf_counter()
        await asyncio.gather(*(visitor() for _ in range(clients)))
        return seconds, count / (time.perf_counter() - begun)


async def one_conversation(
    url: str, questions: tuple[str, ...], turns: int, *, may_be_silent: bool
) -> list[float]:
    """Return the seconds of each turn of one long conversation."""
    sender = uuid.uuid4().hex
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False) as client:
        return [
            await ask(
                client, url, sender, questions[turn % len(questions)], may_be_silent=may_be_silent
            )
            for turn in range(turns)
        ]


def memory_mib(process_id: int) -> float:
    """Return the proportional set size of a process and all below it, in MiB.

    Pages that several processes share are counted once. Linux only.
    """
    total = 0
    for each in _and_below(process_id):
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def processor_seconds(process_id: int) -> float:
    """Return the processor time, in user and system, of a process and all below it so far.

    In steps of the kernel's clock, mostly 10 ms: take it over many turns. Linux only.
    """
    ticks = 0
    for each in _and_below(process_id):
        # Behind the name, which may hold anything, the fields 14 and 15 of proc(5).
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _and_below(process_id: int) -> list[int]:
    found, waiting = [], [process_id]
    while waiting:
        found.append(each := waiting.pop())
        for task in Path(f"/proc/{each}/task").iterdir():
            waiting += [int(child) for child in (task / "children").read_text().split()]
    return found
