"""A marked text is followed: once its conversation is deleted, nothing here has it any more."""

from __future__ import annotations

import json
import logging

import pytest

from channels.state import Store
from channels.state.memory import MemoryStore
from tests.channels.conftest import Visitor, app_with, client_of
from tests.channels.fakes import FakeRasa

MARK = "marked-7b1e"
MAIL = "marked@example.org"


async def _everything_in(store: Store) -> str:
    if isinstance(store, MemoryStore):
        return repr(vars(store))
    redis = store._redis  # type: ignore[attr-defined]
    found = []
    async for key in redis.scan_iter():
        is_list = await redis.type(key) == "list"
        found.append((key, await (redis.lrange(key, 0, -1) if is_list else redis.get(key))))
    return repr(
        [(key, json.loads(v) if isinstance(v, str) and v[0] in "{[" else v) for key, v in found]
    )


async def test_a_deleted_conversation_is_in_no_store_no_log_and_no_figure(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    rasa = FakeRasa()
    rasa.reply = [{"text": f"You said {MARK}", "buttons": [{"title": MARK, "payload": MARK}]}]
    app = app_with(rasa, store=store)
    with caplog.at_level(logging.DEBUG):
        async with client_of(app) as client:
            visitor = await Visitor(client).start()
            for text in (MARK, f"write to {MAIL}", "+86 532 5550 7777"):
                await visitor.send(text)
            assert MARK in await _everything_in(store)
            assert (await visitor.delete("/chat/history")).status_code == 200
    left = await _everything_in(store)
    for words in (MARK, MAIL, "5550"):
        assert words not in left
        assert words not in app.state.metrics.text().decode()
        assert words not in caplog.text
    assert rasa.texts[-1] == "/restart"
