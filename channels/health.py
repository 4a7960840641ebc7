"""Whether the assistant lives, whether it is ready for visitors, and what it counted."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import time
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from channels.errors import Refusal
from channels.metrics import CONTENT_TYPE
from channels.rasa import Rasa, RasaError
from channels.services import Services
from listings.database import create_engine_from

logger = logging.getLogger(__name__)

# Rasa's own way to name an intent; its action asks the database.
WARM_UP = "/ask_office_hours"
# One conversation for good: Rasa keeps the last events of it alone (`trackers/`).
CHANNEL = "ready"
RECHECK_SECONDS = 30.0
ANSWER_SECONDS = 0.8
"""How long `/ready` waits for the warm-up's answer; who asks again finds the same warm-up."""


class Memory:
    """The database of the conversations, without which Rasa would go on and remember nothing."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine_from(url)

    async def is_there(self) -> bool:
        """Say whether the database answers; who asks has a bound of their own."""
        return await asyncio.to_thread(self._answers)

    def _answers(self) -> bool:
        try:
            with self._engine.connect():
                return True
        except SQLAlchemyError:
            return False


class Readiness:
    """Asks Rasa the warm-up question, and again when the last answer is half a minute old.

    Where ``memory`` is given, the conversations must have their database as well.
    """

    def __init__(
        self,
        rasa: Rasa,
        memory: Memory | None = None,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rasa = rasa
        self._memory = memory
        self._timer = timer
        self._answered_at: float | None = None
        self._asking: asyncio.Task[bool] | None = None
        self._reason = ""

    async def is_ready(self) -> bool:
        """Say whether the warm-up question was answered, waiting for it less than a second."""
        now = self._timer()
        if self._answered_at is not None and now - self._answered_at < RECHECK_SECONDS:
            return True
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        done, _ = await asyncio.wait({self._asking}, timeout=ANSWER_SECONDS)
        return bool(done) and self._asking.result()

    def last(self) -> float:
        """Return 1 when the last warm-up question was answered, 0 when not or never asked."""
        return float(self._answered_at is not None)

    async def close(self) -> None:
        """End a warm-up that still waits."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    async def _ask(self) -> bool:
        try:
            replies = await self._rasa.ask(CHANNEL, WARM_UP, channel=CHANNEL, metadata={})
            is_answered = any(reply.get("text") for reply in replies)
            reason = "" if is_answered else "Rasa says nothing"
        except RasaError as error:
            is_answered, reason = False, str(error)
        if is_answered and self._memory is not None and not await self._memory.is_there():
            is_answered, reason = False, "the database of the conversations does not answer"
        self._answered_at = self._timer() if is_answered else None
        if reason != self._reason:
            # Once for each change: who waits for us asks many times.
            logger.info("not ready: %s", reason) if reason else logger.info("ready")
            self._reason = reason
        return is_answered


def routes(
    services: Services, readiness: Readiness, look: Callable[[], Awaitable[None]]
) -> list[Route]:
    """Return the routes for whoever watches over the process; ``look`` comes before the figures."""

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        if await readiness.is_ready():
            return JSONResponse({"status": "ready"})
        return JSONResponse({"status": "starting"}, 503, headers={"Retry-After": "1"})

    async def metrics(request: Request) -> Response:
        if not _is_near(request):
            raise Refusal("not_found")
        await look()
        return Response(services.metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    return [
        Route("/health", health),
        Route("/ready", ready),
        Route("/metrics", metrics),
    ]


def _is_near(request: Request) -> bool:
    """Say whether this machine or a private network asks: figures are not for the public."""
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_private
    except ValueError:
        return False
