"""Answers that WeChat is asked to deliver later: the customer-service message interface.

https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from channels.state import Store
from channels.wechat.api import Api
from channels.wechat.errors import ApiError
from channels.wechat.xml import legal

OVER_QUOTA = 45047
WINDOW_CLOSED = 45015


@dataclass(frozen=True)
class Window:
    """How many messages may follow something that the visitor did, and for how many seconds."""

    messages: int
    seconds: int


WINDOWS = {"event": Window(3, 60), "message": Window(5, 48 * 3600)}


class Push:
    """Sends to visitors within the quotas that WeChat sets."""

    def __init__(self, api: Api, store: Store, clock: Callable[[], float]) -> None:
        self._api = api
        self._store = store
        self._clock = clock

    async def open_window(self, visitor: str, kind: Literal["event", "message"], id_: str) -> None:
        """Note that ``visitor`` wrote, or tapped the menu, subscribed or scanned a code.

        ``id_`` is that delivery's: its repeat opens no second window.
        """
        window = WINDOWS[kind]
        if await self._store.add(f"wechat:window:{visitor}:{id_}", 1, ttl=window.seconds):
            until = self._clock() + window.seconds
            opened = {"id": id_, "until": until}
            await self._store.set(f"wechat:window:{visitor}:{kind}", opened, ttl=window.seconds)

    async def is_open(self, visitor: str) -> bool:
        """Say whether one more message may be sent to ``visitor`` now."""
        return await self.left(visitor) > 0

    async def left(self, visitor: str) -> int:
        """Return how many messages may be sent to ``visitor`` now."""
        return sum([await self._left(visitor, kind) for kind in WINDOWS])

    async def send(self, visitor: str, text: str) -> None:
        """Send ``text``; what asked for it must have been noted with :meth:`open_window`.

        Raises:
            ApiError: It was not sent: the quota is used up, the window closed, or WeChat refused.
            UnsureError: It may have been sent.
        """
        # The short window first: it closes before the other.
        open_kinds = [kind for kind in WINDOWS if await self._left(visitor, kind)]
        if not open_kinds:
            raise ApiError(OVER_QUOTA, "own count")
        kind = open_kinds[0]
        await self._use(visitor, kind)
        body = {"touser": visitor, "msgtype": "text", "text": {"content": legal(text)}}
        try:
            await self._api.call("/cgi-bin/message/custom/send", body=body)
        except ApiError as error:
            if error.code in (OVER_QUOTA, WINDOW_CLOSED):
                await self._store.delete(f"wechat:window:{visitor}:{kind}")
            raise

    async def _left(self, visitor: str, kind: str) -> int:
        opened = await self._store.get(f"wechat:window:{visitor}:{kind}")
        if not opened or opened["until"] <= self._clock():
            return 0
        used = await self._store.get(f"wechat:sent:{visitor}:{opened['id']}") or 0
        return max(WINDOWS[kind].messages - used, 0)

    async def _use(self, visitor: str, kind: str) -> None:
        opened = await self._store.get(f"wechat:window:{visitor}:{kind}")
        if opened:
            key = f"wechat:sent:{visitor}:{opened['id']}"
            await self._store.increment(key, ttl=WINDOWS[kind].seconds)
