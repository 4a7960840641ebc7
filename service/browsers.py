"""Rasa and the action server ask nobody who they are; a browser on the machine gets nothing.

A page of the world outside can let a browser send requests to the loopback address, under a name of
its own too. A browser says so with each request that could do something here: `Origin` stands in
every POST (Fetch standard, "append a request Origin header"). The programs that may ask send none.
"""

from __future__ import annotations

from functools import wraps
from types import ModuleType
from typing import Any

from sanic.response import text

_OF_BROWSERS = ("origin", "sec-fetch-site", "referer")


def refuse_in(module: ModuleType, maker: str) -> None:
    """Let the Sanic application that ``module.maker`` returns refuse what a browser sends."""
    make = getattr(module, maker)

    @wraps(make)
    def with_refusal(*args: Any, **kwargs: Any) -> Any:
        app = make(*args, **kwargs)
        app.register_middleware(_refuse, "request")
        return app

    setattr(module, maker, with_refusal)


async def _refuse(request: Any) -> Any:
    if any(name in request.headers for name in _OF_BROWSERS):
        return text("not for browsers", status=403)
    return None
