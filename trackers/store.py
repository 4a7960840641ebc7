"""Rasa's SQL tracker store with a bounded load: a turn costs the same, however long the talk.

Rasa loads a session's events at each turn, replays them, and sends them to the action server. Ours
loads the last ones, behind the slots and the form as they stand.
"""

from __future__ import annotations

import json
import time
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, Restarted, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.pool import QueuePool

from trackers import forgotten
from trackers.settings import kept_days, tracker_url

EVENTS = 40
"""How many events are loaded unless ``endpoints.yml`` says otherwise; a turn has about twelve."""

KEPT_EVENTS = 1000
"""How many events of a conversation are kept; older ones are of no use to anybody."""

_PRUNED_SECONDS = 3600
_DAY_SECONDS = 24 * 3600
# How many of a tracker's events the database has, or stand for the slots and need not be stored.
_KNOWN = "_known_events"


class ConversationState(SQLTrackerStore.Base):
    """The slots and the active loop of a conversation as they stand, and when it last changed."""

    __tablename__ = "conversation_state"

    sender_id = sa.Column(sa.String(255), primary_key=True)
    slots = sa.Column(sa.Text, nullable=False)
    active_loop = sa.Column(sa.String(255))
    changed_at = sa.Column(sa.Float, nullable=False, index=True)


# Core statements, built once: the ORM's unit of work took most of a turn's time in the store.
_event = SQLTrackerStore.SQLEvent.__table__
_conversation = ConversationState.__table__
_sender: Any = sa.bindparam("sender")
_OF_SENDER = _event.c.sender_id == _sender
_NEWEST = (
    sa.select(_event.c.data)
    .where(_OF_SENDER)
    .order_by(_event.c.id.desc())
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_LAST_TIMESTAMP = sa.select(sa.func.max(_event.c.timestamp)).where(_OF_SENDER)
_NTH_NEWEST = (
    sa.select(_event.c.id)
    .where(_OF_SENDER)
    .order_by(_event.c.id.desc())
    .limit(1)
    .offset(sa.bindparam("nth", type_=sa.Integer))
)
_LAST_RESTART = sa.select(sa.func.max(_event.c.id)).where(
    _OF_SENDER, _event.c.type_name == Restarted.type_name
)
_ADD = sa.insert(_event)
_FORGET_BEFORE = sa.delete(_event).where(_OF_SENDER, _event.c.id < sa.bindparam("event"))
_STATE = sa.select(_conversation).where(_conversation.c.sender_id == _sender)
_ADD_STATE = sa.insert(_conversation)
_CHANGE_STATE = (
    sa.update(_conversation)
    .where(_conversation.c.sender_id == _sender)
    .values({name: sa.bindparam(name) for name in ("slots", "active_loop", "changed_at")})
)
_IS_SILENT = _conversation.c.changed_at < sa.bindparam("until")
_FORGET_SILENT = sa.delete(_event).where(
    _event.c.sender_id.in_(sa.select(_conversation.c.sender_id).where(_IS_SILENT))
)
_FORGET_SILENT_STATES = sa.delete(_conversation).where(_IS_SILENT)


class WindowedTrackerStore(SQLTrackerStore):
    """Keeps a conversation's last events, and loads the last ``events`` of these with its slots.

    A conversation without a message for TRACKER_DAYS is deleted, and what stands before a restart.
    """

    engine: Any
    sessionmaker: Any

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        events: int = EVENTS,
        kept: int = KEPT_EVENTS,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, host=host or tracker_url(), event_broker=event_broker, **kwargs)
        self.engine.dispose()
        self.engine = _engine(self.engine.url)
        self.sessionmaker.configure(bind=self.engine)
        forgotten.prepare(self.engine)
        self._events, self._kept = events, max(events, kept)
        self._kept_seconds = kept_days() * _DAY_SECONDS
        self._pruned_at = 0.0

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation from its last events on; None for one that is not known."""
        sender = {"sender": sender_id}
        with self.engine.connect() as connection:
            rows = connection.execute(_NEWEST, {**sender, "most": self._events}).scalars().all()
            state = connection.execute(_STATE, sender).first() if rows else None
        window = _from_a_listening_on([json.loads(data) for data in reversed(rows)])
        if not window:
            return None
        is_whole = len(rows) < self._events or state is None
        before = [] if is_whole else _as_events(state, float(window[0]["timestamp"]))
        tracker = DialogueStateTracker.from_dict(sender_id, [*before, *window], self.domain.slots)
        setattr(tracker, _KNOWN, len(tracker.events))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that are new, and the slots and the loop as they stand."""
        sender = {"sender": tracker.sender_id}
        with self.engine.begin() as connection:
            new = self._new_events(connection, tracker)
            if new:
                connection.execute(_ADD, [_row(tracker.sender_id, event) for event in new])
            state = _state(tracker)
            if not connection.execute(_CHANGE_STATE, {**state, **sender}).rowcount:
                connection.execute(_ADD_STATE, {**state, "sender_id": tracker.sender_id})
            oldest = connection.execute(_NTH_NEWEST, {**sender, "nth": self._kept - 1}).scalar()
            if any(isinstance(event, Restarted) for event in new):
                forgotten.remember(connection, tracker.sender_id)
                oldest = connection.execute(_LAST_RESTART, sender).scalar()
            if oldest is not None:
                connection.execute(_FORGET_BEFORE, {**sender, "event": oldest})
            if time.time() - self._pruned_at > _PRUNED_SECONDS:
                self._pruned_at = time.time()
                until = {"until": self._pruned_at - self._kept_seconds}
                connection.execute(_FORGET_SILENT, until)
                connection.execute(_FORGET_SILENT_STATES, until)
        if any(isinstance(event, Restarted) for event in new):
            forgotten.leave_no_copy(self.engine)
        setattr(tracker, _KNOWN, len(tracker.events))
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)

    def _new_events(self, connection: Any, tracker: DialogueStateTracker) -> list[Event]:
        known = getattr(tracker, _KNOWN, None)
        if known is not None:
            return list(tracker.events)[known:]
        # A tracker that another way than ours has made.
        since = connection.execute(_LAST_TIMESTAMP, {"sender": tracker.sender_id}).scalar() or 0.0
        return [event for event in tracker.events if event.timestamp > since]


