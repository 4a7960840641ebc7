"""The public process is killed in the middle of a turn, and another takes over."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import httpx

from tests.channels.conftest import Visitor
from tests.channels.redis_server import redis_server
from tests.faults.public_process import public_process
from tests.faults.rasa_behind_wire import RasaBehindWire

_MOST_S = 8.0


async def test_who_was_killed_in_a_turn_holds_up_nobody_and_nothing_is_answered_twice(
    tmp_path: Path,
) -> None:
    rasa = RasaBehindWire(mode="hangs")
    with redis_server() as redis:
        async with (
            rasa.running(),
            public_process(tmp_path, rasa.url, redis) as process,
            httpx.AsyncClient(base_url=process.url, timeout=20) as client,
        ):
            visitor = await Visitor(client).start(language="zh")
            first = asyncio.create_task(visitor.send("第一个问题", id="the-first-one"))
            while not rasa.waiting:
                await asyncio.sleep(0.02)
            process.kill()
            await asyncio.gather(first, return_exceptions=True)
            rasa.mode = "well"
            await process.start()
            began = time.monotonic()
            second = (await visitor.send("第二个问题")).json()
            assert time.monotonic() - began < _MOST_S
            assert (second["status"], len(second["messages"])) == ("done", 1)
            assert second["messages"][0]["text"] == "answer to 第二个问题"
            # Rasa took the first one in, so it is not asked again.
            repeated = (await visitor.send("第一个问题", id="the-first-one")).json()
            assert repeated["status"] == "failed"
            assert "抱歉" in repeated["messages"][0]["text"]
            told = [turn["status"] for turn in await visitor.history()]
            assert told == ["failed", "done"]
    assert [text for _, text in rasa.taken] == ["第一个问题", "第二个问题"]
