"""The partners' endpoint: Rasa's own request and reply."""

from __future__ import annotations

import hashlib
import logging
import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from channels.buttons import Buttons
from channels.errors import Refusal
from channels.partners.keys import KeyFile, PartnerError
from channels.partners.settings import PartnerSettings
from channels.rasa import Message
from channels.request_bodies import is_degrees, read_object
from channels.services import Services
from channels.visitor_text import LIMIT, Empty, TooLong, clean
from channels.words import language_of_text
from semantics.languages import LANGUAGES

logger = logging.getLogger(__name__)

_MAX_SENDER = 256
_MAX_KEY = 64
_DAY = 86_400


class PartnerRest:
    """Takes ``{"sender", "message"}`` with a partner's key and returns a list of messages."""

    def __init__(self, services: Services, settings: PartnerSettings, keys: KeyFile) -> None:
        self._services = services
        self._settings = settings
        self._keys = keys

    async def receive(self, request: Request) -> Response:
        """Answer one message of a partner's visitor.

        Raises:
            Refusal: There is no key, too much was asked, or the body is no message.
        """
        partner = self._partner(request)
        most = self._settings.messages_per_minute
        wait = await self._services.limits.exceeded("partner", partner, most)
        if wait is not None:
            raise Refusal("too_many", headers={"Retry-After": str(wait)}, seconds=wait)
        return JSONResponse(await self._answer(partner, await read_object(request), request))

    def _partner(self, request: Request) -> str:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        try:
            partner = self._keys.partner_of(key.strip()) if scheme.lower() == "bearer" else None
        except PartnerError as error:
            logger.error("partner: %s", error)
            partner = None
        if partner is None:
            raise Refusal("bad_key", headers={"WWW-Authenticate": "Bearer"})
        return partner

    async def _answer(self, partner: str, asked: dict[str, Any], request: Request) -> list[Message]:
        sender = _sender(asked)
        digest = hashlib.sha256(sender.encode()).hexdigest()
        conversation = f"p-{partner}-{digest}"
        metadata = _metadata(asked.get("metadata"))
        message_id = _message_id(request)
        buttons = self._services.buttons
        text = await _text(asked.get("message"), conversation, buttons)
        late = await self._late(conversation, message_id)
        outcome = await self._services.turns.turn(
            conversation,
            message_id,
            text,
            channel="partner",
            metadata=metadata,
            deadline=self._services.settings.deadline_seconds,
        )
        if outcome.status == "pending":
            await self._services.store.push(_late_key(conversation), message_id, ttl=_DAY)
        messages = await buttons.hide(conversation, [*late, *outcome.messages])
        return [{**message, "recipient_id": sender} for message in messages]

    async def _late(self, conversation: str, asked: str) -> list[Message]:
        """Return the answers that came after their request had been given an apology.

        Not that of the message ``asked``, which is a repeat then and gets it as its own.
        """
        told: list[Message] = []
        # A request that was repeated while it was pending stands there more than once.
        late = dict.fromkeys(await self._services.store.pop_all(_late_key(conversation)))
        for id_ in late:
            if id_ == asked:
                continue
            outcome = await self._services.turns.result(conversation, id_, wait=0)
            if outcome is not None and outcome.status == "pending":
                await self._services.store.push(_late_key(conversation), id_, ttl=_DAY)
            elif outcome is not None and outcome.status == "done":
                told += outcome.messages
        return told


def _late_key(conversation: str) -> str:
    return f"partner:late:{conversation}"


def _sender(asked: dict[str, Any]) -> str:
    """Return the sender; without one, every visitor of the partner would share a conversation."""
    sender = asked.get("sender")
    if not isinstance(sender, str) or not sender.strip() or len(sender) > _MAX_SENDER:
        raise Refusal("no_sender")
    if any("\ud800" <= c <= "\udfff" for c in sender):
        # Half a character: no reply could carry it back.
        raise Refusal("no_sender")
    return sender


def _message_id(request: Request) -> str:
    """Return the message's Idempotency-Key, one of our own without it."""
    key = request.headers.get("idempotency-key", "")
    if len(key) > _MAX_KEY:
        # Cut, two of them could be one.
        raise Refusal("bad_request")
    return key or secrets.token_hex(16)


async def _text(message: object, conversation: str, buttons: Buttons) -> str:
    """Return what the message says to Rasa: the payload of a button, or what was typed."""
    if not isinstance(message, str):
        raise Refusal("empty")
    payload = await buttons.payload(conversation, message.strip())
    if payload is not None:
        return payload
    try:
        return clean(message)
    except Empty:
        raise Refusal("empty") from None
    except TooLong:
        raise Refusal("too_long", language=language_of_text(message), limit=LIMIT) from None


def _metadata(given: object) -> dict[str, Any]:
    """Return what a partner may tell of the visitor: the page's language and the position."""
    if not isinstance(given, dict):
        return {}
    metadata: dict[str, Any] = {}
    if given.get("language") in LANGUAGES:
        metadata["language"] = given["language"]
    position = given.get("position")
    if isinstance(position, dict):
        north, east = position.get("latitude"), position.get("longitude")
        if is_degrees(north, 90) and is_degrees(east, 180):
            metadata["position"] = {"latitude": north, "longitude": east}
    return metadata
