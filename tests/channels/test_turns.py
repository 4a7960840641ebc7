"""Turns, as two public processes on one store would run them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from channels.apologies import Apologies
from channels.queue import Queue
from channels.rasa import Rasa, RasaError
from channels.routing import InLine
from channels.state.memory import MemoryStore
from channels.turns import Outcome, Turns
from tests.channels.fakes import FakeContact, FakeRasa


def turns_on(rasa: Rasa, store: MemoryStore) -> Turns:
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


async def test_a_turn_that_outlives_the_grace_leaves_no_claim(rasa: FakeRasa) -> None:
    rasa.gate = asyncio.Event()
    turns = turns_on(rasa, MemoryStore())
    await ask(turns, "hello", deadline=0.01)
    await turns.close(grace=0.01)
    assert await turns.result("visitor", "hello") is None


async def test_an_error_that_nobody_expected_lets_a_repeat_begin_anew(rasa: FakeRasa) -> None:
    def break_off(_: object) -> list[dict[str, object]]:
        raise ZeroDivisionError

    rasa.reply = break_off
    turns = turns_on(rasa, MemoryStore())
    with pytest.raises(ZeroDivisionError):
        await ask(turns, "hello", "same-id")
    rasa.reply = [{"text": "Hello"}]
    assert (await ask(turns, "hello", "same-id")).status == "done"


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
