"""Rasa's SQL tracker store with a bounded load: a turn costs the same, however long the talk.

Rasa loads a session's events at each turn, replays them, and sends them to the action server. Ours
loads the last ones, behind the slots and the form as they stand.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, Restarted, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from trackers.settings import kept_days, tracker_url

EVENTS = 100
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


class WindowedTrackerStore(SQLTrackerStore):
    """Keeps a conversation's last events, and loads the last ``events`` of these with its slots.

    A conversation without a message for TRACKER_DAYS is deleted, and what stands before a restart.
    """

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
        self._events, self._kept = events, max(events, kept)
        self._kept_seconds = kept_days() * _DAY_SECONDS
        self._pruned_at = 0.0
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                # A turn is written twice; waiting for the disk each time would double its cost.
                connection.execute(sa.text("PRAGMA journal_mode=WAL"))
            sa.event.listen(self.engine, "connect", _write_fast)
            self.engine.dispose()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation from its last events on; None for one that is not known."""
        with self.session_scope() as session:
            rows = self._rows(session, sender_id).limit(self._events).all()
            state = session.get(ConversationState, sender_id)
        window = _from_a_listening_on([json.loads(row.data) for row in reversed(rows)])
        if not window:
            return None
        is_whole = len(rows) < self._events or state is None
        before = [] if is_whole else _as_events(state, float(window[0]["timestamp"]))
        tracker = DialogueStateTracker.from_dict(sender_id, [*before, *window], self.domain.slots)
        setattr(tracker, _KNOWN, len(tracker.events))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that are new, and the slots and the loop as they stand."""
        with self.session_scope() as session:
            new = self._new_events(session, tracker)
            session.add_all(_row(tracker.sender_id, event) for event in new)
            session.merge(_state(tracker))
            self._forget_first(session, tracker.sender_id)
            if any(isinstance(event, Restarted) for event in new):
                self._forget_before_restart(session, tracker.sender_id)
            if time.time() - self._pruned_at > _PRUNED_SECONDS:
                self._forget_old(session)
            session.commit()
        setattr(tracker, _KNOWN, len(tracker.events))
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)

    def _rows(self, session: Session, sender_id: str) -> Any:
        """Return the query of a conversation's events, the newest first."""
        rows = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
        return rows.order_by(self.SQLEvent.id.desc())

    def _new_events(self, session: Session, tracker: DialogueStateTracker) -> list[Event]:
        known = getattr(tracker, _KNOWN, None)
        if known is not None:
            return list(tracker.events)[known:]
        # A tracker that another way than ours has made.
        last = self._rows(session, tracker.sender_id).first()
        since = last.timestamp if last is not None else 0.0
        return [event for event in tracker.events if event.timestamp > since]

    def _forget_first(self, session: Session, sender_id: str) -> None:
        session.flush()
        oldest = self._rows(session, sender_id).offset(self._kept - 1).first()
        if oldest is not None:
            self._forget_before(session, sender_id, oldest.id)

    def _forget_before_restart(self, session: Session, sender_id: str) -> None:
        rows = self._rows(session, sender_id)
        restart = rows.filter(self.SQLEvent.type_name == Restarted.type_name).first()
        self._forget_before(session, sender_id, restart.id)

    def _forget_before(self, session: Session, sender_id: str, event_id: int) -> None:
        events = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
        events.filter(self.SQLEvent.id < event_id).delete(synchronize_session=False)

    def _forget_old(self, session: Session) -> None:
        self._pruned_at = time.time()
        is_old = ConversationState.changed_at < self._pruned_at - self._kept_seconds
        senders = sa.select(ConversationState.sender_id).where(is_old)
        events = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id.in_(senders))
        events.delete(synchronize_session=False)
        session.query(ConversationState).filter(is_old).delete(synchronize_session=False)


def _from_a_listening_on(window: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the events from the beginning of a turn on: of the session, where that is in it."""
    starts = [i for i, e in enumerate(window) if e["event"] == SessionStarted.type_name]
    if starts:
        return window[starts[-1] :]
    listening = (i for i, e in enumerate(window) if e.get("name") == ACTION_LISTEN_NAME)
    return window[next(listening, 0) :]


def _as_events(state: ConversationState, at: float) -> list[dict[str, Any]]:
    """Return the events that lead to ``state``; those of the window then lead to it again."""
    slots: dict[str, Any] = json.loads(str(state.slots))
    events = [
        {"event": "slot", "name": name, "value": value, "timestamp": at}
        for name, value in slots.items()
    ]
    loop = {"event": "active_loop", "name": state.active_loop, "timestamp": at}
    return [*events, loop] if state.active_loop else events


def _state(tracker: DialogueStateTracker) -> ConversationState:
    values = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
    return ConversationState(
        sender_id=tracker.sender_id,
        slots=json.dumps(values),
        active_loop=tracker.active_loop_name,
        changed_at=time.time(),
    )


def _row(sender_id: str, event: Event) -> SQLTrackerStore.SQLEvent:
    data = event.as_dict()
    return SQLTrackerStore.SQLEvent(
        sender_id=sender_id,
        type_name=event.type_name,
        timestamp=data.get("timestamp"),
        intent_name=data.get("parse_data", {}).get("intent", {}).get("name"),
        action_name=data.get("name"),
        data=json.dumps(data),
    )


def _write_fast(connection: Any, _record: Iterable[Any]) -> None:
    connection.execute("PRAGMA synchronous=NORMAL")
