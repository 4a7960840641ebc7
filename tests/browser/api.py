"""The chat API in small, as the widget knows it, kept in memory."""

from __future__ import annotations

import asyncio
import secrets
import time
from types import SimpleNamespace
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels import widget
from tests.browser.scripted import APOLOGIES, PHONE, ScriptedRasa

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'"
)
TOO_LONG = "Your message is too long."
OFFICE = {
    "en": "Harbour Town Visitor Centre",
    "zh": "港城游客中心",
    "ja": "港町観光案内所",
    "ko": "항구도시 관광 안내소",
}


class Contact:
    """The contact card of an invented office."""

    def card(self, language: str) -> SimpleNamespace:
        """Return the card."""
        return SimpleNamespace(name=OFFICE[language], phone=PHONE, hours="09:00–17:00")


class StrictHeaders:
    """Sends the strict policy with every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", POLICY.encode()),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        await self.app(scope, receive, send_more)


class Api:
    """Sessions, turns and button tokens."""

    def __init__(self, rasa: ScriptedRasa, deadline: float) -> None:
        self.rasa = rasa
        self.deadline = deadline
        self.sessions: dict[str, dict[str, Any]] = {}
        self.payloads: dict[str, str] = {}
        self.work: dict[str, asyncio.Task[None]] = {}

    def _session(self, request: Request) -> dict[str, Any] | None:
        return self.sessions.get(request.headers.get("Authorization", "")[7:])

    async def begin(self, request: Request) -> Response:
        token = secrets.token_urlsafe(20)
        new: dict[str, Any] = {"sender": f"w-{secrets.token_hex(8)}", "turns": {}}
        self.sessions[token] = self._session(request) or new
        return JSONResponse({"session": token, "expires": int(time.time()) + 86400}, 201)

    async def send(self, request: Request) -> Response:
        session, body = self._session(request), await request.json()
        if session is None:
            return _error(401, "bad_session", "The session is over.")
        if len(body.get("text") or "") > 1000:
            return _error(422, "too_long", TOO_LONG)
        key, said = body["id"], body.get("text") or body["title"]
        if key not in session["turns"]:
            turn = {"id": key, "text": said, "at": int(time.time()), "status": "pending"}
            session["turns"][key] = {**turn, "messages": []}
            self.work[key] = asyncio.create_task(self._turn(session, session["turns"][key], body))
        try:
            await asyncio.wait_for(asyncio.shield(self.work[key]), self.deadline)
        except asyncio.TimeoutError:
            apology = [{"text": f"{APOLOGIES[body['language']]} {PHONE}"}]
            return JSONResponse({"id": key, "status": "pending", "messages": apology}, 202)
        return _outcome(session["turns"][key])

    async def _turn(self, session: dict[str, Any], turn: dict[str, Any], body: Any) -> None:
        text = body.get("text") or self.payloads[body["button"]]
        try:
            messages = await self.rasa.ask(session["sender"], text, metadata=body)
        except ConnectionError:
            apology = f"{APOLOGIES[body['language']]} {PHONE}"
            turn.update(status="failed", messages=[{"text": apology}])
            return
        for button in [b for message in messages for b in message.get("buttons", [])]:
            token = secrets.token_urlsafe(8)
            self.payloads[token], button["payload"] = button["payload"], token
        turn.update(status="done", messages=messages)

    async def late(self, request: Request) -> Response:
        session = self._session(request)
        turn = session and session["turns"].get(request.path_params["id"])
        return _outcome(turn) if turn else _error(404, "not_found", "")

    async def history(self, request: Request) -> Response:
        session = self._session(request)
        if session is None:
            return _error(401, "bad_session", "The session is over.")
        if request.method == "DELETE":
            session["turns"] = {}
            return Response(status_code=204)
        return JSONResponse({"turns": list(session["turns"].values())})


def create_app(rasa: ScriptedRasa, *, deadline: float) -> Starlette:
    """Return the widget and the API that it speaks to."""
    api = Api(rasa, deadline)
    return Starlette(
        routes=[
            Route("/chat/sessions", api.begin, methods=["POST"]),
            Route("/chat/messages", api.send, methods=["POST"]),
            Route("/chat/messages/{id}", api.late),
            Route("/chat/history", api.history, methods=["GET", "DELETE"]),
            *widget.routes(SimpleNamespace(contact=Contact())),
        ],
        middleware=[Middleware(StrictHeaders)],
    )


def _outcome(turn: dict[str, Any]) -> Response:
    body = {key: turn[key] for key in ("id", "status", "messages")}
    return JSONResponse(body, 202 if turn["status"] == "pending" else 200)


def _error(status: int, code: str, text: str) -> Response:
    return JSONResponse({"error": code, "text": text}, status)
