"""Who works on a message, and what became of it, so that every process knows it."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

from channels.rasa import Message
from channels.state import LEASE_SECONDS, LockTimeout, Store, StoreError

KEPT_SECONDS = 24 * 3600
"""How long an answer is kept for repeats of its message."""
KEEP_SECONDS = 15
"""How long an answer that is there is tried to be kept, where the store does not take it."""
RENEWED_SECONDS = LEASE_SECONDS / 3
"""When the lease of a process that lives is there again, whatever became of it in the store."""
_POLL_SECONDS = 0.1

Status = Literal["done", "pending", "failed"]
_RUNNING = "running"
_ASKED = "asked"
_AGAIN = "again"


@dataclass(frozen=True)
class Outcome:
    """What became of a message: its answer, or the apology that is said in its place.

    ``pending``: the answer takes longer and can be fetched later. ``failed``: none will come.
    """

    status: Status
    messages: list[Message]


class TakenError(Exception):
    """Somebody else works on the message."""


@dataclass(frozen=True)
class LeftBehind:
    """A message whose process is gone; ``was_asked`` where Rasa may have taken it in."""

    was_asked: bool


@dataclass(frozen=True)
class Claim:
    """A message that is ours to ask Rasa, as ``mark`` in the store says."""

    key: str
    mark: dict[str, Any]


class Claims:
    """The claims of all processes on one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # What this process works on, whatever the store says of its lease.
        self._ours: set[str] = set()

    @asynccontextmanager
    async def claim(self, key: str) -> AsyncIterator[Claim | Outcome | LeftBehind]:
        """Hold the message; gives its outcome instead where it has one that stays.

        ``LeftBehind`` where whoever worked on it is gone and had asked Rasa.

        Raises:
            TakenError: Somebody else holds it.
        """
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(self._store.lock(_lock(key), wait=0))
            except LockTimeout:
                raise TakenError from None
            mark: dict[str, Any] = {"status": _RUNNING, "by": secrets.token_hex(8)}
            if not await self._store.add(key, mark, ttl=KEPT_SECONDS):
                kept = await self._store.get(key) or mark
                if kept.get(_ASKED):
                    yield LeftBehind(was_asked=True)
                    return
                if kept["status"] != _RUNNING and not kept.get(_AGAIN):
                    yield Outcome(kept["status"], kept["messages"])
                    return
                await self._store.set(key, mark, ttl=KEPT_SECONDS)
            self._ours.add(key)
            stack.callback(self._ours.discard, key)
            yield Claim(key, mark)

    async def is_asking(self, claim: Claim) -> bool:
        """Note that Rasa is asked from now on; False where another took the message over.

        From here on nobody asks again, whatever becomes of us.
        """
        if await self._store.get(claim.key) != claim.mark:
            return False
        await self._store.set(claim.key, {**claim.mark, _ASKED: True}, ttl=KEPT_SECONDS)
        return True

    async def keep(self, key: str, outcome: Outcome, *, was_asked: bool) -> None:
        """Keep what became of a message, as soon as the store takes it.

        One that Rasa was not asked may be claimed again.

        Raises:
            StoreError: It did not take it for a while.
        """
        kept: dict[str, Any] = {"status": outcome.status, "messages": outcome.messages}
        if not was_asked:
            kept[_AGAIN] = True
        until = time.monotonic() + KEEP_SECONDS
        while True:
            try:
                await self._store.set(key, kept, ttl=KEPT_SECONDS)
                return
            except StoreError:
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(_POLL_SECONDS)

    async def find(self, key: str, *, wait: float) -> Outcome | LeftBehind | None:
        """Return what became of a message, ``pending`` without words after ``wait`` seconds.

        None when no such message is known.
        """
        until = time.monotonic() + wait
        while True:
            kept = await self._store.get(key)
            if kept is None:
                return None
            if kept["status"] != _RUNNING:
                return Outcome(kept["status"], kept["messages"])
            if not await self._is_worked_on(key):
                await asyncio.sleep(RENEWED_SECONDS)
                if await self._store.get(key) == kept and not await self._is_worked_on(key):
                    return LeftBehind(was_asked=_ASKED in kept)
                continue
            left = until - time.monotonic()
            if left <= 0:
                return Outcome("pending", [])
            await asyncio.sleep(min(_POLL_SECONDS, left))

    async def forget(self, key: str) -> None:
        """Remove what became of a message."""
        await self._store.delete(key)

    async def _is_worked_on(self, key: str) -> bool:
        return key in self._ours or await self._store.is_held(_lock(key))


def _lock(key: str) -> str:
    return f"claim:{key}"
