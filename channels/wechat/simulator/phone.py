"""A visitor's phone: what it sends and what it shows."""

from __future__ import annotations

import asyncio
import functools
import html
import itertools
import re
import time
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from channels.wechat.simulator.sender import Delivered, Sender
from channels.words import say
from semantics.languages import LANGUAGES

UNAVAILABLE = "[WeChat: the service is unavailable]"
TRANSFERRED = "[WeChat: a member of staff takes over]"

_LINK = re.compile(r'<a href="(weixin://bizmsgmenu[^"]*)">([^<]*)</a>')
_POLL_SECONDS = 0.2
_MOMENT_SECONDS = 3.0
_numbers = itertools.count(time.time_ns())


class Phone:
    """One visitor. ``bubbles`` is everything that was shown, replies and pushes, in order.

    ``patience`` is how many seconds the visitor waits for a link that is not there yet.
    """

    def __init__(self, sender: Sender, openid: str) -> None:
        self.openid = openid
        self.patience = 0.0
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
        until = time.monotonic() + self.patience
        while (link := self._link(shown)) is None:
            if time.monotonic() >= until:
                raise LookupError(f"no link {shown!r}")
            await asyncio.sleep(_POLL_SECONDS)
        query = parse_qs(urlsplit(html.unescape(link)).query)
        await self.type(unquote(query["msgmenucontent"][0]), menu_id=query["msgmenuid"][0])

    def waits(self) -> int:
        """Return how often the visitor was told to wait and ask again."""
        return sum(map(is_wait, self.bubbles))

    async def ask_again(self) -> bool:
        """Tap "more" if the visitor has just been told to wait; say whether that was so."""
        if not (self.bubbles and is_wait(self.bubbles[-1])):
            return False
        # "In a moment" it says, and as long as a visitor has patience, that is some seconds.
        await asyncio.sleep(min(self.patience, _MOMENT_SECONDS))
        (_, more) = _LINK.findall(self._raw[-1])[-1]
        await self.tap(more)
        return True

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

    def _link(self, shown: str) -> str | None:
        for bubble in reversed(self._raw):
            for address, text in _LINK.findall(bubble):
                if text.startswith(shown):
                    return str(address)
        return None

    async def _deliver(self, fields: Mapping[str, str], lost: int) -> None:
        delivered = await self._sender.deliver(fields, lost=lost)
        self.deliveries.append(delivered)
        if delivered.is_unavailable:
            self.show(UNAVAILABLE)
        elif delivered.kind == "transfer_customer_service":
            self.show(TRANSFERRED)
        elif delivered.kind:
            self.show(delivered.text)


def is_wait(bubble: str) -> bool:
    """Say whether ``bubble`` ends with asking the visitor to wait and to ask for the answer."""
    return bubble.split("\n\n")[-1] in _waits()


@functools.cache
def _waits() -> frozenset[str]:
    more = {language: say(language, "wechat.more") for language in LANGUAGES}
    return frozenset(say(code, "wechat.wait", more=f"[{more[code]}]") for code in LANGUAGES)
