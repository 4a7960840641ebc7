"""A store in this process's memory, for an assistant with one public process."""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from channels.state import LockTimeout

MAX_KEYS = 100_000
"""How many values of one kind are kept."""
_SWEEP_EVERY = 1_000


class MemoryStore:
    """Keeps at most ``max_keys`` values of a kind; beyond that the one written longest ago goes.

    A kind is what stands before the first colon of a key. So many of one kind, as of sessions that
    somebody starts by the thousand, push out nothing of another.

    Locks are given in the order in which they were asked for. Every operation is done before
    another task runs, so none needs a lock of its own.
    """

    def __init__(
        self, *, max_keys: int = MAX_KEYS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._kinds: dict[str, OrderedDict[str, tuple[float, str]]] = {}
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}
        self._max_keys = max_keys
        self._clock = clock
        self._writes = 0

    async def get(self, key: str) -> Any | None:
        """Return the value, None when there is none."""
        return self._get(key)

    async def set(self, key: str, value: Any, *, ttl: float) -> None:
        """Put ``value`` under ``key``."""
        self._set(key, value, self._clock() + ttl)

    async def add(self, key: str, value: Any, *, ttl: float) -> bool:
        """Put ``value`` there only if nothing is."""
        if self._living(key) is not None:
            return False
        self._set(key, value, self._clock() + ttl)
        return True

    async def delete(self, key: str) -> None:
        """Remove the value."""
        self._of_kind(key).pop(key, None)

    async def increment(self, key: str, *, ttl: float) -> int:
        """Add one to a counter and return it."""
        living = self._living(key)
        until, count = (living[0], json.loads(living[1])) if living else (self._clock() + ttl, 0)
        self._set(key, count + 1, until)
        return int(count + 1)

    async def push(self, key: str, value: Any, *, ttl: float) -> int:
        """Add ``value`` at the end of a list and return its length."""
        values = [*(self._get(key) or []), value]
        self._set(key, values, self._clock() + ttl)
        return len(values)

    async def pop_all(self, key: str) -> list[Any]:
        """Return the list and remove it."""
        values: list[Any] = self._get(key) or []
        self._of_kind(key).pop(key, None)
        return values

    @asynccontextmanager
    async def lock(self, key: str, *, wait: float) -> AsyncIterator[None]:
        """Hold the lock, which cannot outlive this process."""
        held, users = self._locks.get(key) or (asyncio.Lock(), 0)
        self._locks[key] = (held, users + 1)
        try:
            try:
                # `wait_for` would not even try where there is no time to wait.
                await (asyncio.wait_for(held.acquire(), wait) if users else held.acquire())
            except asyncio.TimeoutError:
                raise LockTimeout(key) from None
            try:
                yield
            finally:
                held.release()
        finally:
            held, users = self._locks.pop(key)
            if users > 1:
                self._locks[key] = (held, users - 1)

    async def is_held(self, key: str) -> bool:
        """Say whether somebody holds the lock."""
        return key in self._locks

    async def close(self) -> None:
        """Do nothing: there is no connection."""

    def _living(self, key: str) -> tuple[float, str] | None:
        values = self._of_kind(key)
        found = values.get(key)
        if found is not None and found[0] <= self._clock():
            del values[key]
            return None
        return found

    def _get(self, key: str) -> Any | None:
        living = self._living(key)
        return None if living is None else json.loads(living[1])

    def _set(self, key: str, value: Any, until: float) -> None:
        # As JSON, so that it behaves as it will behind Redis, and nobody else can change it.
        values = self._of_kind(key)
        values[key] = (until, json.dumps(value))
        values.move_to_end(key)
        self._writes += 1
        if self._writes % _SWEEP_EVERY == 0:
            self._sweep()
        while len(values) > self._max_keys:
            values.popitem(last=False)

    def _of_kind(self, key: str) -> OrderedDict[str, tuple[float, str]]:
        return self._kinds.setdefault(key.partition(":")[0], OrderedDict())

    def _sweep(self) -> None:
        now = self._clock()
        for values in self._kinds.values():
            for old in [key for key, (end, _) in values.items() if end <= now]:
                del values[old]
