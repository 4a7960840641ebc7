"""Refusals: a status, a code for programs and a sentence for the visitor."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from channels.metrics import Metrics
from channels.words import accepted_language, say
from semantics.languages import DEFAULT_LANGUAGE

STATUS = {
    "bad_key": 401,
    "bad_request": 400,
    "bad_session": 401,
    "not_found": 404,
    "not_allowed": 405,
    "too_large": 413,
    "button_gone": 422,
    "empty": 422,
    "no_sender": 422,
    "too_long": 422,
    "too_many": 429,
    "unavailable": 503,
}
"""Every error code with its HTTP status; its words are ``refusal.<code>`` in the catalogues."""

_CODES = {400: "bad_request", 404: "not_found", 405: "not_allowed", 413: "too_large"}


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of ours
    """A request that is answered with an error.

    ``language`` is the visitor's where the request shows one; otherwise its headers decide.
    ``values`` go into the words.
    """

    def __init__(
        self,
        code: str,
        *,
        language: str | None = None,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.language = language
        self.headers = dict(headers or {})
        self.values = values


def language_of_headers(request: Request) -> str:
    """Return the first of our languages in Accept-Language, else English."""
    return accepted_language(request.headers.get("accept-language", "")) or DEFAULT_LANGUAGE


def refuse(request: Request, refusal: Refusal) -> Response:
    """Return the response that tells ``refusal``."""
    language = refusal.language or language_of_headers(request)
    text = say(language, f"refusal.{refusal.code}", **refusal.values)
    metrics: Metrics = request.app.state.metrics
    metrics.refused(refusal.code)
    return JSONResponse(
        {"error": refusal.code, "text": text}, STATUS[refusal.code], headers=refusal.headers
    )


async def on_refusal(request: Request, error: Exception) -> Response:
    """Answer a `Refusal` that a route raised."""
    assert isinstance(error, Refusal)
    return refuse(request, error)


async def on_http_exception(request: Request, error: Exception) -> Response:
    """Answer what Starlette itself refuses."""
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code)
    if code is None:
        phrase = HTTPStatus(error.status_code).phrase
        return JSONResponse({"error": phrase, "text": phrase}, error.status_code)
    return refuse(request, Refusal(code, headers=error.headers))