def _engine(url: Any) -> Any:
    """Return an engine that keeps one connection open: the store is synchronous, so one is used."""
    # An error must not bring what a visitor said, nor their id, into the log.
    kwargs = {**create_engine_kwargs(url), "pool_size": 1, "hide_parameters": True}
    if url.get_backend_name() != "sqlite":
        # A database that was started again in between is connected to anew.
        return sa.create_engine(url, pool_pre_ping=True, **kwargs)
    # Rasa loads in one thread and answers in another.
    engine = sa.create_engine(
        url, poolclass=QueuePool, connect_args={"check_same_thread": False}, **kwargs
    )
    sa.event.listen(engine, "connect", _write_fast)
    return engine


def _from_a_listening_on(window: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the events from the beginning of a turn on: of the session, where that is in it."""
    starts = [i for i, e in enumerate(window) if e["event"] == SessionStarted.type_name]
    if starts:
        return window[starts[-1] :]
    listening = (i for i, e in enumerate(window) if e.get("name") == ACTION_LISTEN_NAME)
    return window[next(listening, 0) :]


def _as_events(state: Any, at: float) -> list[dict[str, Any]]:
    """Return the events that lead to ``state``; those of the window then lead to it again."""
    slots: dict[str, Any] = json.loads(state.slots)
    events = [
        {"event": "slot", "name": name, "value": value, "timestamp": at}
        for name, value in slots.items()
    ]
    loop = {"event": "active_loop", "name": state.active_loop, "timestamp": at}
    return [*events, loop] if state.active_loop else events


def _state(tracker: DialogueStateTracker) -> dict[str, Any]:
    values = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
    return {
        "slots": json.dumps(values),
        "active_loop": tracker.active_loop_name,
        "changed_at": time.time(),
    }


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _write_fast(connection: Any, _record: Any) -> None:
    # Waiting for the disk at each turn would double its cost.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    # What is deleted is overwritten, and not only no longer listed.
    connection.execute("PRAGMA secure_delete=ON")
