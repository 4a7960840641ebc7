"""The way in and out: signatures, replays and encryption around a message."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from channels.state import Store, StoreError
from channels.wechat.answers import SUCCESS
from channels.wechat.crypto import Cipher, CipherError
from channels.wechat.settings import WeChatSettings
from channels.wechat.signature import MAX_AGE_SECONDS, is_authentic, is_fresh, signature
from channels.wechat.xml import UnreadableError, read_fields, write

logger = logging.getLogger(__name__)

DELIVERIES = 3
"""WeChat delivers a message once and repeats it twice."""


class RefusedError(Exception):
    """A request that does not show that it comes from WeChat."""


@dataclass(frozen=True)
class Opened:
    """A message that is signed as it must be.

    ``key`` is the number of the key that it was encrypted with, None for none. ``signatures``, of
    which an encrypted one has two, and ``digest`` of the body tell a replay.
    """

    fields: dict[str, str]
    key: int | None
    signatures: tuple[str, ...]
    digest: str


class Envelope:
    """Opens what WeChat sends to one account and seals what it is answered."""

    def __init__(self, settings: WeChatSettings, store: Store, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._cipher = Cipher(settings.app_id, *settings.aes_keys)

    async def handshake(self, query: Mapping[str, str]) -> str:
        """Return what WeChat wants to have back when staff enter this address.

        Raises:
            RefusedError: The request is not signed as it must be.
        """
        echo = query.get("echostr", "")
        await self._refuse_replay(self._check(query), _digest(echo.encode()))
        return echo

    def open(self, query: Mapping[str, str], body: bytes) -> Opened:
        """Return the message in ``body``.

        Raises:
            RefusedError: It is not signed as it must be, is old, or not encrypted as the account's
                mode demands.
            UnreadableError: It is signed but is not WeChat's XML.
        """
        encrypted = query.get("encrypt_type", "raw") == "aes"
        if not encrypted:
            # In compatible mode WeChat encrypts as well; what stands beside it in plain is not
            # read, since its signature would cover any text.
            if self._settings.mode != "plain":
                raise RefusedError("not encrypted")
            signed = self._check(query)
            return Opened(read_fields(body), None, (signed,), _digest(body))
        if not self._settings.aes_keys:
            raise RefusedError("encrypted, but there is no key")
        # Parsed before it is trusted, since the signature covers what stands in the XML; the
        # parser takes nothing but a small flat document.
        try:
            ciphertext = read_fields(body).get("Encrypt", "")
        except UnreadableError as error:
            raise RefusedError(str(error)) from None
        signed = self._check(query, ciphertext)
        try:
            letter = self._cipher.decrypt(ciphertext)
        except CipherError as error:
            raise RefusedError(str(error)) from None
        # The other signature, of the same moment, would be good for a plain message.
        both = (signed, self._check(query)) if "signature" in query else (signed,)
        return Opened(read_fields(letter.text.encode()), letter.key, both, _digest(body))

    async def admit(self, opened: Opened) -> None:
        """Let a message in that is no replay.

        The signature of a plain message covers its timestamp and nonce alone. So whoever saw one
        request could put another body under its signature: each is good for one body, and as
        often as WeChat delivers one.

        Raises:
            RefusedError: Its signature came under another body, or too often.
        """
        for given in opened.signatures:
            await self._refuse_replay(given, opened.digest)

    def seal(self, reply: str, opened: Opened) -> str:
        """Return ``reply`` as it goes back: encrypted when, and with the key that, the message was.

        ``"success"`` stays as it is in every mode.
        """
        if opened.key is None or reply == SUCCESS:
            return reply
        ciphertext = self._cipher.encrypt(reply, opened.key)
        timestamp, nonce = str(int(self._clock())), secrets.token_hex(8)
        signed = signature(self._settings.token, timestamp, nonce, ciphertext)
        return write(
            {
                "Encrypt": ciphertext,
                "MsgSignature": signed,
                "TimeStamp": timestamp,
                "Nonce": nonce,
            }
        )

    def _check(self, query: Mapping[str, str], *ciphertext: str) -> str:
        """Return the signature of a request, which is right and not old."""
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        given = query.get("msg_signature" if ciphertext else "signature", "")
        if not is_fresh(timestamp, self._clock()):
            raise RefusedError("not of this time")
        if not is_authentic(given, self._settings.token, timestamp, nonce, *ciphertext):
            raise RefusedError("wrong signature")
        return given

    async def _refuse_replay(self, given: str, digest: str) -> None:
        key, ttl = f"wechat:signature:{given}", 2 * MAX_AGE_SECONDS
        try:
            is_new = await self._store.add(key, digest, ttl=ttl)
            if not is_new and await self._store.get(key) != digest:
                raise RefusedError("signature of another message")
            if await self._store.increment(f"{key}:count", ttl=ttl) > DELIVERIES:
                raise RefusedError("delivered too often")
        except StoreError as error:
            # The signature itself is right; the visitor hears what is wrong.
            logger.error("wechat: replays are not noticed: %s", error)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
