"""The address that WeChat calls."""

from __future__ import annotations

import asyncio
import logging
from weakref import WeakValueDictionary

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from channels.services import Services
from channels.state import StoreError
from channels.wechat.answers import SUCCESS, Answer, reply_xml
from channels.wechat.conversation import Conversation
from channels.wechat.delivery import Delivery
from channels.wechat.envelope import Envelope, Opened, RefusedError
from channels.wechat.messages import Incoming, parse_message
from channels.wechat.settings import WeChatSettings
from channels.wechat.xml import UnreadableError

logger = logging.getLogger(__name__)

# Before the deadline: until then an answer may get ready, and until then it may get on its way.
# A crowd whose answers all take too long comes to its deadline at once, and needs the time.
_TELLING_SECONDS = 1.0
_LAST_SECONDS = 0.1


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
        self._responding: set[asyncio.Task[Answer]] = set()
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
        started = asyncio.get_running_loop().time()
        try:
            opened = self._envelope.open(request.query_params, await request.body())
            message = parse_message(opened.fields)
            answer = await self._answer(opened, message, started)
        except RefusedError as error:
            return _refused(error)
        except ClientDisconnect:
            return Response(status_code=400)
        except UnreadableError as error:
            logger.warning("wechat: a signed message cannot be read: %s", error)
            return Response(status_code=400)
        now = self._clock()
        reply = reply_xml(answer, visitor=message.visitor, account=message.account, now=now)
        sealed = self._envelope.seal(reply, opened)
        kind = "text/plain" if sealed == SUCCESS else "application/xml"
        return Response(sealed, media_type=kind)

    async def _answer(self, opened: Opened, message: Incoming, started: float) -> Answer:
        """Return the answer to ``message`` in time, an apology where that fails.

        Raises:
            RefusedError: It is a replay.
        """
        deadline = started + self._settings.deadline
        responding = asyncio.create_task(
            self._admit_and_respond(opened, message, deadline - _TELLING_SECONDS)
        )
        # Not cancelled when its time is over: what it has claimed would go to nobody.
        self._responding.add(responding)
        responding.add_done_callback(self._responding.discard)
        left = deadline - _LAST_SECONDS - asyncio.get_running_loop().time()
        await asyncio.wait({responding}, timeout=left)
        try:
            if responding.done():
                return responding.result()
            logger.error("wechat: no answer: the store is too slow")
        except StoreError as error:
            logger.error("wechat: no answer: %s", error)
        except RefusedError:
            raise
        except Exception:
            logger.exception("wechat: no answer")
        # WeChat would tell the visitor that the service is unavailable, in its own words.
        return await self._conversation.apology(self._settings.language)

    async def _admit_and_respond(self, opened: Opened, message: Incoming, until: float) -> Answer:
        # A visitor's messages begin in the order in which they came, however long the store takes
        # for each.
        arriving = self._arriving.setdefault(message.visitor, asyncio.Lock())
        async with arriving:
            await self._envelope.admit(opened)
            self._delivery.begin(message)
        return await self._delivery.respond(message, until=until)


def _refused(error: RefusedError) -> Response:
    logger.warning("wechat: a request was refused: %s", error)
    return Response(status_code=403)
