"""What every store does; the stores are the parameters of the fixture ``store``."""

from __future__ import annotations

import asyncio

import pytest

from channels.state import LockTimeout, Store, StoreError, open_store
from channels.state.memory import MemoryStore
from channels.state.redis import RedisStore, _Lease
from tests.channels.fakes import FakeClock


async def test_a_value_is_kept_and_removed(store: Store) -> None:
    assert await store.get("key") is None
    await store.set("key", {"a": [1, "二"]}, ttl=60)
    assert await store.get("key") == {"a": [1, "二"]}
    await store.set("key", "other", ttl=60)
    assert await store.get("key") == "other"
    await store.delete("key")
    await store.delete("key")
    assert await store.get("key") is None


async def test_what_is_returned_is_the_callers_own(store: Store) -> None:
    value = {"list": [1]}
    await store.set("key", value, ttl=60)
    value["list"].append(2)
    (await store.get("key"))["list"].append(3)  # type: ignore[index]
    assert await store.get("key") == {"list": [1]}


async def test_a_value_ends_after_its_time(store: Store) -> None:
    await store.set("key", 1, ttl=0.05)
    await asyncio.sleep(0.1)
    assert await store.get("key") is None
    assert await store.add("key", 2, ttl=60)


async def test_of_many_who_add_at_once_one_succeeds(store: Store) -> None:
    added = await asyncio.gather(*(store.add("key", n, ttl=60) for n in range(20)))
    assert added.count(True) == 1
    assert await store.get("key") == added.index(True)


async def test_a_counter_counts_everyone_and_ends_with_its_window(store: Store) -> None:
    counts = await asyncio.gather(*(store.increment("key", ttl=0.3) for _ in range(5)))
    assert sorted(counts) == [1, 2, 3, 4, 5]
    await asyncio.sleep(0.2)
    assert await store.increment("key", ttl=0.3) == 6
    await asyncio.sleep(0.2)
    assert await store.increment("key", ttl=0.3) == 1


async def test_a_list_is_taken_once_and_in_order(store: Store) -> None:
    assert [await store.push("key", n, ttl=60) for n in ("a", "b", "c")] == [1, 2, 3]
    taken = await asyncio.gather(*(store.pop_all("key") for _ in range(5)))
    assert sorted(taken, key=len)[-1] == ["a", "b", "c"]
    assert sum(map(len, taken)) == 3
    assert await store.pop_all("key") == []


async def test_a_lock_is_held_by_one_at_a_time(store: Store) -> None:
    inside, most = 0, 0

    async def enter() -> None:
        nonlocal inside, most
        async with store.lock("key", wait=10):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1

    await asyncio.gather(*(enter() for _ in range(5)))
    assert most == 1


async def test_who_waits_too_long_for_a_lock_hears_so(store: Store) -> None:
    async with store.lock("key", wait=1):
        with pytest.raises(LockTimeout):
            async with store.lock("key", wait=0.05):
                pytest.fail("the lock was held")
        async with store.lock("another", wait=0.05):
            pass
    async with store.lock("key", wait=0.05):
        pass


async def test_a_free_lock_is_had_without_waiting(store: Store) -> None:
    async with store.lock("key", wait=0):
        with pytest.raises(LockTimeout):
            async with store.lock("key", wait=0):
                pytest.fail("the lock was held")
    async with store.lock("key", wait=0):
        pass


async def test_a_lock_is_free_after_an_error(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        async with store.lock("key", wait=1):
            raise ZeroDivisionError
    async with store.lock("key", wait=0.05):
        pass


async def test_the_memory_has_bounds() -> None:
    store = MemoryStore(max_keys=10)
    for number in range(20):
        await store.set(f"key:{number}", number, ttl=60)
    kept = [n for n in range(20) if await store.get(f"key:{n}") is not None]
    assert kept == list(range(10, 20))


async def test_many_values_of_one_kind_push_out_none_of_another() -> None:
    store = MemoryStore(max_keys=10)
    await store.set("said:visitor", "hello", ttl=60)
    for number in range(20):
        await store.set(f"language:{number}", "en", ttl=60)
    assert await store.get("said:visitor") == "hello"


async def test_what_has_ended_leaves_the_memory() -> None:
    clock = FakeClock()
    store = MemoryStore(clock=clock)
    for number in range(900):
        await store.set(f"key:old {number}", number, ttl=1)
    clock.now += 2
    for number in range(200):
        await store.set(f"key:new {number}", number, ttl=60)
    assert sum(len(values) for values in store._kinds.values()) == 200


async def test_a_lock_nobody_wants_any_more_leaves_the_memory() -> None:
    store = MemoryStore()
    async with store.lock("key", wait=1):
        pass
    assert store._locks == {}


def test_without_an_address_the_store_is_in_memory() -> None:
    assert isinstance(open_store(""), MemoryStore)


async def test_a_lock_whose_holder_died_is_free_after_its_lease(redis_url: str) -> None:
    dead, store = RedisStore(redis_url, lease=0.1), open_store(redis_url)
    # Never left, and nobody renews it.
    assert await _Lease(dead, "visitor:lock:dead").take()
    assert await store.is_held("dead")
    async with store.lock("dead", wait=1):
        assert await store.is_held("dead")
    assert not await store.is_held("dead")
    await dead.close()
    await store.close()


async def test_a_lock_lasts_as_long_as_its_block(redis_url: str) -> None:
    store, other = RedisStore(redis_url, lease=0.2), open_store(redis_url)
    async with store.lock("long", wait=1):
        await asyncio.sleep(0.5)
        with pytest.raises(LockTimeout):
            async with other.lock("long", wait=0):
                pytest.fail("the lock was held")
        # Where Redis lost it, as in a restart, it is ours again.
        await store.clear()
        await asyncio.sleep(0.1)
        assert await other.is_held("long")
    assert not await other.is_held("long")
    await store.close()
    await other.close()


async def test_who_lost_a_lock_does_not_let_go_of_anothers(redis_url: str) -> None:
    store, other = RedisStore(redis_url, lease=9), open_store(redis_url)
    async with store.lock("lost", wait=1):
        await store.clear()
        second = other.lock("lost", wait=0)
        await second.__aenter__()
    assert await store.is_held("lost")
    await second.__aexit__(None, None, None)
    await store.close()
    await other.close()


async def test_two_processes_share_what_is_in_redis(redis_url: str) -> None:
    one, two = open_store(redis_url), open_store(redis_url)
    await one.set("shared", ["二"], ttl=60)
    assert await two.get("shared") == ["二"]
    assert await two.increment("count", ttl=60) + await one.increment("count", ttl=60) == 3
    await one.close()
    await two.close()


async def test_a_redis_that_does_not_answer_is_said_so() -> None:
    store = open_store("redis://127.0.0.1:1/0")
    for asked in (
        store.get("key"),
        store.set("key", 1, ttl=1),
        store.add("key", 1, ttl=1),
        store.delete("key"),
        store.increment("key", ttl=1),
        store.push("key", 1, ttl=1),
        store.pop_all("key"),
    ):
        with pytest.raises(StoreError):
            await asked
    with pytest.raises(StoreError):
        async with store.lock("key", wait=1):
            pytest.fail("there is no lock to be had")
    await store.close()
