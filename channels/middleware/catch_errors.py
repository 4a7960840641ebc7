"""What fails unexpectedly is answered all the same."""

from __future__ import annotations

import logging

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.errors import Refusal, refuse

logger = logging.getLogger(__name__)


class CatchErrors:
    """Answers what failed unexpectedly with a sentence; staff find the trace in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def note_start(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, note_start)
        except ClientDisconnect:
            # Nobody is there who could be answered; nothing of ours failed.
            logger.info("a visitor went away before the request had ended")
            if not started:
                await Response(status_code=400)(scope, receive, send)
        except Exception:
            logger.exception("a request failed")
            if started:
                raise
            response = refuse(Request(scope, receive), Refusal("unavailable"))
            await response(scope, receive, send)
