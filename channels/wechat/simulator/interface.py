"""WeChat's interface, as far as the assistant calls it: tokens, pushes, profiles, the menu."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


class Interface:
    """Takes what ``WECHAT_API_URL`` is asked.

    Args:
        show: Is called with the visitor and the text of each push.

    ``refusals`` are errcodes for the next pushes; ``languages`` are profiles by visitor;
    ``forced`` counts the tokens that were made by force. A push is shown ``delay`` seconds after
    it has come in, which ``asked`` counts.
    """

    def __init__(self, show: Callable[[str, str], None]) -> None:
        self.refusals: list[int] = []
        self.languages: dict[str, str] = {}
        self.pushed: list[tuple[str, str]] = []
        self.menu: dict[str, Any] = {}
        self.delay = 0.0
        self.asked = 0
        self.forced = 0
        self.tokens_given = 0
        self._show = show
        self._token = ""

    def app(self) -> Starlette:
        """Return the application to be served."""
        return Starlette(
            routes=[
                Route("/cgi-bin/stable_token", self._give_token, methods=["POST"]),
                Route("/cgi-bin/message/custom/send", self._push, methods=["POST"]),
                Route("/cgi-bin/menu/create", self._put_up, methods=["POST"]),
                Route("/cgi-bin/user/info", self._profile, methods=["GET"]),
            ]
        )

    def expire(self) -> None:
        """Make the token that was given invalid."""
        self._token = ""

    async def _give_token(self, request: Request) -> JSONResponse:
        asked = await request.json()
        if asked.get("force_refresh") or not self._token:
            self.forced += bool(asked.get("force_refresh"))
            self._token = secrets.token_hex(16)
        self.tokens_given += 1
        return JSONResponse({"access_token": self._token, "expires_in": 7200})

    async def _push(self, request: Request) -> JSONResponse:
        if self._is_stranger(request):
            return _code(40001)
        if self.refusals:
            return _code(self.refusals.pop(0))
        message: dict[str, Any] = json.loads(await request.body())
        self.asked += 1
        await asyncio.sleep(self.delay)
        text = message["text"]["content"]
        self.pushed.append((message["touser"], text))
        self._show(message["touser"], text)
        return _code(0)

    async def _put_up(self, request: Request) -> JSONResponse:
        if self._is_stranger(request):
            return _code(40001)
        self.menu = json.loads(await request.body())
        return _code(0)

    async def _profile(self, request: Request) -> JSONResponse:
        if self._is_stranger(request):
            return _code(40001)
        openid = request.query_params["openid"]
        return JSONResponse({"openid": openid, "language": self.languages.get(openid, "")})

    def _is_stranger(self, request: Request) -> bool:
        return not self._token or request.query_params.get("access_token") != self._token


def _code(code: int) -> JSONResponse:
    return JSONResponse({"errcode": code, "errmsg": "" if code else "ok"})
