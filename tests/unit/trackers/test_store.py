"""The bounded tracker store: what is loaded, what is kept, what is forgotten."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from trackers import forgotten
from trackers.settings import TrackerSettingsError, kept_days
from trackers.store import ConversationState, WindowedTrackerStore

WINDOW = 20
DOMAIN = Domain.from_dict(
    {
        "intents": ["ask"],
        "actions": ["action_answer", "some_form"],
        "forms": {"some_form": {"required_slots": []}},
        "slots": {
            name: {"type": "any", "mappings": [{"type": "custom"}]} for name in ("language", "list")
        },
    }
)


class Broker:
    """Remembers what was published."""

    def __init__(self) -> None:
        self.published: list[dict] = []

    def publish(self, event: dict) -> None:
        self.published.append(event)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    written = f"sqlite:///{tmp_path / 'conversations.sqlite3'}"
    monkeypatch.setenv("TRACKER_URL", written)
    monkeypatch.delenv("TRACKER_DAYS", raising=False)
    return written


@pytest.fixture
def store(url: str) -> Iterator[WindowedTrackerStore]:
    made = WindowedTrackerStore(DOMAIN, events=WINDOW)
    yield made
    made.engine.dispose()


async def say(store: WindowedTrackerStore, *more: Event, sender: str = "a") -> DialogueStateTracker:
    """Take one turn as Rasa takes it: load, save the message, save the answer."""
    tracker = await store.get_or_create_tracker(sender)
    tracker.update(UserUttered("hello", {"name": "ask", "confidence": 1.0}))
    await store.save(tracker)
    for event in (ActionExecuted("action_answer"), BotUttered("yes"), *more):
        tracker.update(event)
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    return tracker


async def load(store: WindowedTrackerStore, sender: str = "a") -> DialogueStateTracker:
    tracker = await store.retrieve(sender)
    assert tracker is not None
    return tracker


async def test_an_unknown_conversation_is_none(store: WindowedTrackerStore) -> None:
    assert await store.retrieve("a") is None


async def test_a_short_conversation_is_loaded_whole(store: WindowedTrackerStore) -> None:
    told = await say(store, SlotSet("language", "ko"))
    loaded = await load(store)
    assert list(loaded.events) == list(told.events)
    assert loaded.current_state()["slots"] == told.current_state()["slots"]
    assert loaded.latest_message == told.latest_message


async def test_a_long_conversation_is_loaded_in_part_with_its_slots_and_its_form(
    store: WindowedTrackerStore,
) -> None:
    await say(store, SlotSet("language", "ko"), ActiveLoop("some_form"))
    await say(store, SlotSet("list", ["x", {"y": 1}]))
    for _ in range(50):
        await say(store)
    loaded = await load(store)
    assert len(loaded.events) <= WINDOW + 3
    assert loaded.get_slot("language") == "ko"
    assert loaded.get_slot("list") == ["x", {"y": 1}]
    assert loaded.active_loop_name == "some_form"
    assert loaded.latest_action_name == "action_listen"


async def test_a_slot_that_was_emptied_and_a_form_that_was_closed_stay_so(
    store: WindowedTrackerStore,
) -> None:
    await say(store, SlotSet("list", ["x"]), ActiveLoop("some_form"))
    for _ in range(20):
        await say(store)
    await say(store, SlotSet("list", None), ActiveLoop(None))
    loaded = await load(store)
    assert loaded.get_slot("list") is None
    assert loaded.active_loop_name is None
    for _ in range(20):
        await say(store)
    assert (await load(store)).get_slot("list") is None


async def test_every_event_is_stored_once_however_much_is_loaded(
    store: WindowedTrackerStore,
) -> None:
    for number in range(30):
        await say(store, SlotSet("list", [number]))
    full = await store.retrieve_full_tracker("a")
    assert full is not None
    events = list(full.events)
    assert sum(isinstance(e, UserUttered) for e in events) == 30
    assert [e.value for e in events if isinstance(e, SlotSet)] == [[n] for n in range(30)]


async def test_the_first_events_of_a_very_long_conversation_are_deleted(url: str) -> None:
    store = WindowedTrackerStore(DOMAIN, events=WINDOW, kept=40)
    await say(store, SlotSet("language", "ko"))
    for _ in range(30):
        await say(store)
    full = await store.retrieve_full_tracker("a")
    assert full is not None
    assert len(full.events) == 40
    assert (await load(store)).get_slot("language") == "ko"
    store.engine.dispose()


async def test_a_new_session_begins_the_window_and_keeps_the_slots(
    store: WindowedTrackerStore,
) -> None:
    await say(store, SlotSet("language", "ja"))
    session = [ActionExecuted("action_session_start"), SessionStarted(), SlotSet("language", "ja")]
    await say(store, *session)
    loaded = await load(store)
    assert loaded.get_slot("language") == "ja"
    assert not any(isinstance(e, UserUttered) for e in loaded.events)


async def test_conversations_survive_a_restart_of_rasa(
    store: WindowedTrackerStore, url: str
) -> None:
    await say(store, SlotSet("language", "zh"), ActiveLoop("some_form"))
    again = WindowedTrackerStore(DOMAIN, events=WINDOW)
    loaded = await load(again)
    assert (loaded.get_slot("language"), loaded.active_loop_name) == ("zh", "some_form")
    again.engine.dispose()


async def test_conversations_are_kept_apart(store: WindowedTrackerStore) -> None:
    await say(store, SlotSet("language", "zh"), sender="a")
    await say(store, sender="b")
    assert (await load(store, "b")).get_slot("language") is None


async def test_a_restart_deletes_what_was_said_before(store: WindowedTrackerStore) -> None:
    await say(store, SlotSet("language", "zh"))
    await say(store, Restarted())
    full = await store.retrieve_full_tracker("a")
    assert full is not None
    assert not any(isinstance(e, UserUttered) for e in full.events)
    assert (await load(store)).get_slot("language") is None


async def test_a_conversation_that_has_been_silent_for_long_is_deleted(
    store: WindowedTrackerStore,
) -> None:
    await say(store, sender="old")
    with store.session_scope() as session:
        state = session.get(ConversationState, "old")
        state.changed_at = time.time() - 31 * 24 * 3600
        session.commit()
    store._pruned_at = 0.0
    await say(store, sender="new")
    assert await store.retrieve("old") is None
    assert await store.retrieve_full_tracker("old") is None
    assert await store.retrieve("new") is not None


async def test_a_turn_is_loaded_and_stored_on_one_connection_and_written_once(
    store: WindowedTrackerStore,
) -> None:
    happened: list[str] = []
    for name in ("connect", "commit"):
        sa.event.listen(store.engine, name, lambda *_, name=name: happened.append(name))
    for _ in range(3):
        tracker = await store.get_or_create_tracker("a")
        tracker.update(UserUttered("hello", {"name": "ask", "confidence": 1.0}))
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)
    # `get_or_create_tracker` saves a conversation that is new.
    assert happened.count("commit") == 4
    assert happened.count("connect") <= 1


async def test_a_broker_hears_each_event_once(url: str) -> None:
    broker = Broker()
    store = WindowedTrackerStore(DOMAIN, event_broker=broker, events=WINDOW)  # type: ignore[arg-type]
    for _ in range(10):
        await say(store)
    heard = [e["event"] for e in broker.published]
    assert heard.count("user") == 10
    assert heard.count("bot") == 10
    store.engine.dispose()


@pytest.mark.parametrize("written", ["0", "-1", "a month", "1.5"])
def test_a_number_of_days_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("TRACKER_DAYS", written)
    with pytest.raises(TrackerSettingsError, match="TRACKER_DAYS"):
        kept_days()


async def test_a_deleted_conversation_is_remembered_by_a_hash(store: WindowedTrackerStore) -> None:
    await say(store, Restarted(), sender="w-visitor")
    known = forgotten.read(store.engine)
    assert list(known) == [forgotten.mark("w-visitor")]
    assert "visitor" not in str(known)


async def test_a_restart_leaves_no_word_of_it_on_the_disk(
    store: WindowedTrackerStore, url: str
) -> None:
    tracker = await store.get_or_create_tracker("w-visitor")
    for _ in range(3):
        said = UserUttered("marked-7b1e", {"name": "ask", "confidence": 1.0})
        tracker.update(said)
        tracker.update(SlotSet("list", "marked-7b1e"))
        await store.save(tracker)
    assert "marked-7b1e" in _on_disk(url)
    tracker.update(Restarted())
    await store.save(tracker)
    await say(store, sender="w-another")
    assert "marked-7b1e" not in _on_disk(url)


def _on_disk(url: str) -> str:
    path = Path(url.removeprefix("sqlite:///"))
    files = [f for f in path.parent.iterdir() if f.name.startswith(path.name)]
    return "".join(f.read_bytes().decode("latin-1") for f in files)
