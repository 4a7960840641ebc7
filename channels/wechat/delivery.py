"""Bringing each answer to the visitor once, in order, within the time that WeChat waits.

WeChat drops a request after five seconds and sends the message again, twice at most. So the answer
is made in the background, and goes out in the first way that is free: as the reply to the message
or to its repeat; pushed, where the account may; else with the reply to the visitor's next message.
Whichever way an answer goes, it takes the earlier ones along that have not gone out.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from channels.state import LockTimeout, Store, StoreError
from channels.wechat.answering import Answering
from channels.wechat.answers import SILENCE, Answer, merge
from channels.wechat.bubbles import Bubbles
from channels.wechat.conversation import Conversation
from channels.wechat.errors import ApiError, UnsureError
from channels.wechat.lengths import MAX_BYTES, cut, size
from channels.wechat.links import MORE, tap
from channels.wechat.messages import Event, Incoming
from channels.wechat.push import Push
from channels.wechat.settings import WeChatSettings
from channels.wechat.visitors import Visitor
from channels.words import say

logger = logging.getLogger(__name__)

# A repeat that waits for the same answer goes before a push: a reply costs no quota.
_GRACE_SECONDS = 0.2
# A push takes a token, a call and perhaps both once more.
_PUSH_SECONDS = 30.0
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
        self._answering = Answering(conversation, store, Bubbles(settings.bubble_seconds))
        self._pushing: dict[tuple[str, str], asyncio.Task[None]] = {}

    def begin(self, message: Incoming) -> None:
        """Begin to answer ``message``, after the visitor's earlier ones."""
        self._answering.start(self._visitor(message), message)

    async def respond(self, message: Incoming, *, until: float) -> Answer:
        """Return what this request is answered, soon after ``until`` on the event loop's clock.

        That is the answer to ``message`` when it is ready and has not gone out in another way,
        with those held back before it in front. What is still to come is announced where it cannot
        be pushed.
        """
        visitor, arrived = self._visitor(message), time.time()
        task = self._answering.start(visitor, message)
        await self._open_window(message)
        await asyncio.wait({task}, timeout=_left(until))
        answer = task.result() if task.done() else None
        if answer is None:
            await self._hold(visitor, message, arrived, task)
        try:
            told = await self._tell(visitor, message, answer, until)
        except LockTimeout:
            # A push is on its way, and what comes after it must not arrive before it.
            await self._hold(visitor, message, arrived, task)
            answer, told = None, SILENCE
        if answer is None or (told == SILENCE and await self._owes(visitor, message)):
            told = merge([told, await self._patience(visitor)])
        return await self._fit(visitor, told)

    async def close(self) -> None:
        """Let what is under way come to its end, for a short while."""
        tasks = {*self._answering.running(), *self._pushing.values()}
        if tasks:
            await asyncio.wait(tasks, timeout=5)

    def _visitor(self, message: Incoming) -> Visitor:
        return Visitor(self._store, self._settings.app_id, message.visitor)

    async def _tell(
        self, visitor: Visitor, message: Incoming, answer: Answer | None, until: float
    ) -> Answer:
        """Return what the reply to ``message`` tells; to a repeat it tells the same again.

        Raises:
            LockTimeout: Another way tells something until then.
        """
        async with self._one_way(visitor, _left(until)):
            due = await self._due(visitor, message.id, answer)
            told = merge([await visitor.told(message.id), *due.values()])
            if due:
                await visitor.set_told(message.id, told)
            return told

    async def _due(self, visitor: Visitor, id_: str, answer: Answer | None) -> dict[str, Answer]:
        """Claim ``answer`` and the earlier ones that are ready, and return them in order, by id.

        None of them when ``answer`` has gone out before; a transfer goes alone.
        """
        if answer is not None and not await visitor.claim(id_):
            return {}
        own = {} if answer is None else {id_: answer}
        if answer is not None and answer.way == "transfer":
            return own
        due = {}
        for earlier in await visitor.held():
            if earlier == id_:
                break
            late = await visitor.answer(earlier)
            if late is not None and await visitor.claim(earlier):
                due[earlier] = replace(late, way="words")
        return due | own

    @asynccontextmanager
    async def _one_way(self, visitor: Visitor, wait: float) -> AsyncIterator[None]:
        """Keep all other ways to the visitor closed, so that nothing is overtaken."""
        name = f"wechat:{visitor.key}:way"
        async with self._store.lock(name, wait=wait):
            yield

    async def _owes(self, visitor: Visitor, message: Incoming) -> bool:
        """Say whether an earlier answer is still being made, and this message asked for it."""
        return not isinstance(message, Event) and await visitor.awaits(except_for=message.id)

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

    async def _hold(
        self,
        visitor: Visitor,
        message: Incoming,
        arrived: float,
        answering: asyncio.Task[Answer],
    ) -> None:
        """Keep the answer for another way, and push it when it is ready, where that is allowed."""
        await visitor.hold(message.id, arrived)
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
        await asyncio.sleep(_GRACE_SECONDS)
        try:
            async with self._one_way(visitor, _PUSH_SECONDS):
                is_last = await push.left(visitor.openid) == 1
                if is_last and await visitor.awaits(except_for=id_):
                    # What is still being made takes this answer along.
                    return
                due = await self._due(visitor, id_, answering.result())
                told = await self._fit(visitor, merge(due.values()))
                if told.text and not await self._is_sent(push, visitor, told.text):
                    await visitor.release(due)
        except StoreError as error:
            logger.error("wechat: not pushed: %s", error)

    async def _is_sent(self, push: Push, visitor: Visitor, text: str) -> bool:
        """Push ``text``; say whether it has arrived, or may have: it must not come twice."""
        try:
            await push.send(visitor.openid, text)
        except ApiError as error:
            logger.warning("wechat: not pushed (%s), held for the next message", error.code)
            return False
        except UnsureError as error:
            logger.warning("wechat: a push got no answer: %s", error)
        return True


def _left(until: float) -> float:
    return max(until - asyncio.get_running_loop().time(), 0)


def _more_link(language: str) -> str:
    words = say(language, "wechat.more")
    return tap(words, words, MORE)
