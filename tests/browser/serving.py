"""Applications served on loopback from a thread."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from channels.app import create_app
from channels.settings import Settings
from channels.state.memory import MemoryStore
from tests.channels.fakes import FakeContact, FakeRasa

SECRET = "a secret of the tests, which is long enough"
DEADLINE = 1.0
START_SECONDS = 20
HOST_PAGE = """<!DOCTYPE html>
<html lang="{language}" {html}><head><meta charset="utf-8"><title>Office</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>
<body><main><h1>Office</h1><p><a id="link" href="#elsewhere">A link</a></p>
<button type="button" id="asks" data-visitor-assistant-ask="Which museums are there?">Ask</button>
<label>Search <input id="search"></label></main><footer>Footer</footer>
<script src="{office}widget.js" {attributes}></script></body></html>"""
HOST_POLICY = "default-src 'none'; script-src {office}; frame-src {office}; base-uri 'none'"


@dataclass(frozen=True)
class Served:
    """A running application; ``url`` ends with a slash."""

    url: str


@contextmanager
def served(app: ASGIApp, listener: socket.socket) -> Iterator[Served]:
    """Serve ``app`` while the block runs."""
    # The websockets library of the lock is older than uvicorn's; nothing here speaks it.
    config = uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_SECONDS
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started, "the server does not start"
    yield Served(address(listener) + "/")
    server.should_exit = True
    thread.join(10)


@contextmanager
def served_widget(rasa: FakeRasa, contact: FakeContact, sites: tuple[str, ...]) -> Iterator[Served]:
    """Serve the public process with ``rasa`` behind it, to be framed by ``sites``."""
    settings = Settings(
        session_secret=SECRET,
        allowed_origins=sites,
        deadline_seconds=DEADLINE,
        # All visitors of the tests come from one address.
        messages_per_minute=1000,
        requests_per_minute=100_000,
    )
    app = create_app(settings, rasa=rasa, store=MemoryStore(), contact=contact)
    with listening() as listener, served(app, listener) as running:
        yield running


@contextmanager
def served_host(office: Served, listener: socket.socket) -> Iterator[Served]:
    """Serve an office's own website; the query becomes the attributes of the one line.

    ``html`` has attributes of the page itself and ``head`` what stands there; a page with styles
    in its head has no policy that would refuse them. ``forbids`` names what no frame may use.
    """

    async def page(request: Request) -> Response:
        values = dict(request.query_params)
        language = values.pop("lang", "en")
        html, head = values.pop("html", ""), values.pop("head", "")
        headers = {} if head else {"Content-Security-Policy": HOST_POLICY.format(office=office.url)}
        if values.pop("isolated", None):
            headers["Cross-Origin-Embedder-Policy"] = "require-corp"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if forbidden := values.pop("forbids", None):
            headers["Permissions-Policy"] = f"{forbidden}=()"
        attributes = " ".join(f'data-{name}="{value}"' for name, value in values.items())
        page = HOST_PAGE.format(
            office=office.url, attributes=attributes, language=language, html=html, head=head
        )
        return HTMLResponse(page, headers=headers)

    app = Starlette(routes=[Route("/", page)])
    with served(app, listener) as running:
        yield running


def listening() -> socket.socket:
    """Return a socket on a free port of loopback."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    return listener


def address(listener: socket.socket, name: str = "127.0.0.1") -> str:
    """Return the origin that ``listener`` stands for."""
    return f"http://{name}:{listener.getsockname()[1]}"
