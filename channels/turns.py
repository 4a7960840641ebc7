"""Turns: one message of a visitor is one turn of Rasa's, however often the message arrives."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from channels.apologies import Apologies
from channels.claims import Claim, Claims, LeftBehind, Outcome, TakenError
from channels.emergency import ANSWER_SECONDS as EMERGENCY_SECONDS
from channels.emergency import is_emergency
from channels.languages import Languages
from channels.metrics import Metrics
from channels.queue import WAIT_SECONDS, QueueTimeout
from channels.rasa import ANSWER_SECONDS, Message, Rasa, RasaError
from channels.state import LockTimeout, Store
from channels.understanding import without_note

logger = logging.getLogger(__name__)

TURN_SECONDS = WAIT_SECONDS + ANSWER_SECONDS
"""How long a turn may take once the one before it has ended."""
LOCK_WAIT_SECONDS = 120
CLAIM_SECONDS = LOCK_WAIT_SECONDS + TURN_SECONDS
"""How long a repeat waits for whoever works on its message."""
UNAVAILABLE = "unavailable"
"""The type of an answer's ``custom`` that says that the database does not answer."""

# Rasa answers it with nothing; its tracker store keeps nothing of what stood before it.
_RESTART = "/restart"


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
    it may have taken in is not repeated. Of a process that is gone the locks end by themselves:
    its messages are apologised for, or taken over where Rasa was not asked yet. How many run at
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
        self._claims = Claims(store)
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
        key = _key(conversation, message_id)
        found = await self._claims.find(key, wait=wait)
        if found is None:
            return None
        if isinstance(found, LeftBehind):
            language = await self._languages.of(conversation)
            return await self._left_behind(key, found, await self._apologies.failed(language))
        if found.status == "pending":
            language = await self._languages.of(conversation)
            return Outcome("pending", await self._apologies.late(language))
        return found

    async def forget(self, conversation: str, message_id: str) -> None:
        """Remove the kept answer of a message."""
        await self._claims.forget(_key(conversation, message_id))

    async def restart(self, conversation: str, channel: str) -> None:
        """Let Rasa delete what it remembers of a conversation, after the turns that run in it.

        Raises:
            RasaError: It did not; what it remembers may still be there.
            StoreError: The store does not answer.
        """
        last = self._last.get(conversation)
        if last is not None:
            await asyncio.wait({last})
        async with self._alone_in(conversation):
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
        try:
            async with self._claims.claim(question.key) as claim:
                if isinstance(claim, Outcome):
                    return claim
                if isinstance(claim, LeftBehind):
                    failed = await self._failed(question)
                    return await self._left_behind(question.key, claim, failed.messages)
                outcome = await self._run(question, claim, previous)
        except TakenError:
            outcome = None
        return outcome or await self._of_another(question)

    async def _of_another(self, question: _Question) -> Outcome:
        outcome = await self.result(question.conversation, question.id, wait=CLAIM_SECONDS)
        return outcome or await self._failed(question)

    async def _run(
        self, question: _Question, claim: Claim, previous: asyncio.Task[Outcome] | None
    ) -> Outcome | None:
        """Return the outcome; None where we stood still and another took the message over."""
        started = time.monotonic()
        if previous is not None:
            await asyncio.wait({previous})
        try:
            async with self._alone_in(question.conversation):
                if not await self._claims.is_asking(claim):
                    return None
                outcome, was_asked = await self._ask(question)
        except LockTimeout:
            logger.error("a turn waited too long for the one before it")
            outcome, was_asked = await self._failed(question), False
        await self._claims.keep(question.key, outcome, was_asked=was_asked)
        self._metrics.turn(question.channel, outcome.status, time.monotonic() - started)
        return outcome

    async def _ask(self, question: _Question) -> tuple[Outcome, bool]:
        """Return the outcome, and whether Rasa may have taken the message in."""
        try:
            replies = await self._rasa.ask(
                question.conversation,
                question.text,
                channel=question.channel,
                metadata=question.metadata,
            )
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

    async def _left_behind(self, key: str, left: LeftBehind, apology: list[Message]) -> Outcome:
        logger.error("a turn was left behind by a process that is gone")
        outcome = Outcome("failed", apology)
        await self._claims.keep(key, outcome, was_asked=left.was_asked)
        return outcome

    def _alone_in(self, conversation: str) -> AbstractAsyncContextManager[None]:
        return self._store.lock(f"conversation:{conversation}", wait=LOCK_WAIT_SECONDS)

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
