"""A running application without Rasa, and a visitor's browser in front of it."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from channels.app import create_app
from channels.database import Database
from channels.settings import Settings
from channels.state import Store, open_store
from channels.state.memory import MemoryStore
from channels.state.redis import RedisStore
from listings.database import create_engine_from, upgrade
from listings.importing import import_city
from tests.channels.fakes import FakeClock, FakeContact, FakeRasa
from tests.channels.redis_server import redis_server

SECRET = "a secret of the tests, which is long enough"


def app_with(
    rasa: FakeRasa,
    *,
    clock: FakeClock | None = None,
    contact: FakeContact | None = None,
    store: Store | None = None,
    database: Database | None = None,
    **settings: Any,
) -> Starlette:
    """Return an application on stand-ins."""
    return create_app(
        Settings(**{"session_secret": SECRET, "messages_per_minute": 1000, **settings}),
        rasa=rasa,
        store=store or MemoryStore(),
        contact=contact or FakeContact(),
        clock=clock or FakeClock(),
        database=database,
    )


def client_of(app: Starlette, host: str = "203.0.113.7") -> httpx.AsyncClient:
    """Return an HTTP client that speaks to ``app`` from the address ``host``."""
    transport = httpx.ASGITransport(app, client=(host, 40000))
    return httpx.AsyncClient(transport=transport, base_url="http://channels")


@dataclass
class Visitor:
    """One visitor's page: it has a session and sends messages with ids of their own."""

    client: httpx.AsyncClient
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def start(self, **body: Any) -> Visitor:
        response = await self.client.post("/chat/sessions", json=body, headers=self._headers)
        assert response.status_code == 201, response.text
        self.token = response.json()["session"]
        return self

    async def send(self, text: str | None = None, **body: Any) -> httpx.Response:
        body = {"id": secrets.token_urlsafe(12), **body}
        if text is not None:
            body["text"] = text
        return await self.client.post("/chat/messages", json=body, headers=self._headers)

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(path, headers=self._headers)

    async def delete(self, path: str) -> httpx.Response:
        return await self.client.delete(path, headers=self._headers)

    async def history(self) -> list[dict[str, Any]]:
        response = await self.get("/chat/history")
        assert response.status_code == 200, response.text
        turns: list[dict[str, Any]] = response.json()["turns"]
        return turns

    @property
    def _headers(self) -> dict[str, str]:
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**bearer, **self.headers}


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis of the tests' own."""
    with redis_server() as url:
        yield url


@pytest.fixture(params=["memory", "redis"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    """An empty store of each kind."""
    url = request.getfixturevalue("redis_url") if request.param == "redis" else ""
    opened = open_store(url)
    if isinstance(opened, RedisStore):
        await opened.clear()
    yield opened
    await opened.close()


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def client(rasa: FakeRasa, clock: FakeClock) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app_with(rasa, clock=clock, deadline_seconds=0.8)) as client:
        yield client


@pytest.fixture
async def visitor(client: httpx.AsyncClient) -> Visitor:
    return await Visitor(client).start()


VELAMAR = Path(__file__).resolve().parents[1] / "cities" / "velamar"


@pytest.fixture(scope="session")
def city_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with Velamar, its toy metro, facilities, events and shops."""
    folder = tmp_path_factory.mktemp("city") / "velamar"
    shutil.copytree(VELAMAR, folder)
    for other in ("velamar-metro", "velamar-desk"):
        for file in VELAMAR.with_name(other).glob("*.csv"):
            shutil.copy(file, folder)
    url = f"sqlite:///{tmp_path_factory.mktemp('database')}/velamar.sqlite3"
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, folder)
    engine.dispose()
    return url


@pytest.fixture
async def pages(city_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in front of an application whose listings are Velamar's."""
    app = app_with(FakeRasa(), database=Database(city_url))
    async with client_of(app) as client:
        yield client
