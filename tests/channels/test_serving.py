"""Connections with bounds, over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn

from channels import serving
from channels.serving import MAX_HEADER_BYTES, BoundedProtocol
from tests.channels.conftest import app_with
from tests.channels.fakes import FakeRasa


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """The port of a server that waits a moment for a whole request."""
    monkeypatch.setattr(serving, "REQUEST_SECONDS", 0.3)
    config = uvicorn.Config(
        app_with(FakeRasa()),
        port=0,
        log_config=None,
        ws="none",
        http=BoundedProtocol,
        h11_max_incomplete_event_size=MAX_HEADER_BYTES,
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving_task = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving_task


async def answer(port: int, *pieces: bytes) -> bytes:
    """Send the pieces and return all that comes until the server closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        return await asyncio.wait_for(reader.read(), 5)
    except ConnectionError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"GET /health HTTP/1.1\r\nHost: a\r\n",
        b"POST /chat/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{",
    ],
)
async def test_half_a_request_is_not_waited_for(port: int, half: bytes) -> None:
    await answer(port, half)


async def test_headers_have_a_bound(port: int) -> None:
    lines = (f"X-{n}: {'a' * 1000}\r\n".encode() for n in range(1000))
    said = await answer(port, b"GET /health HTTP/1.1\r\nHost: a\r\n", *lines)
    assert not said or said.startswith(b"HTTP/1.1 400")


async def test_a_whole_request_is_answered(port: int) -> None:
    said = await answer(port, b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 200")
