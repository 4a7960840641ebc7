"""Calls of WeChat's own interface, with the access token and its renewal."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx

from channels.wechat.errors import ApiError, UnsureError
from channels.wechat.tokens import AccessTokens

BUSY = -1
NOT_REACHED = 0
"""Our own code for a call that WeChat has not got."""
TOKEN_REFUSED = frozenset({40001, 40014, 42001})
_PAUSE_SECONDS = 0.5


class Api:
    """WeChat's interface for one account."""

    def __init__(self, http: httpx.AsyncClient, tokens: AccessTokens) -> None:
        self._http = http
        self._tokens = tokens

    async def call(
        self, path: str, *, body: dict[str, Any] | None = None, **params: str
    ) -> dict[str, Any]:
        """Return WeChat's answer to a POST of ``body``, or to a GET without one.

        A refused token is replaced, and a WeChat that is busy or not reached asked again, once.

        Raises:
            ApiError: WeChat refused, or has not got the call.
            UnsureError: WeChat may have done it, or not.
        """
        token = await self._token()
        try:
            return await self._once(path, body, {**params, "access_token": token})
        except ApiError as error:
            if error.code in TOKEN_REFUSED:
                token = await self._token(refused=token)
            elif error.code in (BUSY, NOT_REACHED):
                await asyncio.sleep(_PAUSE_SECONDS)
            else:
                raise
        return await self._once(path, body, {**params, "access_token": token})

    async def _token(self, refused: str = "") -> str:
        try:
            return await (self._tokens.replace(refused) if refused else self._tokens.get())
        except UnsureError as error:
            # Without a token there was no call.
            raise ApiError(NOT_REACHED, str(error)) from error

    async def _once(
        self, path: str, body: dict[str, Any] | None, params: dict[str, str]
    ) -> dict[str, Any]:
        # WeChat shows \u escapes to the visitor as they are.
        content = json.dumps(body, ensure_ascii=False).encode() if body is not None else None
        try:
            response = await self._http.request(
                "GET" if content is None else "POST", path, params=params, content=content
            )
            given = response.raise_for_status().json()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise ApiError(NOT_REACHED, "no connection") from None
        except (httpx.HTTPError, ValueError) as error:
            # The address holds the token: the name of the error says enough.
            raise UnsureError(type(error).__name__) from None
        if not isinstance(given, dict):
            raise UnsureError("not an object")
        if given.get("errcode"):
            raise ApiError(int(given["errcode"]), str(given.get("errmsg", "")))
        return given
