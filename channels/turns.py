"""Turns: one message of a visitor is one turn of Rasa's, however often the message arrives."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from typing import Any, Literal

from channels.apologies import Apologies
from channels.emergency import ANSWER_SECONDS as EMERGENCY_SECONDS
from channels.emergency import is_emergency
from channels.languages import Languages
from channels.metrics import Metrics
from channels.queue import WAIT_SECONDS, QueueTimeout
from channels.rasa import ANSWER_SECONDS, Message, Rasa, RasaError
from channels.state import LockTimeout, Store
from channels.understanding import without_note

logger = logging.getLogger(__name__)

KEPT_SECONDS = 24 * 3600
"""How long an answer is kept for repeats of its message."""
CLAIM_SECONDS = 600
TURN_SECONDS = WAIT_SECONDS + ANSWER_SECONDS
"""How long a turn may take once the one before it has ended."""
LOCK_SECONDS = TURN_SECONDS + 10
LOCK_WAIT_SECONDS = 120
POLL_SECONDS = 0.1

UNAVAILABLE = "unavailable"
"""The type of an answer's ``custom`` that says that the database does not answer."""

Status = Literal["done", "pending", "failed"]
_RUNNING = "running"
_NEXT = "next"
# Rasa answers it with nothing; its tracker store keeps nothing of what stood before it.
_RESTART = "/restart"


@dataclass(frozen=True)
class Outcome:
    """What became of a message: its answer, or the apology that is said in its place.

    ``pending``: the answer takes longer and can be fetched later. ``failed``: none will come.
    """

    status: Status
    messages: list[Message]


@dataclass(frozen=True)
class _Question:
    conversation: str
    id: str
    text: str
    channel: str
    metadata: dict[str, Any]

    @property
    def key(self) -> str:
        return _key(self.conversation, self.id)


