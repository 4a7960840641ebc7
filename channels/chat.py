"""The chat API of the website's widget: sessions, messages, history."""

from __future__ import annotations

import logging
import time
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from channels import visitor_text
from channels.errors import Refusal
from channels.rasa import RasaError
from channels.ratings import Ratings
from channels.request_bodies import Sent, is_message_id, page_language, read_object, read_sent
from channels.services import Services
from channels.turns import Outcome
from semantics.deletions import receipt

logger = logging.getLogger(__name__)

CHANNEL = "widget"
"""The name under which Rasa and the metrics know these conversations."""

APOLOGY_SECONDS = 0.8
"""What is left of the deadline for the apology itself and its way to the visitor."""

_BEARER = "bearer "


class Chat:
    """The handlers; docs/widget-api.md describes them to those who call them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/chat/sessions", self.start_session, methods=["POST"]),
            Route("/chat/messages", self.take_message, methods=["POST"]),
            Route("/chat/messages/{id}", self.fetch_answer, methods=["GET"]),
            Route("/chat/messages/{id}/rating", self.rate_answer, methods=["POST"]),
            Route("/chat/history", self.show_history, methods=["GET"]),
            Route("/chat/history", self.clear_history, methods=["DELETE"]),
        ]

    async def start_session(self, request: Request) -> Response:
        """Start a session, or renew the one whose token comes along."""
        await self._check_address(request)
        language = page_language(await read_object(request))
        known = self._services.sessions.find(_token(request))
        sessions = self._services.sessions
        session = sessions.start() if known is None else sessions.renew(known)
        if language is not None and known is None:
            conversation = await sessions.conversation(session.id)
            await self._services.languages.remember(conversation, language)
        return JSONResponse({"session": session.token, "expires": session.expires}, 201)

    async def take_message(self, request: Request) -> Response:
        """Take a message in and answer it, or say that the answer takes longer."""
        started = time.monotonic()
        session, conversation = await self._conversation(request)
        sent = await read_sent(request)
        if await self._services.turns.result(conversation, sent.id) is None:
            # A repeat of a message costs nothing, so only new ones count; nothing reads the text
            # of one that is too many.
            await self._check_rate(session, await self._services.languages.of(conversation, ""))
        language = await self._language(conversation, sent)
        text, shown = await self._understood(conversation, sent, language)
        at = int(self._services.clock())
        await self._services.history.add(conversation, sent.id, shown, at)
        outcome = await self._services.turns.turn(
            conversation,
            sent.id,
            text,
            channel=CHANNEL,
            metadata=sent.metadata,
            deadline=self._left(started),
        )
        return await self._answer(conversation, sent.id, outcome)

    async def fetch_answer(self, request: Request) -> Response:
        """Return the answer to a message that was pending."""
        _, conversation = await self._conversation(request)
        message_id = request.path_params["id"]
        found = None
        if is_message_id(message_id):
            found = await self._services.turns.result(conversation, message_id)
        if found is None:
            raise Refusal("not_found")
        return await self._answer(conversation, message_id, found)

    async def rate_answer(self, request: Request) -> Response:
        """Keep whether the answer to a message helped."""
        session, conversation = await self._conversation(request)
        language = await self._services.languages.of(conversation, "")
        await self._check_rate(session, language)
        helpful = (await read_object(request)).get("helpful")
        if not isinstance(helpful, bool):
            raise Refusal("bad_request", language=language)
        message_id = request.path_params["id"]
        ratings = Ratings(self._services.store, self._services.rasa, self._services.turns)
        try:
            is_kept = is_message_id(message_id) and await ratings.rate(
                conversation, message_id, helpful, channel=CHANNEL, language=language
            )
        except RasaError as error:
            logger.error("a rating was not kept: %s", error)
            raise Refusal("unavailable", language=language) from None
        if not is_kept:
            raise Refusal("not_found", language=language)
        return Response(status_code=204)

    async def show_history(self, request: Request) -> Response:
        """Return the conversation so far."""
        _, conversation = await self._conversation(request)
        turns = await self._services.history.find(conversation)
        for turn in turns:
            turn["messages"] = await self._services.buttons.hide(conversation, turn["messages"])
        return JSONResponse({"turns": turns})

    async def clear_history(self, request: Request) -> Response:
        """Delete the conversation, in Rasa as well; the session goes on with another.

        The receipt lets the office find the deletion, of which it keeps a hash alone.
        """
        session, conversation = await self._conversation(request)
        try:
            await self._services.turns.restart(conversation, CHANNEL)
        except RasaError as error:
            # Nobody is told that something is deleted which is not.
            logger.error("a conversation was not deleted: %s", error)
            raise Refusal("unavailable") from None
        await self._services.sessions.begin_anew(session)
        await self._services.languages.forget(conversation)
        await self._services.history.clear(conversation)
        await self._services.buttons.clear(conversation)
        at = int(self._services.clock())
        return JSONResponse({"receipt": receipt(conversation), "deleted": at})

    async def _conversation(self, request: Request) -> tuple[str, str]:
        """Return the ids of the session and of its conversation."""
        await self._check_address(request)
        session = self._services.sessions.find(_token(request))
        if session is None:
            raise Refusal("bad_session", headers={"WWW-Authenticate": "Bearer"})
        return session, await self._services.sessions.conversation(session)

    async def _check_address(self, request: Request) -> None:
        most = self._services.settings.requests_per_minute
        await self._services.limits.check_address(request, most)

    async def _check_rate(self, session: str, language: str) -> None:
        most = self._services.settings.messages_per_minute
        wait = await self._services.limits.exceeded("session", session, most)
        if wait is not None:
            headers = {"Retry-After": str(wait)}
            raise Refusal("too_many", language=language, headers=headers, seconds=wait)

    async def _language(self, conversation: str, sent: Sent) -> str:
        return await self._services.languages.of(conversation, sent.text or "", sent.language)

    async def _understood(self, conversation: str, sent: Sent, language: str) -> tuple[str, str]:
        """Return what Rasa is sent and what the visitor sees of it."""
        if sent.button is not None:
            button = await self._services.buttons.find(conversation, sent.button)
            if button is None:
                raise Refusal("button_gone", language=language)
            return button.payload, button.title
        try:
            text = visitor_text.clean(sent.text or "")
        except visitor_text.TooLong:
            raise Refusal("too_long", language=language, limit=visitor_text.LIMIT) from None
        except visitor_text.Empty:
            raise Refusal("empty", language=language) from None
        return text, text

    def _left(self, started: float) -> float:
        """Return how long an answer may take that was asked for at ``started``."""
        deadline = self._services.settings.deadline_seconds
        reserve = min(APOLOGY_SECONDS, deadline / 4)
        return max(0.0, deadline - reserve - (time.monotonic() - started))

    async def _answer(self, conversation: str, message_id: str, outcome: Outcome) -> Response:
        messages = await self._services.buttons.hide(conversation, outcome.messages)
        body: dict[str, Any] = {"id": message_id, "status": outcome.status, "messages": messages}
        return JSONResponse(body, 202 if outcome.status == "pending" else 200)


def routes(services: Services) -> list[Route]:
    """Return the routes of the chat API."""
    return Chat(services).routes()


def _token(request: Request) -> str:
    """Return the bearer token, an empty string without one."""
    header = request.headers.get("authorization", "")
    return header[len(_BEARER) :].strip() if header.lower().startswith(_BEARER) else ""
