"""Visitors talk while Rasa hangs, fails, is killed and comes back."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from channels.app import create_app
from channels.rasa import HttpRasa
from channels.settings import Settings
from channels.state import Store
from channels.state.memory import MemoryStore
from tests.channels.conftest import SECRET, Visitor, client_of
from tests.channels.fakes import FakeClock, FakeContact
from tests.faults.history import Exchange, History
from tests.faults.rasa_behind_wire import MODES, RasaBehindWire

DEADLINE = 1.0
WORDS = {"en": "question", "zh": "问题", "ja": "しつもん", "ko": "질문"}
CRIES = {
    "en": "please call an ambulance",
    "zh": "请叫救护车",
    "ja": "救急車を呼んでください",
    "ko": "구급차를 불러 주세요",
}


@asynccontextmanager
async def assistant(
    rasa: RasaBehindWire, *, store: Store | None = None, answer_seconds: float = 2.0
) -> AsyncIterator[httpx.AsyncClient]:
    """The public process on ``rasa``, which gives up an answer after ``answer_seconds``."""
    app = create_app(
        Settings(
            session_secret=SECRET,
            messages_per_minute=10_000,
            requests_per_minute=100_000,
            deadline_seconds=DEADLINE,
        ),
        rasa=HttpRasa(rasa.url, answer_seconds=answer_seconds),
        store=store or MemoryStore(),
        contact=FakeContact(),
        clock=FakeClock(),
    )
    async with app.router.lifespan_context(app), client_of(app) as client:
        yield client


async def talk(client: httpx.AsyncClient, name: str, count: int, history: History) -> None:
    """Send ``count`` messages, each when the one before it has its outcome, as the widget does."""
    language = list(WORDS)[sum(name.encode()) % len(WORDS)]
    visitor = await Visitor(client).start(language=language)
    for number in range(count):
        text = f"{WORDS[language]} {name} {number}"
        started = time.monotonic()
        response = await visitor.send(text)
        seconds = time.monotonic() - started
        body, heard = response.json(), []
        heard += [m["text"] for m in body["messages"]]
        while body["status"] == "pending":
            await asyncio.sleep(0.02)
            body = (await visitor.get(f"/chat/messages/{body['id']}")).json()
            if body["status"] != "pending":
                heard += [m["text"] for m in body["messages"]]
        exchange = Exchange(name, number, language, text, body["status"], tuple(heard), seconds)
        history.exchanges.append(exchange)


async def test_whatever_rasa_does_each_message_is_answered_once_or_apologised_for() -> None:
    chance = random.Random(13)
    rasa, history = RasaBehindWire(), History()
    async with rasa.running(), assistant(rasa, answer_seconds=0.5) as client:
        talking = asyncio.gather(*(talk(client, f"v{n}", 12, history) for n in range(16)))
        while not talking.done():
            fault = chance.choice((*MODES, "killed", "slow"))
            if fault == "killed":
                await rasa.kill()
            elif fault == "slow":
                rasa.delay = 0.3
            else:
                rasa.mode = fault
            await asyncio.wait({talking}, timeout=0.15)
            rasa.mode, rasa.delay = "well", 0.0
            if fault == "killed":
                await rasa.start()
            await asyncio.wait({talking}, timeout=0.05)
        await talking
    assert len(history.exchanges) == 16 * 12
    # Two seconds for a machine that does other things as well.
    assert history.faults(rasa.taken, most_seconds=DEADLINE + 2) == []
    assert {each.status for each in history.exchanges} == {"done", "failed"}


@pytest.mark.parametrize("mode", [*MODES[1:], "killed"])
async def test_it_is_whole_again_with_the_first_message_after_a_fault(mode: str) -> None:
    rasa, history = RasaBehindWire(mode="well" if mode == "killed" else mode), History()
    async with rasa.running(), assistant(rasa, answer_seconds=0.3) as client:
        if mode == "killed":
            await rasa.kill()
        await talk(client, "first", 2, history)
        rasa.mode = "well"
        if mode == "killed":
            await rasa.start()
        await talk(client, "second", 2, history)
    assert [each.status for each in history.exchanges] == ["failed"] * 2 + ["done"] * 2
    assert history.faults(rasa.taken, most_seconds=DEADLINE + 2) == []


@pytest.mark.parametrize("mode", ["hangs", "killed"])
async def test_sixty_cries_for_help_hear_numbers_within_a_second(mode: str) -> None:
    rasa = RasaBehindWire(mode="hangs")
    async with rasa.running(), assistant(rasa) as client:
        if mode == "killed":
            await rasa.kill()
        for language, cry in CRIES.items():
            visitor = await Visitor(client).start()
            started = time.monotonic()
            responses = await asyncio.gather(*(visitor.send(cry) for _ in range(15)))
            # A second where the machine does nothing else.
            assert time.monotonic() - started < 2.5
            for response in responses:
                (message,) = response.json()["messages"]
                assert message["custom"]["type"] == "emergency"
                assert f"Police ({language}): 110" in message["text"]
        rasa.mode = "well"


async def test_a_late_answer_is_handed_out_once_it_is_there() -> None:
    rasa, history = RasaBehindWire(delay=DEADLINE + 0.2), History()
    async with rasa.running(), assistant(rasa) as client:
        await talk(client, "patient", 1, history)
    (only,) = history.exchanges
    assert len(only.heard) == 2
    assert only.heard[1] == f"answer to {only.text}"
    assert "+00 12 345" in only.heard[0]
