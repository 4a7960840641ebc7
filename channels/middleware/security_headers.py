"""Security headers, on every response."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

WIDGET_PAGE = "/widget"
LOADER = "/widget.js"
DEMO_PAGE = "/"

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{pictures};"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self';"
    " form-action 'self'; base-uri 'none'; require-trusted-types-for 'script';"
    " frame-ancestors {ancestors}"
)

# A browser that has come by HTTPS once comes by nothing else for a year. Hosts below ours are the
# office's to decide.
_SECURE_ALONE = "max-age=31536000"


class SecurityHeaders:
    """Says what a page may load, who may show it in a frame, and what it may ask the device for.

    The widget's page may be shown by ``allowed_origins`` and by ourselves, every other page by
    nobody. A header that a route has set stands.
    """

    def __init__(self, app: ASGIApp, allowed_origins: Sequence[str]) -> None:
        self._app = app
        self._widget_ancestors = " ".join(("'self'", *allowed_origins))
        # An office's logo stands on the office's own site.
        self._widget_pictures = "".join(f" {origin}" for origin in allowed_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = self._headers(scope["path"])
        if scope.get("scheme") == "https":
            added["Strict-Transport-Security"] = _SECURE_ALONE
        if scope["path"] == WIDGET_PAGE and b"isolated=" in scope["query_string"]:
            # A page that isolates itself shows only frames that do so as well.
            added["Cross-Origin-Embedder-Policy"] = "require-corp"

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, add)

    def _headers(self, path: str) -> dict[str, str]:
        ancestors = self._widget_ancestors if path == WIDGET_PAGE else "'none'"
        pictures = self._widget_pictures if path == WIDGET_PAGE else ""
        headers = {
            "Content-Security-Policy": _POLICY.format(ancestors=ancestors, pictures=pictures),
            "Permissions-Policy": "camera=(), geolocation=(self), microphone=(self), payment=()",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }
        if path in (WIDGET_PAGE, LOADER):
            # Made for the pages of others, also for those that take nothing unasked.
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if path.startswith("/chat/"):
            # Conversations are for nobody's cache.
            headers["Cache-Control"] = "no-store"
        return headers
