"""The store of the public process is away, or its clock jumps."""

from __future__ import annotations

import os
import signal

import httpx

from channels.state import open_store
from tests.channels.conftest import Visitor, app_with, client_of
from tests.channels.fakes import FakeClock, FakeRasa
from tests.channels.redis_server import redis_server


async def test_without_redis_each_request_is_refused_in_words_and_nothing_is_taken() -> None:
    rasa = FakeRasa()
    with redis_server() as url:
        store = open_store(url)
        async with client_of(app_with(rasa, store=store)) as client:
            visitor = await Visitor(client).start()
            assert (await visitor.send("before")).json()["status"] == "done"
            pid = int((await store._redis.info("server"))["process_id"])  # type: ignore[attr-defined]
            os.kill(pid, signal.SIGSTOP)
            try:
                visitor.headers = {"Accept-Language": "zh"}
                response = await visitor.send("during")
                assert response.status_code == 503
                assert response.json()["error"] == "unavailable"
                assert response.json()["text"]
                assert (await client.get("/health")).status_code == 200
            finally:
                os.kill(pid, signal.SIGCONT)
            assert (await visitor.send("after")).json()["status"] == "done"
        await store.close()
    assert rasa.texts == ["before", "after"]


async def test_a_clock_that_jumps_loses_no_message(
    client: httpx.AsyncClient, clock: FakeClock, rasa: FakeRasa
) -> None:
    visitor = await Visitor(client).start()
    for jump in (0, 3600, -7200, 3600, 0.5):
        clock.now += jump
        assert (await visitor.send(f"at {clock.now}")).json()["status"] == "done"
    clock.now += 2 * 24 * 3600
    assert (await visitor.send("too late")).status_code == 401
    assert len(rasa.texts) == 5
