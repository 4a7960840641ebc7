"""A stand-in for Rasa behind a real connection that can be slowed, cut and closed."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

MODES = ("well", "hangs", "dies", "fails", "silent", "garbage")


@dataclass
class RasaBehindWire:
    """Speaks Rasa's REST channel on a port of its own; ``mode`` is how it behaves just now.

    ``taken`` has each message that it took in, as (sender, text), in order. It answers with the
    sender's number of the message and its text, so that an answer shows whose it is.
    """

    mode: str = "well"
    delay: float = 0.0
    taken: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0
    waiting: int = 0
    """How many messages a process that hangs has been sent."""
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    # What waits for a process that hangs is taken in the order in which it came.
    _door: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen, on the same port as before where there was one."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def kill(self) -> None:
        """Close the port and every connection, as a process does that is killed."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._open):
            writer.transport.abort()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[RasaBehindWire]:
        await self.start()
        try:
            yield self
        finally:
            await self.kill()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    int(line.split(b":")[1])
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length:")
                )
                body = await self._answer(json.loads(await reader.readexactly(length)))
                status = b"500 Failed" if self.mode == "fails" else b"200 OK"
                writer.write(
                    b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                    % (status, len(body))
                    + body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._open.discard(writer)
            writer.transport.abort()

    async def _answer(self, question: dict[str, Any]) -> bytes:
        if self.mode == "dies":
            raise ConnectionResetError
        sender, text = question["sender"], question["message"]
        self.waiting += 1
        async with self._door:
            while self.mode == "hangs":
                await asyncio.sleep(0.01)
            self.waiting -= 1
            self.taken.append((sender, text))
        await asyncio.sleep(self.delay)
        if self.mode == "silent":
            return b"[]"
        if self.mode == "garbage":
            return b"<html>not found"
        return json.dumps([{"recipient_id": sender, "text": f"answer to {text}"}]).encode()
