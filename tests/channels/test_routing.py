"""Several Rasa processes: who is asked, and what happens when one of them is down."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from channels.queue import Queue
from channels.rasa import Message, RasaError
from channels.routing import DOWN_SECONDS, InLine, RoutedRasa

NAMES = [f"http://127.0.0.1:{port}" for port in (5005, 5006, 5007)]
SENDERS = [f"w-{number}" for number in range(300)]


class Process:
    """A Rasa process that says its name, is down, or dies while it answers."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.error: RasaError | None = None
        self.heard: list[str] = []
        self.pause = asyncio.Event()
        self.pause.set()

    async def ask(
        self, sender: str, text: str, *, channel: str, metadata: dict[str, Any]
    ) -> list[Message]:
        if self.error is None or self.error.reached:
            self.heard.append(text)
        await self.pause.wait()
        if self.error is not None:
            raise self.error
        return [{"text": self.name}]

    async def close(self) -> None:
        self.pause.set()


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def chosen(rasa: RoutedRasa | InLine, sender: str) -> str:
    (reply,) = await rasa.ask(sender, "hello", channel="widget", metadata={})
    return str(reply["text"])


def three() -> dict[str, Process]:
    return {name: Process(name) for name in NAMES}


async def test_each_conversation_stays_with_one_process_and_each_process_has_its_share() -> None:
    first, second = RoutedRasa(three()), RoutedRasa(dict(reversed(three().items())))
    choices = [await chosen(first, sender) for sender in SENDERS]
    assert choices == [await chosen(second, sender) for sender in SENDERS]
    assert min(choices.count(name) for name in NAMES) > len(SENDERS) / 6


async def test_only_the_conversations_of_a_process_that_is_down_move() -> None:
    processes = three()
    rasa = RoutedRasa(processes)
    before = {sender: await chosen(rasa, sender) for sender in SENDERS}
    processes[NAMES[0]].error = RasaError("ConnectError", reached=False)
    after = {sender: await chosen(rasa, sender) for sender in SENDERS}
    moved = {sender for sender in SENDERS if before[sender] != after[sender]}
    assert moved == {sender for sender in SENDERS if before[sender] == NAMES[0]}
    assert {after[sender] for sender in moved} == set(NAMES[1:])


async def test_a_process_that_is_up_again_gets_its_conversations_back() -> None:
    processes, clock = three(), Clock()
    rasa = RoutedRasa(processes, clock)
    name = await chosen(rasa, "w-1")
    processes[name].error = RasaError("ConnectError", reached=False)
    elsewhere = await chosen(rasa, "w-1")
    processes[name].error = None
    assert await chosen(rasa, "w-1") == elsewhere
    clock.now += DOWN_SECONDS
    assert await chosen(rasa, "w-1") == name


async def test_a_message_that_may_have_been_taken_in_is_given_to_nobody_else() -> None:
    processes = three()
    rasa = RoutedRasa(processes)
    for process in processes.values():
        process.error = RasaError("ReadError", reached=True)
    with pytest.raises(RasaError) as caught:
        await chosen(rasa, "w-1")
    assert caught.value.reached
    assert sum(len(process.heard) for process in processes.values()) == 1


async def test_with_all_processes_down_the_error_says_that_none_was_reached() -> None:
    processes = three()
    for process in processes.values():
        process.error = RasaError("ConnectError", reached=False)
    for _ in range(2):
        with pytest.raises(RasaError) as caught:
            await chosen(RoutedRasa(processes), "w-1")
        assert not caught.value.reached


async def test_a_process_that_is_stuck_holds_up_no_other() -> None:
    processes = three()
    rasa = RoutedRasa({name: InLine(each, Queue(1)) for name, each in processes.items()})
    stuck = await chosen(rasa, "w-1")
    processes[stuck].pause.clear()
    names = {sender: await chosen(RoutedRasa(three()), sender) for sender in SENDERS[:20]}
    waiting = [
        asyncio.create_task(chosen(rasa, sender)) for sender in names if names[sender] == stuck
    ]
    free = [sender for sender in names if names[sender] != stuck]
    assert [await chosen(rasa, sender) for sender in free] == [names[each] for each in free]
    await rasa.close()
    assert await asyncio.gather(*waiting) == [stuck] * len(waiting)
