"""Turns, as two public processes on one store would run them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from channels.apologies import Apologies
from channels.claims import Outcome
from channels.queue import Queue
from channels.rasa import Rasa, RasaError
from channels.routing import InLine
from channels.state import Store, StoreError, open_store
from channels.state.memory import MemoryStore
from channels.state.redis import RedisStore
from channels.turns import Turns
from tests.channels.fakes import FakeContact, FakeRasa


def turns_on(rasa: Rasa, store: Store) -> Turns:
    return Turns(rasa, store, Apologies(FakeContact()))


async def ask(turns: Turns, text: str, message_id: str = "", *, deadline: float = 2.0) -> Outcome:
    return await turns.turn(
        "visitor", message_id or text, text, channel="widget", metadata={}, deadline=deadline
    )


async def test_two_processes_run_a_message_once(rasa: FakeRasa) -> None:
    rasa.delay = 0.05
    store = MemoryStore()
    one, other = turns_on(rasa, store), turns_on(rasa, store)
    outcomes = await asyncio.gather(
        *(ask(turns, "hello", "same-id") for turns in (one, other) for _ in range(10))
    )
    assert rasa.texts == ["hello"]
    assert all(outcome == outcomes[0] for outcome in outcomes)
    assert outcomes[0].status == "done"


async def test_two_processes_never_ask_for_one_conversation_at_once(rasa: FakeRasa) -> None:
    rasa.delay = 0.02
    store = MemoryStore()
    one, other = turns_on(rasa, store), turns_on(rasa, store)
    await asyncio.gather(*(ask(t, f"{n}") for n in range(4) for t in (one, other)))
    assert rasa.most_at_once == 1


async def test_messages_run_in_the_order_of_their_arrival(rasa: FakeRasa) -> None:
    rasa.delay = 0.01
    turns = turns_on(rasa, MemoryStore())
    texts = [f"number {n}" for n in range(8)]
    await asyncio.gather(*(ask(turns, text) for text in texts))
    assert rasa.finished == texts


async def test_a_crowd_waits_in_line_for_what_rasa_can_take(rasa: FakeRasa) -> None:
    rasa.capacity, rasa.delay = 8, 0.005
    turns = turns_on(InLine(rasa, Queue(8)), MemoryStore())

    async def visit(visitor: str) -> list[str]:
        outcomes = [
            await turns.turn(visitor, str(n), str(n), channel="x", metadata={}, deadline=60)
            for n in range(3)
        ]
        return [outcome.messages[0]["text"] for outcome in outcomes]

    told = await asyncio.gather(*(visit(f"visitor {n}") for n in range(100)))
    assert told == [["You said: 0", "You said: 1", "You said: 2"]] * 100


async def test_a_place_in_line_that_never_comes_is_an_apology_and_can_be_asked_for_again(
    rasa: FakeRasa,
) -> None:
    rasa.gate = asyncio.Event()
    turns = turns_on(InLine(rasa, Queue(1, wait=0.05)), MemoryStore())
    ahead = asyncio.create_task(turns.turn("a", "1", "a", channel="x", metadata={}, deadline=5))
    await asyncio.sleep(0)
    assert (await ask(turns, "hello")).status == "failed"
    rasa.gate.set()
    assert (await ahead).status == "done"
    assert (await ask(turns, "hello")).status == "done"
    assert rasa.texts == ["a", "hello"]


async def test_a_late_answer_can_be_had_from_another_process(rasa: FakeRasa) -> None:
    rasa.gate = asyncio.Event()
    store = MemoryStore()
    one, other = turns_on(rasa, store), turns_on(rasa, store)
    assert (await ask(one, "hello", "same-id", deadline=0.02)).status == "pending"
    waiting = asyncio.create_task(other.result("visitor", "same-id", wait=2))
    await asyncio.sleep(0.02)
    rasa.gate.set()
    assert await waiting == Outcome("done", [{"text": "You said: hello"}])


async def test_an_unknown_message_has_no_result(rasa: FakeRasa) -> None:
    assert await turns_on(rasa, MemoryStore()).result("visitor", "unknown") is None


async def test_a_message_that_never_reached_rasa_may_be_sent_again(rasa: FakeRasa) -> None:
    rasa.reply = RasaError("down", reached=False)
    store = MemoryStore()
    one, other = turns_on(rasa, store), turns_on(rasa, store)
    for turns in (one, other, one):
        assert (await ask(turns, "hello", "same-id")).status == "failed"
    rasa.reply = [{"text": "Hello"}]
    outcomes = await asyncio.gather(*(ask(t, "hello", "same-id") for t in (one, other, one)))
    assert Outcome("done", [{"text": "Hello"}]) in outcomes
    assert len(rasa.texts) == 4


async def test_a_closing_process_ends_its_turns(rasa: FakeRasa) -> None:
    rasa.delay = 0.1
    turns = turns_on(rasa, MemoryStore())
    assert (await ask(turns, "hello", deadline=0.01)).status == "pending"
    await turns.close(grace=2)
    assert rasa.finished == ["hello"]
    assert (await turns.result("visitor", "hello")) == Outcome(
        "done", [{"text": "You said: hello"}]
    )


async def test_a_turn_that_outlives_the_grace_is_apologised_for_and_not_asked_twice(
    rasa: FakeRasa, store: Store
) -> None:
    rasa.gate = asyncio.Event()
    turns = turns_on(rasa, store)
    await ask(turns, "hello", deadline=0.01)
    await turns.close(grace=0.01)
    rasa.gate.set()
    assert (await ask(turns_on(rasa, store), "hello")).status == "failed"
    assert rasa.texts == ["hello"]


async def test_an_error_that_nobody_expected_is_apologised_for_and_not_asked_twice(
    rasa: FakeRasa, store: Store
) -> None:
    def break_off(_: object) -> list[dict[str, object]]:
        raise ZeroDivisionError

    rasa.reply = break_off
    turns = turns_on(rasa, store)
    with pytest.raises(ZeroDivisionError):
        await ask(turns, "hello", "same-id")
    rasa.reply = [{"text": "Hello"}]
    assert (await ask(turns, "hello", "same-id")).status == "failed"
    assert rasa.texts == ["hello"]


@dataclass
class Killed:
    """A process that is killed: whatever it asks of the store from then on is not heard."""

    turns: Turns
    store: RedisStore

    async def kill(self) -> None:
        self.store._redis.connection_pool.connection_kwargs["path"] = "/nowhere"
        await self.store._redis.connection_pool.disconnect()
        running = set(self.turns._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


@pytest.fixture
async def killed(
    redis_url: str, rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Killed]:
    monkeypatch.setattr("channels.claims.RENEWED_SECONDS", 0.1)
    store = RedisStore(redis_url, lease=0.3)
    await store.clear()
    yield Killed(turns_on(rasa, store), store)
    await store.close()


async def test_who_was_killed_in_a_turn_holds_up_nobody_for_longer_than_a_lease(
    killed: Killed, rasa: FakeRasa, redis_url: str
) -> None:
    rasa.gate = asyncio.Event()
    assert (await ask(killed.turns, "hello", deadline=0.05)).status == "pending"
    await killed.kill()
    rasa.gate.set()
    other = open_store(redis_url)
    turns = turns_on(rasa, other)
    began = time.monotonic()
    assert (await ask(turns, "next", deadline=20)).status == "done"
    assert time.monotonic() - began < 3
    # Rasa may have taken it in: it is not asked again.
    for _ in range(2):
        assert (await ask(turns, "hello")).status == "failed"
    assert rasa.texts == ["hello", "next"]
    await other.close()


async def test_who_looks_for_an_answer_of_a_process_that_was_killed_hears_an_apology(
    killed: Killed, rasa: FakeRasa, redis_url: str
) -> None:
    rasa.gate = asyncio.Event()
    await ask(killed.turns, "博物馆", deadline=0.05)
    await killed.kill()
    other = open_store(redis_url)
    outcome = await turns_on(rasa, other).result("visitor", "博物馆", wait=5)
    assert outcome is not None
    assert outcome.status == "failed"
    assert "抱歉" in outcome.messages[0]["text"]
    await other.close()


async def test_what_was_killed_before_rasa_was_asked_is_taken_over(
    killed: Killed, rasa: FakeRasa, redis_url: str
) -> None:
    other = open_store(redis_url)
    turns = turns_on(rasa, other)
    async with other.lock("conversation:visitor", wait=1):
        assert (await ask(killed.turns, "hello", deadline=0.05)).status == "pending"
        await killed.kill()
    await asyncio.sleep(0.4)
    assert (await ask(turns, "hello")).status == "done"
    assert rasa.texts == ["hello"]
    await other.close()


async def test_who_stood_still_while_another_took_over_does_not_ask_again(
    killed: Killed, rasa: FakeRasa, redis_url: str
) -> None:
    other = open_store(redis_url)
    async with other.lock("conversation:visitor", wait=1):
        still = asyncio.create_task(ask(killed.turns, "hello", deadline=20))
        await asyncio.sleep(0.05)
        # As if its lease had ended: the lock is another's now.
        await other._redis.delete("visitor:lock:claim:turn:visitor:hello")  # type: ignore[attr-defined]
        over = asyncio.create_task(ask(turns_on(rasa, other), "hello", deadline=20))
        await asyncio.sleep(0.05)
    outcomes = await asyncio.gather(still, over)
    assert [outcome.status for outcome in outcomes] == ["done", "done"]
    assert rasa.texts == ["hello"]
    await other.close()


async def test_a_turn_that_is_longer_than_a_lease_stays_ours(
    killed: Killed, rasa: FakeRasa, redis_url: str
) -> None:
    rasa.delay = 0.8
    other = open_store(redis_url)
    first = asyncio.create_task(ask(killed.turns, "hello"))
    await asyncio.sleep(0.5)
    assert (await ask(turns_on(rasa, other), "hello", deadline=5)).status == "done"
    assert (await first).status == "done"
    assert rasa.texts == ["hello"]
    await other.close()


async def test_an_answer_that_the_store_does_not_take_yet_is_kept_when_it_does(
    rasa: FakeRasa,
) -> None:
    class Away(MemoryStore):
        times = 3

        async def set(self, key: str, value: Any, *, ttl: float) -> None:
            if isinstance(value, dict) and value.get("status") == "done" and self.times:
                self.times -= 1
                raise StoreError
            await super().set(key, value, ttl=ttl)

    turns = turns_on(rasa, Away())
    assert (await ask(turns, "hello")).status == "done"
    assert (await turns.result("visitor", "hello")) is not None


async def test_nothing_is_left_behind_when_all_is_answered(rasa: FakeRasa) -> None:
    turns = turns_on(rasa, MemoryStore())
    await asyncio.gather(*(ask(turns, f"{n}") for n in range(5)))
    await asyncio.sleep(0)
    assert (turns._running, turns._last) == ({}, {})


AWAY: list[dict[str, Any]] = [{"text": "No database.", "custom": {"type": "unavailable"}}]


@pytest.mark.parametrize(
    ("text", "language"),
    [("museums?", "en"), ("博物馆", "zh"), ("ひらく？", "ja"), ("박물관", "ko")],
)
@pytest.mark.parametrize("away", [AWAY, [{"text": "No database."}, {"custom": AWAY[0]["custom"]}]])
async def test_an_answer_without_the_database_says_whom_to_call(
    text: str, language: str, away: list[dict[str, Any]]
) -> None:
    contact = FakeContact(has_notice=True)
    turns = Turns(FakeRasa(reply=list(away)), MemoryStore(), Apologies(contact))
    outcome = await ask(turns, text)
    said, message = outcome.messages
    assert said == {"text": "No database."}
    lines = message["text"].splitlines()
    assert lines[1:] == [f"Office ({language})", contact.phone, f"Typhoon ({language})"]
    assert message["custom"]["type"] == "contact"
    assert outcome.status == "done"


@pytest.mark.parametrize(
    "text", ["call an ambulance", "快叫救护车", "救急車を呼んで", "구급차 불러주세요"]
)
async def test_a_cry_for_help_without_the_database_gets_the_numbers(text: str) -> None:
    outcome = await ask(turns_on(FakeRasa(reply=list(AWAY)), MemoryStore()), text)
    assert "110" in outcome.messages[0]["text"]
