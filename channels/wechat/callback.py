"""The address that WeChat calls."""

from __future__ import annotations

import asyncio
import logging
from weakref import WeakValueDictionary

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from channels.services import Services
from channels.state import StoreError
from channels.wechat.answers import SUCCESS, reply_xml
from channels.wechat.conversation import Conversation
from channels.wechat.delivery import Delivery
from channels.wechat.envelope import Envelope, RefusedError
from channels.wechat.messages import parse_message
from channels.wechat.settings import WeChatSettings
from channels.wechat.xml import UnreadableError

logger = logging.getLogger(__name__)


class Callback:
    """The two requests that WeChat makes: the handshake, and a message or event."""

    def __init__(
        self,
        services: Services,
        settings: WeChatSettings,
        envelope: Envelope,
        conversation: Conversation,
        delivery: Delivery,
    ) -> None:
        self._clock = services.clock
        self._settings = settings
        self._envelope = envelope
        self._conversation = conversation
        self._delivery = delivery
        self._arriving: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def handshake(self, request: Request) -> Response:
        """Answer the GET that checks this address."""
        try:
            return PlainTextResponse(await self._envelope.handshake(request.query_params))
        except RefusedError as error:
            return _refused(error)

    async def receive(self, request: Request) -> Response:
        """Answer a message or event: with a reply, or with ``success`` for silence.

        A request that is not WeChat's gets 403 and an unreadable one 400, without a word of why.
        """
        until = asyncio.get_running_loop().time() + self._settings.deadline
        try:
            opened = self._envelope.open(request.query_params, await request.body())
            message = parse_message(opened.fields)
            # A visitor's messages begin in the order in which they came, however long the store
            # takes for each.
            arriving = self._arriving.setdefault(message.visitor, asyncio.Lock())
            async with arriving:
                await self._envelope.admit(opened)
                self._delivery.begin(message)
        except RefusedError as error:
            return _refused(error)
        except ClientDisconnect:
            return Response(status_code=400)
        except UnreadableError as error:
            logger.warning("wechat: a signed message cannot be read: %s", error)
            return Response(status_code=400)
        try:
            answer = await self._delivery.respond(message, until=until)
        except Exception as error:
            # WeChat would tell the visitor that the service is unavailable, in its own words.
            if isinstance(error, StoreError):
                logger.error("wechat: no answer: %s", error)
            else:
                logger.exception("wechat: no answer")
            answer = await self._conversation.apology(self._settings.language)
        now = self._clock()
        reply = reply_xml(answer, visitor=message.visitor, account=message.account, now=now)
        sealed = self._envelope.seal(reply, opened)
        kind = "text/plain" if sealed == SUCCESS else "application/xml"
        return Response(sealed, media_type=kind)


def _refused(error: RefusedError) -> Response:
    logger.warning("wechat: a request was refused: %s", error)
    return Response(status_code=403)
