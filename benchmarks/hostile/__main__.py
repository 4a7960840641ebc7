"""Measures how soon texts of 60 kB are refused, and what others wait meanwhile: `--help`.

The public process runs alone, on loopback, in front of a stand-in that answers at once: what is
measured is its own. Twelve hostile texts a minute come from five addresses, as a proxy names them.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.latency.load import free_port
from channels.app import snapshot_file
from listings.database import upgrade
from service.children import end, start
from service.environment import ROOT, channels_environment

LENGTH = 60_000
PIECES = {
    "letters": "a",
    "digits": "1",
    "_": "_",
    "-": "-",
    "+": "+",
    "a.": "a.",
    "@": "@",
    "Chinese": "一",
    "kana": "あ",
    "Hangul": "가",
    "blanks": " ",
    "a@a.": "a@a.",
}
ADDRESSES = tuple(f"203.0.113.{n}" for n in range(1, 6))
A_MINUTE = 12
VISITORS = 4
MOST_SECONDS = 600
START_S = 60.0
_EVERY_S = 0.1


def main() -> int:
    """Print the tables; return 0."""
    options = _parser().parse_args()
    asyncio.run(_run(options.seconds, options.rounds))
    return 0


async def _run(seconds: float, rounds: int) -> None:
    async with _stand_in() as rasa:
        with _public_process(rasa) as url:
            async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:
                await _ready(client)
                await _refusals(client)
                await _others(client, seconds, rounds)


async def _refusals(client: httpx.AsyncClient) -> None:
    print(f"| {LENGTH} characters of | status | median ms | most ms |")
    print("|---|---:|---:|---:|")
    for name, piece in PIECES.items():
        times, statuses = [], set()
        for _ in range(10):
            status, took = await _hostile(client, piece, ADDRESSES[0])
            times.append(took * 1000)
            statuses.add(status)
        told = ", ".join(map(str, sorted(statuses)))
        print(f"| {name} | {told} | {statistics.median(times):.1f} | {max(times):.1f} |")


async def _others(client: httpx.AsyncClient, seconds: float, rounds: int) -> None:
    """Let the quiet and the hostile time take turns, so that a busy moment meets both."""
    found: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(rounds):
        for is_hostile, times in found.items():
            until = time.monotonic() + seconds
            attack = asyncio.create_task(_attack(client, until)) if is_hostile else None
            ways = [_visit(client, f"198.51.100.{n}", until) for n in range(1, VISITORS + 1)]
            for more in await asyncio.gather(*ways):
                times += more
            if attack is not None:
                await attack
    p95 = {key: statistics.quantiles(times, n=20)[-1] for key, times in found.items()}
    print(f"\n{VISITORS} visitors, {rounds} rounds of {seconds:.0f} s each way")
    for key, name in ((False, "alone"), (True, f"beside {A_MINUTE} hostile texts a minute")):
        times = found[key]
        median = statistics.median(times)
        print(
            f"{name}: n={len(times)} median {median * 1000:.1f} ms, 95 % {p95[key] * 1000:.1f} ms"
        )
    print(f"ratio of the 95 %: {p95[True] / p95[False]:.2f}")


async def _visit(client: httpx.AsyncClient, address: str, until: float) -> list[float]:
    headers, times = await _session(client, address), []
    while time.monotonic() < until:
        started = time.perf_counter()
        body = {"id": secrets.token_urlsafe(12), "text": "When is the office open?"}
        response = await client.post("/chat/messages", json=body, headers=headers)
        response.raise_for_status()
        times.append(time.perf_counter() - started)
        await asyncio.sleep(_EVERY_S)
    return times


async def _attack(client: httpx.AsyncClient, until: float) -> None:
    pieces = list(PIECES.values())
    number = 0
    while time.monotonic() < until:
        await _hostile(client, pieces[number % len(pieces)], ADDRESSES[number % len(ADDRESSES)])
        number += 1
        await asyncio.sleep(min(60 / A_MINUTE, max(0.0, until - time.monotonic())))


async def _hostile(client: httpx.AsyncClient, piece: str, address: str) -> tuple[int, float]:
    headers = await _session(client, address)
    text = (piece * LENGTH)[:LENGTH]
    content = json.dumps({"id": secrets.token_urlsafe(12), "text": text}, ensure_ascii=False)
    started = time.perf_counter()
    response = await client.post("/chat/messages", content=content.encode(), headers=headers)
    return response.status_code, time.perf_counter() - started


async def _session(client: httpx.AsyncClient, address: str) -> dict[str, str]:
    headers = {"X-Forwarded-For": address}
    response = await client.post("/chat/sessions", headers=headers)
    return {**headers, "Authorization": f"Bearer {response.raise_for_status().json()['session']}"}


async def _ready(client: httpx.AsyncClient) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        with contextlib.suppress(httpx.TransportError):
            if (await client.get("/health")).status_code == 200:
                return
        await asyncio.sleep(0.2)
    raise SystemExit("the public process does not answer")


@contextlib.asynccontextmanager
async def _stand_in() -> AsyncIterator[str]:
    """Answer each question at once, in Rasa's place; gives its address."""
    body = b'[{"text": "Open now."}]'
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                asked = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = asked.partition(b"content-length:")[2].split(b"\r\n")[0]
                await reader.readexactly(int(length))
                writer.write(head % len(body) + body)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


@contextmanager
def _public_process(rasa: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        port = free_port()
        database = f"sqlite:///{folder}/city.sqlite3"
        upgrade(database)
        env = {
            **channels_environment(),
            "CHANNELS_PORT": str(port),
            "RASA_URL": rasa,
            "DATABASE_URL": database,
            "TRACKER_URL": "",
            "REDIS_URL": "",
            "SESSION_SECRET": secrets.token_hex(32),
            "TRUSTED_PROXIES": "127.0.0.1",
            "MESSAGES_PER_MINUTE": "1000000",
            "REQUESTS_PER_MINUTE": "1000000",
        }
        with Path(os.devnull).open("wb") as output:
            child: subprocess.Popen[bytes] = start(
                (sys.executable, "-m", "channels"), cwd=ROOT, env=env, output=output
            )
            try:
                yield f"http://127.0.0.1:{port}"
            finally:
                end([child])
                snapshot_file(database).unlink(missing_ok=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--seconds", type=_seconds, default=60.0, help="of each way and round")
    parser.add_argument("--rounds", type=int, default=2, choices=range(1, 6))
    return parser


def _seconds(written: str) -> float:
    seconds = float(written)
    if not 5 <= seconds <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"a time from 5 to {MOST_SECONDS} seconds")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
