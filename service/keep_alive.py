"""Connections from Rasa to the action server that stay open from turn to turn.

Rasa opens a session with its own connections for each request (``EndpointConfig.request``), which
costs both sides more than the request.
"""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.utils.endpoints import EndpointConfig

from service.connections import IDLE_SECONDS

# A connection belongs to the loop that opened it.
_sessions: WeakKeyDictionary[Any, aiohttp.ClientSession] = WeakKeyDictionary()
_rasas_session = EndpointConfig.session


class _Lent:
    """A session for a block; Rasa's own code would close it at the end."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        """The session stays open."""


def install() -> None:
    """Let the endpoints of this process without headers or a user of their own keep connections."""
    EndpointConfig.session = _session


def _session(endpoint: EndpointConfig) -> Any:
    if endpoint.basic_auth or endpoint.headers:
        return _rasas_session(endpoint)
    loop = asyncio.get_running_loop()
    session = _sessions.get(loop)
    if session is None or session.closed:
        session = _sessions[loop] = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS, limit=0),
            timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
    return _Lent(session)
