"""Connections from Rasa to the action server that stay open from turn to turn.

Rasa opens a session with its own connections for each request (``EndpointConfig.request``), which
costs both sides more than the request.
"""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
from rasa.core.actions.action import RemoteAction
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT

from service.connections import IDLE_SECONDS

# A connection belongs to the loop that opened it.
_sessions: WeakKeyDictionary[Any, aiohttp.ClientSession] = WeakKeyDictionary()


class _Lent:
    """A session for a block; Rasa's own code would close it at the end."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        """The session stays open."""


def install() -> None:
    """Let the actions of this process ask over connections that stay open.

    An endpoint with headers or a user of its own keeps Rasa's way, as do all others (callbacks):
    who answers there may close a connection at any time.
    """
    made = RemoteAction.__init__

    def with_kept(action: RemoteAction, name: str, endpoint: Any, *more: Any, **named: Any) -> None:
        if endpoint is not None and not (endpoint.basic_auth or endpoint.headers):
            endpoint.session = _lent
        made(action, name, endpoint, *more, **named)

    RemoteAction.__init__ = with_kept


async def close() -> None:
    """Close the connections of the running loop."""
    session = _sessions.pop(asyncio.get_running_loop(), None)
    if session is not None:
        await session.close()


def _lent() -> _Lent:
    loop = asyncio.get_running_loop()
    session = _sessions.get(loop)
    if session is None or session.closed:
        session = _sessions[loop] = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS, limit=0),
            timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
    return _Lent(session)
