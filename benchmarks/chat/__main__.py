"""Measures the channel's share of a turn: `python -m benchmarks.chat --help`."""

from __future__ import annotations

import argparse
import asyncio
import ipaddress
import secrets
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import httpx

Ask = Callable[[str], Awaitable[None]]

QUESTIONS = (
    "When is the tourist office open?",
    "hotels with a pool",
    "thanks",
    "what is there to see?",
)
MOST_TURNS = 2000
MOST_VISITORS = 50


async def directly(client: httpx.AsyncClient, rasa: str) -> Ask:
    """Return how a visitor asks Rasa itself, in a conversation of their own."""
    sender = f"benchmark-{secrets.token_hex(8)}"

    async def ask(text: str) -> None:
        body = {"sender": sender, "message": text}
        response = await client.post(f"{rasa}/webhooks/rest/webhook", json=body)
        if response.status_code != 200 or not response.json():
            raise SystemExit(f"Rasa gave no answer: {response.status_code}")

    return ask


async def through(client: httpx.AsyncClient, channels: str) -> Ask:
    """Return how a visitor asks the public process, in a session of their own."""
    started = await client.post(f"{channels}/chat/sessions")
    headers = {"Authorization": f"Bearer {started.raise_for_status().json()['session']}"}

    async def ask(text: str) -> None:
        body = {"id": secrets.token_urlsafe(12), "text": text}
        response = await client.post(f"{channels}/chat/messages", json=body, headers=headers)
        if response.status_code != 200 or response.json()["status"] != "done":
            raise SystemExit(f"the public process gave no answer: {response.text[:200]}")

    return ask


async def measure(visitors: list[Ask], turns: int) -> list[float]:
    """Let the visitors ask ``turns`` questions each, all at once; return the times in ms."""
    times: list[float] = []

    async def visit(ask: Ask) -> None:
        for number in range(turns):
            started = time.perf_counter()
            await ask(QUESTIONS[number % len(QUESTIONS)])
            times.append((time.perf_counter() - started) * 1000)

    await asyncio.gather(*map(visit, visitors))
    return times


async def run(rasa: str, channels: str, visitors: int, turns: int, rounds: int) -> None:
    """Measure both ways in turn, round by round, and print their medians and the share."""
    found: dict[str, list[float]] = {"directly": [], "through": []}
    async with httpx.AsyncClient(timeout=60, trust_env=False) as client:
        for _ in range(rounds):
            for name, start, url in (("directly", directly, rasa), ("through", through, channels)):
                asks = [await start(client, url) for _ in range(visitors)]
                found[name] += await measure(asks, turns)
    for name, times in found.items():
        cuts = statistics.quantiles(times, n=100)
        print(f"{name:9} n={len(times)} median {cuts[49]:.1f} ms  95 % {cuts[94]:.1f} ms")
    medians = {name: statistics.median(times) for name, times in found.items()}
    share = medians["through"] - medians["directly"]
    print(f"the channel's share {share:.1f} ms, {share / medians['through']:.0%} of a turn")


def main() -> int:
    """Read the arguments and run; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chat", description=__doc__)
    parser.add_argument("--rasa", default="http://127.0.0.1:5005")
    parser.add_argument("--channels", default="http://127.0.0.1:8080")
    parser.add_argument("--visitors", type=int, default=1, help="conversations at once")
    parser.add_argument("--turns", type=int, default=20, help="of each visitor in each round")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    for url in (given.rasa, given.channels):
        if not ipaddress.ip_address(urlsplit(url).hostname or "0.0.0.0").is_loopback:
            parser.error(f"{url}: only this machine is measured, as in http://127.0.0.1:8080")
    total = given.visitors * given.turns * given.rounds
    if not (0 < given.visitors <= MOST_VISITORS and 1 < total <= MOST_TURNS):
        parser.error(f"at most {MOST_VISITORS} visitors and {MOST_TURNS} turns each way")
    asyncio.run(run(given.rasa, given.channels, given.visitors, given.turns, given.rounds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
