"""Buttons: what a visitor sends is a token, never the command behind it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from channels.rasa import Message
from channels.state import Store
from semantics.intents import CONTINUING

KEPT_SECONDS = 24 * 3600
_PAYLOAD = "payload"


@dataclass(frozen=True)
class Button:
    """A button as Rasa gave it."""

    title: str
    payload: str


class Buttons:
    """Keeps the payloads of each conversation under tokens.

    A token is a keyed hash of conversation and payload, 128 bits: it says nothing about the
    payload, cannot be guessed, is of no use in another conversation, and is the same each time
    that the same answer is told.
    """

    def __init__(self, store: Store, secret: str) -> None:
        self._store = store
        self._key = hashlib.sha256(b"button\0" + secret.encode()).digest()

    async def hide(self, conversation: str, messages: list[Message]) -> list[Message]:
        """Return the messages with a token in place of every payload, wherever it stands.

        A button that goes on with the latest list says so: it is of no use after another list.
        """
        return [await self._hidden(conversation, message) for message in messages]

    async def find(self, conversation: str, token: str) -> Button | None:
        """Return the button behind ``token`` in this conversation, None when there is none."""
        kept = await self._store.get(_key(conversation, token))
        return None if kept is None else Button(kept["title"], kept["payload"])

    async def payload(self, conversation: str, token: str) -> str | None:
        """Return what Rasa is to be sent for ``token``, None when it is not known."""
        button = await self.find(conversation, token)
        return None if button is None else button.payload

    async def clear(self, conversation: str) -> None:
        """Remove the buttons of a conversation: what they say was said in it."""
        for token in await self._store.pop_all(_tokens(conversation)):
            await self._store.delete(_key(conversation, token))

    async def _hidden(self, conversation: str, value: Any) -> Any:
        if isinstance(value, list):
            return [await self._hidden(conversation, each) for each in value]
        if not isinstance(value, dict):
            return value
        hidden = {name: await self._hidden(conversation, each) for name, each in value.items()}
        payload = value.get(_PAYLOAD)
        if isinstance(payload, str):
            title = str(value.get("title") or "")
            hidden[_PAYLOAD] = await self._keep(conversation, Button(title, payload))
            if payload.strip("/") in CONTINUING:
                hidden["continues"] = True
        return hidden

    async def _keep(self, conversation: str, button: Button) -> str:
        written = f"{conversation}\0{button.payload}".encode()
        digest = hmac.new(self._key, written, hashlib.sha256).digest()[:16]
        token = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        value = {"title": button.title, "payload": button.payload}
        key = _key(conversation, token)
        if await self._store.add(key, value, ttl=KEPT_SECONDS):
            await self._store.push(_tokens(conversation), token, ttl=KEPT_SECONDS)
        else:
            await self._store.set(key, value, ttl=KEPT_SECONDS)
        return token


def _tokens(conversation: str) -> str:
    return f"buttons:{conversation}"


def _key(conversation: str, token: str) -> str:
    return f"button:{conversation}:{token}"