class Turns:
    """Asks Rasa, each message once, the messages of a conversation one after the other.

    Within one process they run in their order of arrival; between processes a lock in the store
    keeps them apart. What Rasa was never reached with may be sent again under the same id; what
    it may have taken in is not repeated. How many run at
    the same time is for ``rasa`` to say.
    """

    def __init__(
        self,
        rasa: Rasa,
        store: Store,
        apologies: Apologies,
        metrics: Metrics | None = None,
    ) -> None:
        self._rasa = rasa
        self._store = store
        self._apologies = apologies
        self._metrics = metrics or Metrics()
        self._languages = Languages(store)
        self._running: dict[str, asyncio.Task[Outcome]] = {}
        self._last: dict[str, asyncio.Task[Outcome]] = {}

    async def turn(
        self,
        conversation: str,
        message_id: str,
        text: str,
        *,
        channel: str,
        metadata: dict[str, Any],
        deadline: float,
    ) -> Outcome:
        """Return the answer to a message, or ``pending`` after ``deadline`` seconds.

        ``text`` goes to Rasa as it is: what was typed must have been through `visitor_text.clean`.
        ``metadata`` may hold the page's ``language``, in which we apologise when nothing else
        shows one.

        Raises:
            StoreError: The store does not answer.
        """
        question = _Question(conversation, message_id, text, channel, metadata)
        task = self._running.get(question.key)
        if task is None:
            # No await up to here: the order of the calls is the order of the turns.
            task = asyncio.create_task(self._take(question, self._last.get(conversation)))
            self._running[question.key] = self._last[conversation] = task
            task.add_done_callback(lambda done: self._forget(question, done))
        if is_emergency(text):
            # Who needs help is told whom to call, and the whole answer when it is there.
            deadline = min(deadline, EMERGENCY_SECONDS)
        outcome = await _within(task, deadline)
        return outcome or await self._pending(question)

    async def result(
        self, conversation: str, message_id: str, *, wait: float = 0.0
    ) -> Outcome | None:
        """Return what became of a message, ``pending`` when nothing has for ``wait`` seconds.

        None when no such message is known.
        """
        until = time.monotonic() + wait
        key = _key(conversation, message_id)
        while True:
            kept = await self._store.get(key)
            if kept is None:
                return None
            if kept["status"] != _RUNNING:
                return Outcome(kept["status"], kept["messages"])
            left = until - time.monotonic()
            if left <= 0:
                language = await self._languages.of(conversation)
                return Outcome("pending", await self._apologies.late(language))
            await asyncio.sleep(min(POLL_SECONDS, left))

    async def forget(self, conversation: str, message_id: str) -> None:
        """Remove the kept answer of a message."""
        await self._store.delete(_key(conversation, message_id))

    async def restart(self, conversation: str, channel: str) -> None:
        """Let Rasa delete what it remembers of a conversation, after the turns that run in it.

        Raises:
            RasaError: It did not; what it remembers may still be there.
            StoreError: The store does not answer.
        """
        last = self._last.get(conversation)
        if last is not None:
            await asyncio.wait({last})
        lock = self._store.lock(
            f"conversation:{conversation}", ttl=LOCK_SECONDS, wait=LOCK_WAIT_SECONDS
        )
        async with lock:
            try:
                await self._rasa.ask(conversation, _RESTART, channel=channel, metadata={})
            except QueueTimeout:
                raise RasaError("no place in the line", reached=False) from None

    async def close(self, grace: float) -> None:
        """Let the turns that run end within ``grace`` seconds; cancel what is left."""
        running = set(self._running.values())
        if not running:
            return
        _, left = await asyncio.wait(running, timeout=grace)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _take(self, question: _Question, previous: asyncio.Task[Outcome] | None) -> Outcome:
        """Make the message ours and run it; or, when it is another's, wait for its outcome."""
        attempt = await self._claim(question)
        if attempt is None:
            outcome = await self.result(question.conversation, question.id, wait=CLAIM_SECONDS)
            return outcome or await self._failed(question)
        try:
            if previous is not None:
                await asyncio.wait({previous})
            return await self._run(question, attempt)
        except BaseException:
            # Nobody will write an outcome any more: a repeat may begin anew.
            await self._store.delete(question.key)
            raise

    async def _claim(self, question: _Question) -> int | None:
        """Return which attempt at the message is ours, None when it is somebody else's.

        There is a second one only where the first never reached Rasa.
        """
        claim = {"status": _RUNNING}
        if await self._store.add(question.key, claim, ttl=CLAIM_SECONDS):
            return 1
        attempt = (await self._store.get(question.key) or {}).get(_NEXT)
        if attempt is None:
            return None
        mark = f"attempt:{attempt}:{question.key}"
        if not await self._store.add(mark, True, ttl=CLAIM_SECONDS):
            return None
        await self._store.set(question.key, claim, ttl=CLAIM_SECONDS)
        return int(attempt)

    async def _run(self, question: _Question, attempt: int) -> Outcome:
        started = time.monotonic()
        outcome, reached = await self._ask(question)
        kept: dict[str, Any] = {"status": outcome.status, "messages": outcome.messages}
        if not reached:
            kept[_NEXT] = attempt + 1
        await self._store.set(question.key, kept, ttl=KEPT_SECONDS)
        self._metrics.turn(question.channel, outcome.status, time.monotonic() - started)
        return outcome

    async def _ask(self, question: _Question) -> tuple[Outcome, bool]:
        """Return the outcome, and whether Rasa may have taken the message in."""
        lock = self._store.lock(
            f"conversation:{question.conversation}", ttl=LOCK_SECONDS, wait=LOCK_WAIT_SECONDS
        )
        try:
            async with lock:
                replies = await self._rasa.ask(
                    question.conversation,
                    question.text,
                    channel=question.channel,
                    metadata=question.metadata,
                )
        except LockTimeout:
            logger.error("a turn waited too long for the one before it")
            return await self._failed(question), False
        except QueueTimeout:
            logger.error("a turn waited too long for its place in the line to Rasa")
            return await self._failed(question), False
        except RasaError as error:
            logger.error("Rasa gave no reply: %s", error)
            return await self._failed(question), error.reached
        if not any(_says_something(reply) for reply in replies):
            # Rasa leaves out an action that failed, as when the action server is down.
            logger.error("Rasa replied with nothing")
            return await self._failed(question), True
        replies, is_understood = without_note(replies)
        self._metrics.answer(is_understood)
        return Outcome("done", await self._with_whom_to_call(question, replies)), True

    async def _with_whom_to_call(
        self, question: _Question, replies: list[Message]
    ) -> list[Message]:
        """Return ``replies``; one that says that the database is away says whom to call as well."""
        if not any(_is_unavailable(reply) for reply in replies):
            return replies
        language = await self._language(question)
        numbers = await self._numbers(question, language)
        if numbers:
            return numbers
        # Rasa's channel sends a text and what is beside it as two messages.
        told = [
            {"text": reply["text"]} if _is_unavailable(reply) else reply
            for reply in replies
            if not _is_unavailable(reply) or reply.get("text")
        ]
        return [*told, *await self._apologies.whom_to_call(language)]

    async def _failed(self, question: _Question) -> Outcome:
        language = await self._language(question)
        numbers = await self._numbers(question, language)
        return Outcome("failed", numbers or await self._apologies.failed(language))

    async def _pending(self, question: _Question) -> Outcome:
        language = await self._language(question)
        numbers = await self._numbers(question, language)
        return Outcome("pending", numbers or await self._apologies.late(language))

    async def _numbers(self, question: _Question, language: str) -> list[Message]:
        """Return the numbers to call where ``question`` is a cry for help, else nothing."""
        if not is_emergency(question.text):
            return []
        return await self._apologies.emergency(language)

    async def _language(self, question: _Question) -> str:
        text = "" if question.text.startswith("/") else question.text
        page = question.metadata.get("language")
        return await self._languages.of(question.conversation, text, page)

    def _forget(self, question: _Question, done: asyncio.Task[Outcome]) -> None:
        self._running.pop(question.key, None)
        if self._last.get(question.conversation) is done:
            del self._last[question.conversation]
        # Every waiter may have gone at its deadline: then nobody else reads the exception.
        if not done.cancelled() and done.exception() is not None:
            logger.error("a turn broke off: %s", type(done.exception()).__name__)


async def _within(task: asyncio.Task[Outcome], seconds: float) -> Outcome | None:
    """Return the task's outcome, None when it is not there in time; the task goes on."""
    done, _ = await asyncio.wait({task}, timeout=seconds)
    return task.result() if done else None


def _says_something(message: Message) -> bool:
    text = message.get("text")
    has_text = isinstance(text, str) and bool(text.strip())
    return has_text or any(message.get(part) for part in ("custom", "image", "attachment"))


def _is_unavailable(message: Message) -> bool:
    custom = message.get("custom")
    return isinstance(custom, dict) and custom.get("type") == UNAVAILABLE


def _key(conversation: str, message_id: str) -> str:
    return f"turn:{conversation}:{message_id}"
