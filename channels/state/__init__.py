"""What the public process remembers between requests: in memory, or shared through Redis."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol


class StoreError(Exception):
    """The store does not answer."""


class LockTimeout(StoreError):  # noqa: N818 - named like asyncio's and redis's own timeouts
    """Somebody else held the lock for longer than we may wait."""


LEASE_SECONDS = 6.0
"""How long a lock outlives a process that was killed while it held it."""


class Store(Protocol):
    """Values under keys, each for a time.

    Values are what JSON can hold; ``ttl`` and ``wait`` are in seconds. What is returned is the
    caller's own: changing it changes nothing in the store. Every method raises StoreError when
    the store does not answer.
    """

    async def get(self, key: str) -> Any | None:
        """Return the value, None when there is none."""

    async def set(self, key: str, value: Any, *, ttl: float) -> None:
        """Put ``value`` under ``key``, over what was there."""

    async def add(self, key: str, value: Any, *, ttl: float) -> bool:
        """Put ``value`` there only if nothing is; True when it was put."""

    async def delete(self, key: str) -> None:
        """Remove the value, if there is one."""

    async def increment(self, key: str, *, ttl: float) -> int:
        """Add one to a counter and return it; the first time it is one, and ``ttl`` begins."""

    async def push(self, key: str, value: Any, *, ttl: float) -> int:
        """Add ``value`` at the end of a list and return its length; ``ttl`` begins anew."""

    async def pop_all(self, key: str) -> list[Any]:
        """Return the list in its order and remove it, both at once; empty when there is none."""

    def lock(self, key: str, *, wait: float) -> AbstractAsyncContextManager[None]:
        """Hold the lock inside ``async with``, however long that takes.

        It is a lease that is renewed meanwhile, so that nobody waits for a process that is gone.

        Raises:
            LockTimeout: It was not free within ``wait``.
        """

    async def is_held(self, key: str) -> bool:
        """Say whether somebody holds the lock."""

    async def close(self) -> None:
        """Let go of connections."""


def open_store(redis_url: str) -> Store:
    """Return the store at ``redis_url``, or one in this process's memory when that is empty."""
    if redis_url:
        from channels.state.redis import RedisStore

        return RedisStore(redis_url)
    from channels.state.memory import MemoryStore

    return MemoryStore()
