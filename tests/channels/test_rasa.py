"""The HTTP client of Rasa, before a small server that plays Rasa's REST channel."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from channels.rasa import HttpRasa, RasaError
from logs import turn_id

Handler = Callable[[bytes], Awaitable[bytes]]
Serve = Callable[[Handler], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Serve one response for each connection, as the bytes that the handler gives."""
    servers: list[asyncio.Server] = []

    async def begin(handler: Handler) -> str:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length")
            )
            try:
                writer.write(await handler(head + await reader.readexactly(length)))
            finally:
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        servers.append(server)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    yield begin
    for server in servers:
        server.close()
        await server.wait_closed()
    # A handler that still waits closes its connection when it is told to end.
    waiting = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


def response(body: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


async def ask(url: str, **options: float) -> list[dict[str, Any]]:
    rasa = HttpRasa(url, **options)
    try:
        return await rasa.ask("w-1", "你好", channel="widget", metadata={"language": "zh"})
    finally:
        await rasa.close()


async def test_the_message_goes_to_the_rest_channel_and_its_replies_come_back(
    serve: Serve,
) -> None:
    requests: list[bytes] = []

    async def handler(request: bytes) -> bytes:
        requests.append(request)
        return response(b'[{"recipient_id": "w-1", "text": "hi"}, {"custom": {"a": 1}}]')

    assert await ask(await serve(handler)) == [{"text": "hi"}, {"custom": {"a": 1}}]
    assert requests[0].startswith(b"POST /webhooks/rest/webhook HTTP/1.1")
    for part in (b'"sender":"w-1"', b'"input_channel":"widget"', b'"metadata":{"language":"zh"}'):
        assert part in requests[0].replace(b'": ', b'":')


async def test_the_id_of_the_turn_goes_along(serve: Serve) -> None:
    requests: list[bytes] = []

    async def handler(request: bytes) -> bytes:
        requests.append(request)
        return response(b'[{"text": "hi"}]')

    url = await serve(handler)
    turn_id.begin("ab12cd34ef56")
    await ask(url)
    assert json.loads(requests[0].partition(b"\r\n\r\n")[2])["metadata"] == {
        "language": "zh",
        "turn": "ab12cd34ef56",
    }


@pytest.mark.parametrize(
    "answer",
    [
        response(b"[]", "500 Internal Server Error"),
        response(b"[]", "404 Not Found"),
        response(b"no JSON"),
        response(b'{"text": "hi"}'),
        response(b'["hi"]'),
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n[",
        b"",
        b"no HTTP at all\r\n\r\n",
    ],
)
async def test_another_reply_is_an_error_of_a_rasa_that_was_reached(
    serve: Serve, answer: bytes
) -> None:
    async def handler(_: bytes) -> bytes:
        return answer

    with pytest.raises(RasaError) as caught:
        await ask(await serve(handler))
    assert caught.value.reached


async def test_a_rasa_that_is_too_slow_is_an_error(serve: Serve) -> None:
    async def handler(_: bytes) -> bytes:
        await asyncio.sleep(0.5)
        return response(b"[]")

    with pytest.raises(RasaError) as caught:
        await ask(await serve(handler), answer_seconds=0.1)
    assert caught.value.reached


async def test_a_rasa_that_is_down_was_not_reached() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(RasaError) as caught:
        await ask(f"http://127.0.0.1:{port}")
    assert not caught.value.reached
