"""The line in front of Rasa."""

from __future__ import annotations

import asyncio

import pytest

from channels.queue import Queue, QueueTimeout


async def test_no_more_than_its_places_are_taken_and_nobody_is_overtaken() -> None:
    queue = Queue(3)
    begun: list[int] = []
    inside = 0

    async def ask(number: int) -> None:
        nonlocal inside
        async with queue.place():
            begun.append(number)
            inside += 1
            assert inside <= 3
            # Of different lengths, so that places come free in another order.
            await asyncio.sleep(0.001 * (number % 4))
            inside -= 1

    await asyncio.gather(*map(ask, range(30)))
    assert begun == list(range(30))


async def test_who_waits_too_long_is_told_so_and_leaves_the_line() -> None:
    queue = Queue(1, wait=0.02)
    async with queue.place():
        with pytest.raises(QueueTimeout):
            async with queue.place():
                pass
    async with queue.place():
        pass


async def test_a_place_comes_free_when_its_holder_breaks_off() -> None:
    queue = Queue(1, wait=1)
    with pytest.raises(ZeroDivisionError):
        async with queue.place():
            raise ZeroDivisionError
    async with queue.place():
        pass


async def test_who_gives_up_waiting_takes_no_place() -> None:
    queue = Queue(1, wait=1)
    async with queue.place():
        waiting = asyncio.create_task(queue.place().__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    async with queue.place():
        pass
