"""The state that several processes share, in Redis."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import secrets
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, cast

from redis import asyncio as aioredis
from redis.exceptions import RedisError

from channels.state import LEASE_SECONDS, LockTimeout, StoreError

_PREFIX = "visitor:"
_TIMEOUT_SECONDS = 2.0
_POLL_SECONDS = 0.02
_MOST_POLL_SECONDS = 0.1

# Each script is one step for Redis, so that a key never stays without its end.
_INCREMENT = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return count
"""
_PUSH = """
local length = redis.call('RPUSH', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return length
"""
_POP_ALL = """
local values = redis.call('LRANGE', KEYS[1], 0, -1)
redis.call('DEL', KEYS[1])
return values
"""
# One that ended while Redis was away is taken again, unless another has it.
_RENEW = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
_UNLOCK = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""


class RedisStore:
    """A :class:`~channels.state.Store` in the Redis at ``url``.

    Every method raises :class:`~channels.state.StoreError` when Redis does not answer.
    """

    def __init__(self, url: str, *, lease: float = LEASE_SECONDS) -> None:
        self._lease = lease
        self._redis = aioredis.from_url(
            url,
            socket_timeout=_TIMEOUT_SECONDS,
            socket_connect_timeout=_TIMEOUT_SECONDS,
            decode_responses=True,
        )
        self._increment = self._redis.register_script(_INCREMENT)
        self._push = self._redis.register_script(_PUSH)
        self._pop_all = self._redis.register_script(_POP_ALL)
        self._renew = self._redis.register_script(_RENEW)
        self._unlock = self._redis.register_script(_UNLOCK)

    async def get(self, key: str) -> Any | None:
        """Return the value of ``key``, None when there is none or its time is over."""
        with _spoken():
            kept = await self._redis.get(_PREFIX + key)
        return None if kept is None else json.loads(kept)

    async def set(self, key: str, value: Any, *, ttl: float) -> None:
        """Keep ``value`` for ``ttl`` seconds."""
        with _spoken():
            await self._redis.set(_PREFIX + key, json.dumps(value), px=_milliseconds(ttl))

    async def add(self, key: str, value: Any, *, ttl: float) -> bool:
        """Keep ``value`` for ``ttl`` seconds unless ``key`` has one; say whether it had none."""
        with _spoken():
            given = await self._redis.set(
                _PREFIX + key, json.dumps(value), px=_milliseconds(ttl), nx=True
            )
        return bool(given)

    async def delete(self, key: str) -> None:
        """Forget ``key``, value or list, if it is there."""
        with _spoken():
            await self._redis.delete(_PREFIX + key)

    async def increment(self, key: str, *, ttl: float) -> int:
        """Return the count of calls within ``ttl`` seconds of the first, this one included."""
        with _spoken():
            return int(await self._run(self._increment, key, _milliseconds(ttl)))

    async def push(self, key: str, value: Any, *, ttl: float) -> int:
        """Append ``value`` to the list of ``key``, kept for ``ttl`` seconds; return its length."""
        with _spoken():
            return int(await self._run(self._push, key, json.dumps(value), _milliseconds(ttl)))

    async def pop_all(self, key: str) -> list[Any]:
        """Return the list of ``key`` in order and empty it, in one step."""
        with _spoken():
            return [json.loads(value) for value in await self._run(self._pop_all, key)]

    @asynccontextmanager
    async def lock(self, key: str, *, wait: float) -> AsyncIterator[None]:
        """Hold the lock ``key``, and renew its lease until the end of the block.

        Raises:
            LockTimeout: It was not free within ``wait`` seconds.
        """
        lease = _Lease(self, _lock_name(key))
        end = asyncio.get_running_loop().time() + wait
        pause = _POLL_SECONDS
        while not await lease.take():
            if asyncio.get_running_loop().time() >= end:
                raise LockTimeout(key)
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, _MOST_POLL_SECONDS)
        renewing = asyncio.create_task(lease.keep())
        try:
            yield
        finally:
            lease.ended.set()
            # Not broken off: it would come back when the lock is free, and take it again.
            await asyncio.wait({renewing})
            # What cannot be told now ends by itself; what was done under the lock is done.
            with contextlib.suppress(StoreError):
                await lease.release()

    async def is_held(self, key: str) -> bool:
        """Say whether somebody holds the lock ``key``."""
        with _spoken():
            return bool(await self._redis.exists(_lock_name(key)))

    async def clear(self) -> None:
        """Forget everything that is in this database."""
        with _spoken():
            await self._redis.flushdb()

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.close()
        await self._redis.connection_pool.disconnect()

    async def _run(self, script: Any, key: str, *args: str | int) -> Any:
        return await script(keys=[_PREFIX + key], args=list(args))


class _Lease:
    """One lock for as long as it is renewed."""

    def __init__(self, store: RedisStore, name: str) -> None:
        self._store = store
        self._name = name
        self._holder = secrets.token_hex(16)
        self.ended = asyncio.Event()

    async def take(self) -> bool:
        """Take the lock; say whether it was free."""
        with _spoken():
            px = _milliseconds(self._store._lease)
            return bool(await self._store._redis.set(self._name, self._holder, px=px, nx=True))

    async def keep(self) -> None:
        """Renew the lease until ``ended`` is set."""
        while True:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.ended.wait(), self._store._lease / 4)
                return
            with contextlib.suppress(StoreError), _spoken():
                args = [self._holder, _milliseconds(self._store._lease)]
                await cast(Awaitable[Any], self._store._renew(keys=[self._name], args=args))

    async def release(self) -> None:
        """Let the lock go, unless another has it."""
        with _spoken():
            await cast(Awaitable[Any], self._store._unlock(keys=[self._name], args=[self._holder]))


def _lock_name(key: str) -> str:
    return f"{_PREFIX}lock:{key}"


@contextmanager
def _spoken() -> Iterator[None]:
    """Turn what the library raises into the store's own error."""
    try:
        yield
    except (RedisError, OSError, asyncio.TimeoutError) as error:
        raise StoreError(f"Redis: {type(error).__name__}") from error


def _milliseconds(ttl: float) -> int:
    return max(math.ceil(ttl * 1000), 1)
