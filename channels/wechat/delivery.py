"""Bringing each answer to the visitor once, within the time that WeChat waits.

WeChat drops a request after five seconds and sends the message again, twice at most. So the answer
is made in the background, and goes out in the first way that is free: as the reply to the message
or to its repeat; pushed, where the account may; else with the reply to the visitor's next message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from weakref import WeakValueDictionary

from channels.state import Store
from channels.wechat.answers import SILENCE, Answer, merge
from channels.wechat.conversation import TURN_SECONDS, Conversation
from channels.wechat.errors import ApiError, UnsureError
from channels.wechat.lengths import MAX_BYTES, cut, size
from channels.wechat.links import MORE, tap
from channels.wechat.messages import Event, Incoming
from channels.wechat.push import Push
from channels.wechat.settings import WeChatSettings
from channels.wechat.visitors import Visitor
from channels.words import say

logger = logging.getLogger(__name__)

# What the way back takes at most, within the deadline.
_MARGIN_SECONDS = 0.2
# A repeat that waits for the same answer goes before a push: a reply costs no quota.
_GRACE_SECONDS = 0.2
_OPENING_EVENTS = frozenset({"SUBSCRIBE", "SCAN", "CLICK"})


class Delivery:
    """Answers the callbacks of one account. ``push`` is None for one that may not push."""

    def __init__(
        self, conversation: Conversation, settings: WeChatSettings, store: Store, push: Push | None
    ) -> None:
        self._conversation = conversation
        self._settings = settings
        self._store = store
        self._push = push
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._answering: dict[tuple[str, str], asyncio.Task[Answer]] = {}
        self._pushing: dict[tuple[str, str], asyncio.Task[None]] = {}

    def begin(self, message: Incoming) -> None:
        """Begin to answer ``message``, after the visitor's earlier ones."""
        self._start(self._visitor(message), message)

    async def respond(self, message: Incoming, *, until: float) -> Answer:
        """Return what this request is answered, by ``until`` on the event loop's clock.

        That is the answer to ``message`` when it is ready and has not gone out in another way,
        with those held back before it in front; else silence, or a request for patience where the
        answer cannot be pushed.
        """
        visitor = self._visitor(message)
        task = self._start(visitor, message)
        await self._open_window(message)
        left = until - _MARGIN_SECONDS - asyncio.get_running_loop().time()
        done, _ = await asyncio.wait({task}, timeout=max(left, 0))
        way = f"with {message.id}"
        answer = task.result() if done else None
        if answer is None:
            await visitor.hold(message.id)
            self._push_later(visitor, message, task)
        elif not await visitor.claim(message.id, way):
            answer = SILENCE
        elif answer.way == "transfer":
            return answer
        parts = [*await self._late(visitor, message, way), *([answer] if answer else [])]
        told = merge(parts)
        if told == SILENCE and (answer is None or await self._owes(visitor, message)):
            return await self._patience(visitor)
        return await self._fit(visitor, told)

    async def close(self) -> None:
        """Let what is under way come to its end, for a short while."""
        tasks = [*self._answering.values(), *self._pushing.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=5)

    def _visitor(self, message: Incoming) -> Visitor:
        return Visitor(self._store, self._settings.app_id, message.visitor)

    def _start(self, visitor: Visitor, message: Incoming) -> asyncio.Task[Answer]:
        """Return the task that makes the answer, which its repeats share."""
        key = (visitor.key, message.id)
        task = self._answering.get(key)
        if task is None:
            task = asyncio.create_task(self._answer(visitor, message))
            self._answering[key] = task
            task.add_done_callback(lambda done: self._answered(key, done))
        return task

    def _answered(self, key: tuple[str, str], task: asyncio.Task[Answer]) -> None:
        self._answering.pop(key, None)
        # Every request that waited may be over: then nobody else reads the exception.
        if not task.cancelled() and task.exception() is not None:
            logger.error("wechat: an answer broke off: %s", type(task.exception()).__name__)

    async def _answer(self, visitor: Visitor, message: Incoming) -> Answer:
        async with self._in_order(visitor):
            kept = await visitor.answer(message.id)
            if kept is None:
                kept = await self._conversation.answer(visitor, message)
                await visitor.set_answer(message.id, kept)
            return kept

    @asynccontextmanager
    async def _in_order(self, visitor: Visitor) -> AsyncIterator[None]:
        """Let the visitor's messages through one by one: in this process as they came."""
        lock = self._locks.setdefault(visitor.key, asyncio.Lock())
        name = f"wechat:{visitor.key}:lock"
        ttl = TURN_SECONDS + 30
        async with lock, self._store.lock(name, ttl=ttl, wait=ttl):
            yield

    async def _late(self, visitor: Visitor, message: Incoming, way: str) -> list[Answer]:
        """Return the answers to earlier messages that are ready and have not gone out."""
        late = []
        for id_ in await visitor.held():
            if id_ == message.id:
                break
            answer = await visitor.answer(id_)
            if answer is not None and await visitor.claim(id_, way):
                late.append(replace(answer, way="words"))
        return late

    async def _owes(self, visitor: Visitor, message: Incoming) -> bool:
        """Say whether an earlier answer is still being made, and this message asked for it."""
        if isinstance(message, Event):
            return False
        held = [id_ for id_ in await visitor.held() if id_ != message.id]
        return any([await visitor.answer(id_) is None for id_ in held])

    async def _patience(self, visitor: Visitor) -> Answer:
        if self._push is not None and await self._push.is_open(visitor.openid):
            return SILENCE
        language = await self._conversation.language(visitor)
        return Answer(say(language, "wechat.wait", more=_more_link(language)))

    async def _fit(self, visitor: Visitor, answer: Answer) -> Answer:
        """Return as much of ``answer`` as one bubble holds; the rest is kept."""
        if size(answer.text) <= MAX_BYTES:
            return answer
        language = await self._conversation.language(visitor)
        hint = "\n" + say(language, "wechat.rest", more=_more_link(language))
        first, rest = cut(answer.text, MAX_BYTES - size(hint))
        await visitor.set_rest(rest)
        return Answer(first + hint)

    async def _open_window(self, message: Incoming) -> None:
        if self._push is None:
            return
        if not isinstance(message, Event):
            await self._push.open_window(message.visitor, "message", message.id)
        elif message.name in _OPENING_EVENTS:
            await self._push.open_window(message.visitor, "event", message.id)

    def _push_later(
        self, visitor: Visitor, message: Incoming, answering: asyncio.Task[Answer]
    ) -> None:
        key = (visitor.key, message.id)
        if self._push is None or key in self._pushing:
            return
        task = asyncio.create_task(self._push_answer(self._push, visitor, message.id, answering))
        self._pushing[key] = task
        task.add_done_callback(lambda _: self._pushing.pop(key, None))

    async def _push_answer(
        self, push: Push, visitor: Visitor, id_: str, answering: asyncio.Task[Answer]
    ) -> None:
        await asyncio.wait({answering})
        if answering.cancelled() or answering.exception() is not None:
            return
        answer = answering.result()
        await asyncio.sleep(_GRACE_SECONDS)
        if not answer.text or not await visitor.claim(id_, "push"):
            return
        try:
            await push.send(visitor.openid, (await self._fit(visitor, answer)).text)
        except ApiError as error:
            await visitor.release(id_)
            logger.warning("wechat: not pushed (%s), held for the next message", error.code)
        except UnsureError as error:
            # Sent again it might reach the visitor twice.
            logger.warning("wechat: a push got no answer: %s", error)


def _more_link(language: str) -> str:
    words = say(language, "wechat.more")
    return tap(words, words, MORE)
