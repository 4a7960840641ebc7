"""A visitor's phone: what it sends and what it shows."""

from __future__ import annotations

import html
import itertools
import re
import time
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from channels.wechat.simulator.sender import Delivered, Sender

UNAVAILABLE = "[WeChat: the service is unavailable]"
TRANSFERRED = "[WeChat: a member of staff takes over]"

_LINK = re.compile(r'<a href="(weixin://bizmsgmenu[^"]*)">([^<]*)</a>')
_numbers = itertools.count(time.time_ns())


class Phone:
    """One visitor. ``bubbles`` is everything that was shown, replies and pushes, in order."""

    def __init__(self, sender: Sender, openid: str) -> None:
        self.openid = openid
        self.bubbles: list[str] = []
        self.deliveries: list[Delivered] = []
        self._sender = sender
        self._raw: list[str] = []
        self._last: dict[str, str] = {}

    async def type(self, text: str, *, menu_id: str = "", lost: int = 0) -> None:
        """Send words."""
        fields = {"MsgType": "text", "Content": text}
        if menu_id:
            fields["bizmsgmenuid"] = menu_id
        await self.send(fields, lost=lost)

    async def tap(self, shown: str) -> None:
        """Tap the newest link whose text begins with ``shown``.

        Raises:
            LookupError: There is no such link on the screen.
        """
        for bubble in reversed(self._raw):
            for address, text in _LINK.findall(bubble):
                if text.startswith(shown):
                    query = parse_qs(urlsplit(html.unescape(address)).query)
                    await self.type(
                        unquote(query["msgmenucontent"][0]), menu_id=query["msgmenuid"][0]
                    )
                    return
        raise LookupError(f"no link {shown!r}")

    async def happen(self, event: str, key: str = "", **more: str) -> None:
        """Let an event happen: a subscription, a tap on the menu, ..."""
        await self.send({"MsgType": "event", "Event": event, "EventKey": key, **more})

    async def send(self, fields: Mapping[str, str], *, lost: int = 0) -> None:
        """Send a message of any kind and show its reply."""
        head = {
            "ToUserName": self._sender.account.name,
            "FromUserName": self.openid,
            "CreateTime": str(int(time.time())),
        }
        self._last = {**head, **fields}
        if fields.get("MsgType") != "event":
            self._last["MsgId"] = str(next(_numbers))
        await self._deliver(self._last, lost)

    async def repeat(self) -> None:
        """Deliver the last message once more, as WeChat does when it has lost the reply."""
        await self._deliver(self._last, 0)

    def show(self, text: str) -> None:
        """Show a bubble."""
        self._raw.append(text)
        self.bubbles.append(_LINK.sub(r"[\2]", text))

    async def _deliver(self, fields: Mapping[str, str], lost: int) -> None:
        delivered = await self._sender.deliver(fields, lost=lost)
        self.deliveries.append(delivered)
        if delivered.is_unavailable:
            self.show(UNAVAILABLE)
        elif delivered.kind == "transfer_customer_service":
            self.show(TRANSFERRED)
        elif delivered.kind:
            self.show(delivered.text)
