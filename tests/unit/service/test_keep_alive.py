"""Connections to the action server stay open, and no others do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from service import keep_alive


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "__init__", RemoteAction.__init__)
    keep_alive.install()


def asked(twice: Callable[[EndpointConfig], Awaitable[None]]) -> list[Any]:
    """Return the connections over which ``twice`` asks a server."""
    connections: list[Any] = []

    async def answer(request: web.Request) -> web.Response:
        connections.append(request.transport)
        return web.json_response({"events": [], "responses": []})

    async def run() -> None:
        app = web.Application()
        app.router.add_post("/webhook", answer)
        async with TestServer(app) as server:
            await twice(EndpointConfig(str(server.make_url("/webhook"))))
            await keep_alive.close()

    asyncio.run(run())
    return connections


def test_two_actions_ask_over_one_connection() -> None:
    async def twice(endpoint: EndpointConfig) -> None:
        for name in ("action_hours", "action_price"):
            action = RemoteAction(name, endpoint)
            assert await action.action_endpoint.request(json={}) == {"events": [], "responses": []}

    first, second = asked(twice)
    assert first is second


def test_a_callback_is_asked_as_rasa_asks() -> None:
    async def twice(endpoint: EndpointConfig) -> None:
        RemoteAction("action_hours", EndpointConfig("http://localhost"))
        await endpoint.request(json={})
        await endpoint.request(json={})

    first, second = asked(twice)
    assert first is not second


def test_an_action_server_that_is_gone_is_told_as_rasa_tells_it() -> None:
    async def ask() -> None:
        action = RemoteAction("action_hours", EndpointConfig("http://127.0.0.1:1"))
        with pytest.raises(aiohttp.ClientConnectionError):
            await action.action_endpoint.request(json={})
        await keep_alive.close()

    asyncio.run(ask())


def test_an_endpoint_with_headers_keeps_rasas_way() -> None:
    endpoint = EndpointConfig("http://localhost", headers={"x": "y"})
    RemoteAction("action_hours", endpoint)
    assert endpoint.session.__func__ is EndpointConfig.session
