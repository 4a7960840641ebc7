"""The access token of the account: one for all processes, renewed before it ends.

https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import httpx

from channels.state import Store
from channels.wechat.errors import ApiError, UnsureError
from channels.wechat.settings import WeChatSettings

logger = logging.getLogger(__name__)

EARLY_SECONDS = 300
FORCED_A_DAY = 20
_DAY = 86_400
_KEY = "wechat:token"


class AccessTokens:
    """Hands out the account's access token, which the store holds for every process."""

    def __init__(
        self,
        settings: WeChatSettings,
        store: Store,
        http: httpx.AsyncClient,
        clock: Callable[[], float],
    ) -> None:
        self._settings = settings
        self._store = store
        self._http = http
        self._clock = clock

    async def get(self) -> str:
        """Return a token that is good for some minutes at least.

        Raises:
            ApiError: WeChat gives none.
            UnsureError: WeChat does not answer.
        """
        kept = await self._store.get(_KEY)
        if kept and kept["until"] > self._clock():
            return str(kept["token"])
        async with self._store.lock(f"{_KEY}:lock", wait=30):
            kept = await self._store.get(_KEY)
            if kept and kept["until"] > self._clock():
                return str(kept["token"])
            return await self._fetch(force=False)

    async def replace(self, refused: str) -> str:
        """Return another token than ``refused``, which WeChat did not take.

        Another process may have renewed it already. WeChat makes a new one by force 20 times a
        day at most.

        Raises:
            ApiError: WeChat gives none, or the forced ones of this day are used up.
            UnsureError: WeChat does not answer.
        """
        async with self._store.lock(f"{_KEY}:lock", wait=30):
            kept = await self._store.get(_KEY)
            if kept and kept["token"] != refused:
                return str(kept["token"])
            await self._store.delete(_KEY)
            token = await self._fetch(force=False)
            if token != refused:
                return token
            day = int(self._clock() // _DAY)
            if await self._store.increment(f"{_KEY}:forced:{day}", ttl=_DAY) > FORCED_A_DAY:
                await self._store.delete(_KEY)
                raise ApiError(45009, "no forced refresh is left today")
            return await self._fetch(force=True)

    async def _fetch(self, *, force: bool) -> str:
        asked = {
            "grant_type": "client_credential",
            "appid": self._settings.app_id,
            "secret": self._settings.app_secret,
            "force_refresh": force,
        }
        try:
            response = await self._http.post("/cgi-bin/stable_token", json=asked)
            given: dict[str, Any] = response.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise UnsureError(f"no token: {type(error).__name__}") from error
        if "access_token" not in given:
            raise ApiError(int(given.get("errcode", 0)), str(given.get("errmsg", "")))
        # Near its end WeChat hands out the old token with little time; a minute keeps it from
        # being asked for at every message.
        left = max(int(given.get("expires_in", 0)) - EARLY_SECONDS, 60)
        kept = {"token": given["access_token"], "until": self._clock() + left}
        await self._store.set(_KEY, kept, ttl=left)
        logger.info("wechat: a new access token, good for %d s", left)
        return str(given["access_token"])
