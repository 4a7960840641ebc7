"""Tokens, quotas and refusals of WeChat's interface."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from channels.state.memory import MemoryStore
from channels.wechat.api import Api
from channels.wechat.errors import ApiError, UnsureError
from channels.wechat.push import Push
from channels.wechat.settings import WeChatSettings
from channels.wechat.simulator.interface import Interface
from channels.wechat.tokens import FORCED_A_DAY, AccessTokens
from tests.channels.conftest import client_of
from tests.channels.fakes import FakeClock
from tests.channels.wechat.other_side import APP_ID, SECRET, TOKEN

SETTINGS = WeChatSettings(token=TOKEN, app_id=APP_ID, app_secret=SECRET)


class Desk:
    """Everything that pushes, with WeChat's interface behind it."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.store = MemoryStore(clock=self.clock)
        self.interface = Interface(lambda *_: None)
        self.http = client_of(self.interface.app())
        self.tokens = AccessTokens(SETTINGS, self.store, self.http, self.clock)
        self.push = Push(Api(self.http, self.tokens), self.store, self.clock)

    async def sent(self, text: str = "hello") -> bool:
        try:
            await self.push.send("visitor", text)
        except ApiError:
            return False
        return True


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    desk = Desk()
    yield desk
    await desk.http.aclose()


async def test_five_pushes_follow_a_message_within_two_days(desk: Desk) -> None:
    await desk.push.open_window("visitor", "message", "1")
    assert [await desk.sent() for _ in range(6)] == [True] * 5 + [False]
    await desk.push.open_window("visitor", "message", "2")
    assert await desk.sent()
    desk.clock.now += 48 * 3600
    assert not await desk.push.is_open("visitor")
    assert not await desk.sent()


async def test_three_pushes_follow_a_menu_click_within_a_minute(desk: Desk) -> None:
    await desk.push.open_window("visitor", "event", "1")
    assert [await desk.sent() for _ in range(4)] == [True] * 3 + [False]
    await desk.push.open_window("visitor", "event", "2")
    desk.clock.now += 61
    assert not await desk.sent()


async def test_a_repeat_opens_no_second_window(desk: Desk) -> None:
    await desk.push.open_window("visitor", "message", "1")
    assert [await desk.sent() for _ in range(5)] == [True] * 5
    await desk.push.open_window("visitor", "message", "1")
    assert not await desk.sent()


async def test_nothing_is_pushed_to_who_did_not_write(desk: Desk) -> None:
    assert not await desk.sent()
    assert desk.interface.pushed == []


async def test_over_wechats_own_quota_nothing_more_is_tried(desk: Desk) -> None:
    desk.interface.refusals = [45047]
    await desk.push.open_window("visitor", "message", "1")
    assert not await desk.sent()
    assert not await desk.push.is_open("visitor")


async def test_a_busy_wechat_is_asked_again(desk: Desk) -> None:
    desk.interface.refusals = [-1]
    await desk.push.open_window("visitor", "message", "1")
    assert await desk.sent()


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout])
async def test_a_wechat_that_was_not_reached_is_asked_again_once(
    desk: Desk, error: type[httpx.TransportError]
) -> None:
    failures = 1
    asked = 0

    async def answer(request: httpx.Request) -> httpx.Response:
        nonlocal asked
        if request.url.path.endswith("stable_token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 7200})
        asked += 1
        if asked <= failures:
            raise error("not reached")
        return httpx.Response(200, json={"errcode": 0})

    async with httpx.AsyncClient(
        transport=httpx.MockTransport(answer), base_url="https://api.example"
    ) as http:
        tokens = AccessTokens(SETTINGS, desk.store, http, desk.clock)
        push = Push(Api(http, tokens), desk.store, desk.clock)
        await push.open_window("visitor", "message", "1")
        await push.send("visitor", "hello")
        failures = 10
        with pytest.raises(ApiError):
            await push.send("visitor", "hello")
    assert asked == 4


async def test_a_push_without_a_token_has_not_happened(desk: Desk) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(502))
    async with httpx.AsyncClient(transport=transport, base_url="https://api.example") as http:
        tokens = AccessTokens(SETTINGS, desk.store, http, desk.clock)
        push = Push(Api(http, tokens), desk.store, desk.clock)
        await push.open_window("visitor", "message", "1")
        with pytest.raises(ApiError):
            await push.send("visitor", "hello")


async def test_letters_are_pushed_as_they_are(desk: Desk) -> None:
    await desk.push.open_window("visitor", "message", "1")
    assert await desk.sent('栈桥 😀 "x" \ud800')
    assert desk.interface.pushed == [("visitor", '栈桥 😀 "x" ')]


async def test_one_token_serves_all_until_shortly_before_its_end(desk: Desk) -> None:
    first = await desk.tokens.get()
    assert set(await asyncio.gather(*(desk.tokens.get() for _ in range(20)))) == {first}
    assert desk.interface.tokens_given == 1
    desk.clock.now += 7200 - 301
    assert await desk.tokens.get() == first
    assert desk.interface.tokens_given == 1
    desk.clock.now += 2
    await desk.tokens.get()
    assert desk.interface.tokens_given == 2


async def test_a_refused_token_is_replaced_and_the_push_arrives(desk: Desk) -> None:
    await desk.tokens.get()
    desk.interface.expire()
    await desk.push.open_window("visitor", "message", "1")
    assert await desk.sent()
    assert desk.interface.pushed == [("visitor", "hello")]


async def test_many_that_met_a_refused_token_renew_it_once(desk: Desk) -> None:
    old = await desk.tokens.get()
    desk.interface.expire()
    new = await asyncio.gather(*(desk.tokens.replace(old) for _ in range(10)))
    assert len(set(new)) == 1
    assert desk.interface.tokens_given == 2


async def test_a_token_is_forced_twenty_times_a_day_at_most(desk: Desk) -> None:
    for _ in range(FORCED_A_DAY):
        await desk.tokens.replace(await desk.tokens.get())
    assert desk.interface.forced == FORCED_A_DAY
    with pytest.raises(ApiError):
        await desk.tokens.replace(await desk.tokens.get())
    assert desk.interface.forced == FORCED_A_DAY


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(200, json={"errcode": 40013, "errmsg": "invalid appid"}), ApiError),
        (httpx.Response(502, text="bad gateway"), UnsureError),
        (httpx.Response(200, text="<html>"), UnsureError),
    ],
)
async def test_without_a_token_nothing_is_pushed(
    answer: httpx.Response, error: type[Exception]
) -> None:
    transport = httpx.MockTransport(lambda _: answer)
    async with httpx.AsyncClient(transport=transport, base_url="https://api.example") as http:
        tokens = AccessTokens(SETTINGS, MemoryStore(), http, FakeClock())
        with pytest.raises(error):
            await tokens.get()
