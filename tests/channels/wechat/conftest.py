"""The public process with an Official Account, and WeChat in front of and behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest
from starlette.applications import Starlette

from channels import wechat
from channels.state import Store
from channels.state.memory import MemoryStore
from channels.wechat.simulator.interface import Interface
from tests.channels.conftest import app_with, client_of
from tests.channels.fakes import FakeClock, FakeContact, FakeRasa
from tests.channels.wechat.other_side import APP_ID, KEY, SECRET, TOKEN, WeChat

# Bubbles wait for nothing but where a test is about them.
ENV = {"WECHAT_TOKEN": TOKEN, "WECHAT_APP_ID": APP_ID, "WECHAT_BUBBLE_SECONDS": "0"}
PUSH = {"WECHAT_APP_SECRET": SECRET, "WECHAT_PUSH": "yes"}
SAFE = {"WECHAT_AES_KEY": KEY}


@dataclass
class Account:
    """One account's server and what WeChat's interface was asked by it.

    ``env`` are settings of all its processes.
    """

    rasa: FakeRasa = field(default_factory=FakeRasa)
    clock: FakeClock = field(default_factory=FakeClock)
    store: Store = field(default_factory=MemoryStore)
    interface: Interface = field(default_factory=lambda: Interface(lambda *_: None))
    clients: list[httpx.AsyncClient] = field(default_factory=list)
    apps: list[Starlette] = field(default_factory=list)
    at_once: int = 8
    messages_per_minute: int = 1000
    env: dict[str, str] = field(default_factory=dict)

    def app(self, **env: str) -> Starlette:
        """Return one process that serves the account."""
        app = app_with(
            self.rasa,
            clock=self.clock,
            store=self.store,
            contact=FakeContact(),
            rasa_at_once=self.at_once,
            messages_per_minute=self.messages_per_minute,
        )
        http = client_of(self.interface.app())
        self.clients.append(http)
        self.apps.append(app)
        app.router.routes += wechat.routes(
            app.state.services, {**ENV, **self.env, **env}, http=http
        )
        return app

    def wechat(self, mode: str = "plain", **env: str) -> WeChat:
        """Return WeChat in front of a process of the account."""
        client = client_of(self.app(**env))
        self.clients.append(client)
        return WeChat(client, self.clock.now, mode)

    async def close(self) -> None:
        """Close what was opened, as the applications do when they end."""
        for app in self.apps:
            for ending in reversed(app.state.services.endings):
                await ending()
        for client in self.clients:
            await client.aclose()


@pytest.fixture
async def account() -> AsyncIterator[Account]:
    account = Account()
    yield account
    await account.close()


@pytest.fixture
async def shared_account(store: Store) -> AsyncIterator[Account]:
    """An account on each kind of store, so that it may have several processes."""
    account = Account(store=store)
    yield account
    await account.close()
