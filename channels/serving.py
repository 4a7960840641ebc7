"""HTTP connections with bounds: on the headers' size, and on the time until a request is whole."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

MAX_HEADER_BYTES = 64 * 1024
REQUEST_SECONDS = 20.0
"""How long a visitor may take to send a request, from its first byte to its last."""


class BoundedProtocol(H11Protocol):
    """uvicorn's protocol, which by itself would wait for the rest of a request for ever.

    A connection that has not sent a whole request in time is closed; how long the answer takes
    does not count.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what came in; wait for the rest, or no more where that was all."""
        super().data_received(data)
        if self._is_whole():
            self._wait_no_more()
        elif self._timer is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _is_whole(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete and not self._more()

    def _more(self) -> bool:
        return bool(self.cycle.more_body)

    def _wait(self) -> None:
        self._timer = self.loop.call_later(REQUEST_SECONDS, self._give_up)

    def _wait_no_more(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if not self._is_whole() and not self.transport.is_closing():
            self.transport.close()
