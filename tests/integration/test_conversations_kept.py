"""The tracker store on either database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rasa.shared.core.events import ActiveLoop, Restarted, SlotSet, UserUttered

from tests.unit.trackers.test_store import DOMAIN, WINDOW, load, say
from trackers.store import WindowedTrackerStore


@pytest.fixture
def store(url: str) -> Iterator[WindowedTrackerStore]:
    made = WindowedTrackerStore(DOMAIN, host=url, events=WINDOW)
    yield made
    made.engine.dispose()


async def test_a_long_conversation_is_loaded_in_part_and_kept_whole(
    store: WindowedTrackerStore,
) -> None:
    await say(store, SlotSet("list", ["栈桥", {"y": 1}]), ActiveLoop("some_form"))
    for _ in range(20):
        await say(store)
    loaded = await load(store)
    assert len(loaded.events) <= WINDOW + 2
    assert loaded.get_slot("list") == ["栈桥", {"y": 1}]
    assert loaded.active_loop_name == "some_form"
    full = await store.retrieve_full_tracker("a")
    assert full is not None
    assert sum(isinstance(event, UserUttered) for event in full.events) == 21


async def test_a_restart_deletes_what_was_said_before(store: WindowedTrackerStore) -> None:
    await say(store)
    await say(store, Restarted())
    full = await store.retrieve_full_tracker("a")
    assert full is not None
    assert not any(isinstance(event, UserUttered) for event in full.events)
