"""One line for each request: what was asked for and how it went, never by whom or about what."""

from __future__ import annotations

import json
import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.metrics import Metrics
from logs import turn_id

logger = logging.getLogger("channels.access")

# Whoever watches over the process asks every few seconds; the metrics count them too.
_WATCHING = frozenset({"/health", "/ready", "/metrics"})
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class AccessLog:
    """Logs and counts requests by the pattern of their path, since a path may hold an id."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and write its line when it is done."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500
        turn_id.begin()

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note_status)
        finally:
            seconds = time.perf_counter() - started
            route = getattr(scope.get("route"), "path", "") or "-"
            # Anything may be sent as a method; what we do not know would fill the metrics.
            method = scope["method"] if scope["method"] in _METHODS else "-"
            self._metrics.request(method, route, status, seconds)
            line = {"method": method, "route": route, "status": status}
            level = logging.DEBUG if route in _WATCHING else logging.INFO
            logger.log(level, json.dumps({**line, "ms": round(seconds * 1000, 1)}))
