"""Making the answers: in the background, once for each message, in the order of the messages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from channels.state import Store
from channels.turns import TURN_SECONDS
from channels.wechat.answers import SILENCE, Answer
from channels.wechat.bubbles import Bubbles, Group
from channels.wechat.conversation import Conversation
from channels.wechat.messages import Incoming, Text
from channels.wechat.visitors import Visitor

logger = logging.getLogger(__name__)

_LOCK_SECONDS = TURN_SECONDS + 30


class Answering:
    """The answers that are being made in this process."""

    def __init__(self, conversation: Conversation, store: Store, bubbles: Bubbles) -> None:
        self._conversation = conversation
        self._store = store
        self._bubbles = bubbles
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._tasks: dict[tuple[str, str], asyncio.Task[Answer]] = {}

    def start(self, visitor: Visitor, message: Incoming) -> asyncio.Task[Answer]:
        """Return the task that makes the answer, which its repeats share."""
        key = (visitor.key, message.id)
        task = self._tasks.get(key)
        if task is None:
            # No await up to here: the order of the calls is the order of the answers.
            before = self._bubbles.latest(visitor.key)
            group = self._bubbles.arrive(visitor.key, message)
            ended = before if group is None else None
            earlier = self._tasks.get((visitor.key, ended.id)) if ended else None
            task = asyncio.create_task(self._answer(visitor, message, group, earlier))
            self._tasks[key] = task
            task.add_done_callback(lambda done: self._forget(key, done))
        return task

    def running(self) -> set[asyncio.Task[Answer]]:
        """Return the tasks that have not ended."""
        return set(self._tasks.values())

    def _forget(self, key: tuple[str, str], task: asyncio.Task[Answer]) -> None:
        self._tasks.pop(key, None)
        # Every request that waited may be over: then nobody else reads the exception.
        if not task.cancelled() and task.exception() is not None:
            logger.error("wechat: an answer broke off: %s", type(task.exception()).__name__)

    async def _answer(
        self,
        visitor: Visitor,
        message: Incoming,
        group: Group | None,
        earlier: asyncio.Task[Answer] | None,
    ) -> Answer:
        """Make the answer: silence for a bubble that a later one takes along.

        ``earlier`` makes the answer to the bubbles that this message ended.
        """
        whole: Incoming | None = message
        if earlier is not None:
            await asyncio.wait({earlier})
        if group is not None and isinstance(message, Text):
            whole = await self._bubbles.joined(visitor.key, message, group)
        async with self._in_order(visitor):
            kept = await visitor.answer(message.id)
            if kept is None:
                kept = await self._conversation.answer(visitor, whole) if whole else SILENCE
                await visitor.set_answer(message.id, kept)
            return kept

    @asynccontextmanager
    async def _in_order(self, visitor: Visitor) -> AsyncIterator[None]:
        """Let the visitor's messages through one by one: in this process as they came."""
        lock = self._locks.setdefault(visitor.key, asyncio.Lock())
        name = f"wechat:{visitor.key}:lock"
        async with lock, self._store.lock(name, wait=_LOCK_SECONDS):
            yield
