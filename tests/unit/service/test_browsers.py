"""What a browser sends to Rasa or to the action server is refused."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from service import browsers


class App:
    """As much of Sanic's application as is asked for."""

    def __init__(self) -> None:
        self.middleware: list[tuple[Any, str]] = []

    def register_middleware(self, function: Any, when: str) -> None:
        self.middleware.append((function, when))


class Request:
    def __init__(self, **headers: str) -> None:
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        # A page under a name that was made to mean the loopback address is of the same origin.
        {"origin": "http://evil.example:5005", "host": "evil.example:5005"},
        {"sec_fetch_site": "none"},
        {"referer": "http://evil.example/"},
    ],
)
async def test_what_a_browser_sends_is_refused(headers: dict[str, str]) -> None:
    module = ModuleType("server")
    module.make = lambda *_, **__: App()  # type: ignore[attr-defined]
    browsers.refuse_in(module, "make")
    app = module.make(cors_origins="")
    ((refuse, when),) = app.middleware
    assert when == "request"
    assert (await refuse(Request(**headers))).status == 403
    assert await refuse(Request(host="127.0.0.1:5005", content_type="application/json")) is None


def test_both_servers_are_made_where_it_is_refused() -> None:
    import rasa.core.run
    import rasa_sdk.endpoint

    # The names that `service.rasa` and `service.actions` give; their callers find them here.
    assert callable(rasa.core.run.configure_app)
    assert callable(rasa_sdk.endpoint.create_app)
    assert "configure_app" in rasa.core.run.serve_application.__code__.co_names
    assert "create_app" in rasa_sdk.endpoint.run.__code__.co_names
