"""WeChat's servers: they sign, encrypt, wait five seconds and repeat."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

import httpx
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from channels.wechat.crypto import Cipher, CipherError
from channels.wechat.envelope import DELIVERIES
from channels.wechat.settings import PATIENCE_SECONDS, Mode
from channels.wechat.signature import is_authentic, signature
from channels.wechat.xml import write


@dataclass(frozen=True)
class Account:
    """An Official Account as its settings at WeChat have it."""

    url: str
    token: str = field(repr=False)
    app_id: str
    aes_key: str = field(default="", repr=False)
    mode: Mode = "plain"
    name: str = "gh_simulator"


@dataclass(frozen=True)
class Delivered:
    """What became of one message: the reply's kind ("" for silence), its text, and how it went.

    ``is_unavailable`` is when WeChat shows its own line that the service is not available.
    """

    kind: str = ""
    text: str = ""
    attempts: int = 1
    seconds: float = 0.0
    is_unavailable: bool = False


class Sender:
    """Delivers messages to one account's server.

    ``patience`` shortens WeChat's five seconds for tests.
    """

    def __init__(
        self,
        account: Account,
        http: httpx.AsyncClient,
        *,
        patience: float = PATIENCE_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.account = account
        self._http = http
        self._patience = patience
        self._clock = clock
        self._cipher = Cipher(account.app_id, *([account.aes_key] if account.aes_key else []))

    async def handshake(self) -> bool:
        """Say whether the server gives back what the handshake demands.

        Raises:
            httpx.TransportError: There is no server.
        """
        echo = secrets.token_hex(8)
        response = await self._http.get(
            self.account.url, params={**self._signed(), "echostr": echo}
        )
        return response.status_code == 200 and response.text == echo

    async def deliver(self, fields: Mapping[str, str], *, lost: int = 0) -> Delivered:
        """Deliver a message, up to three times; the first ``lost`` replies come to nothing."""
        slowest = 0.0
        for attempt in range(1, DELIVERIES + 1):
            params, body = self._wrapped(write(fields))
            started = time.monotonic()
            try:
                response = await self._http.post(
                    self.account.url, params=params, content=body, timeout=self._patience
                )
            except httpx.TransportError:
                response = None
            slowest = max(slowest, time.monotonic() - started)
            if response is not None and attempt > lost:
                kind, text = self._read(response, fields["FromUserName"])
                return Delivered(kind, text, attempt, slowest, kind == _BROKEN)
        return Delivered(_BROKEN, "", DELIVERIES, slowest, True)

    def _signed(self) -> dict[str, str]:
        stamp = {"timestamp": str(int(self._clock())), "nonce": secrets.token_hex(5)}
        return {**stamp, "signature": signature(self.account.token, *stamp.values())}

    def _wrapped(self, message: str) -> tuple[dict[str, str], bytes]:
        params = self._signed()
        if self.account.mode == "plain":
            return params, message.encode()
        ciphertext = self._cipher.encrypt(message)
        params["encrypt_type"] = "aes"
        params["msg_signature"] = signature(
            self.account.token, params["timestamp"], params["nonce"], ciphertext
        )
        sealed = f"<Encrypt>{ciphertext}</Encrypt>"
        if self.account.mode == "compatible":
            return params, message.replace("</xml>", f"{sealed}</xml>").encode()
        return params, f"<xml><ToUserName>{self.account.name}</ToUserName>{sealed}</xml>".encode()

    def _read(self, response: httpx.Response, visitor: str) -> tuple[str, str]:
        """Return the kind and text of a reply, ``_BROKEN`` for what WeChat would not take."""
        if response.status_code != 200:
            return _BROKEN, ""
        if response.text in ("", "success"):
            return "", ""
        try:
            reply = self._unwrapped(fromstring(response.text))
        except (ParseError, DefusedXmlException, CipherError):
            return _BROKEN, ""
        kind = reply.findtext("MsgType", "")
        if reply.findtext("ToUserName") != visitor or kind not in _TEXTS:
            return _BROKEN, ""
        return kind, "\n".join(filter(None, (reply.findtext(path) for path in _TEXTS[kind])))

    def _unwrapped(self, reply: Element) -> Element:
        ciphertext = reply.findtext("Encrypt")
        if ciphertext is None:
            if self.account.mode == "safe":
                raise CipherError("not encrypted")
            return reply
        parts = (reply.findtext("TimeStamp", ""), reply.findtext("Nonce", ""), ciphertext)
        if not is_authentic(reply.findtext("MsgSignature", ""), self.account.token, *parts):
            raise CipherError("wrong signature")
        inner: Element = fromstring(self._cipher.decrypt(ciphertext).text)
        return inner


_BROKEN = "unavailable"
_TEXTS = {
    "text": ("Content",),
    "news": ("Articles/item/Title", "Articles/item/Description", "Articles/item/Url"),
    "transfer_customer_service": (),
}
