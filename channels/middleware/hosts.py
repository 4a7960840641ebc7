"""The names under which visitors reach the process; a request for another host is refused."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

# Whoever watches over the process asks for the address that it has there.
_WATCHING = frozenset({"/health", "/ready", "/metrics"})


class Hosts:
    """Lets requests for ``allowed`` through, all where there are none."""

    def __init__(self, app: ASGIApp, allowed: Sequence[str]) -> None:
        self._app = app
        self._checked = TrustedHostMiddleware(app, list(allowed) or ["*"], www_redirect=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with 400."""
        is_watching = scope["type"] == "http" and scope["path"] in _WATCHING
        await (self._app if is_watching else self._checked)(scope, receive, send)
