"""The bodies of the chat API's requests, checked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from channels.errors import Refusal
from semantics.languages import LANGUAGES

_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}\Z")
_PLACE_ID = re.compile(r"[a-z0-9-]{1,100}\Z")
_TOKEN_LIMIT = 64


@dataclass(frozen=True)
class Sent:
    """A message as the page sent it: typed text, or the token of a button; the other is None.

    ``metadata`` holds what Rasa may be told: the page's ``language``, the visitor's ``position``
    in degrees, the ``place`` that the page around the chat is about.
    """

    id: str
    text: str | None
    button: str | None
    language: str | None
    metadata: dict[str, Any] = field(default_factory=dict)


async def read_sent(request: Request) -> Sent:
    """Return the message in the body.

    Raises:
        Refusal: It is no message.
    """
    body = await read_object(request)
    language = page_language(body)
    text, button = body.get("text"), body.get("button")
    is_text = isinstance(text, str) and button is None
    is_button = isinstance(button, str) and len(button) <= _TOKEN_LIMIT and text is None
    if not is_message_id(body.get("id")) or not (is_text or is_button):
        raise Refusal("bad_request", language=language)
    metadata: dict[str, Any] = {} if language is None else {"language": language}
    if body.get("position") is not None:
        metadata["position"] = _position(body["position"], language)
    if body.get("place") is not None:
        metadata["place"] = _place(body["place"], language)
    return Sent(body["id"], text, button, language, metadata)


async def read_object(request: Request) -> dict[str, Any]:
    """Return the JSON object in the body; an empty one for an empty body.

    Raises:
        Refusal: The body is something else.
    """
    raw = await request.body()
    try:
        body = json.loads(raw) if raw.strip() else {}
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refusal("bad_request")
    return body


def page_language(body: dict[str, Any]) -> str | None:
    """Return the page's language, None where it is none of ours."""
    language = body.get("language")
    return language if isinstance(language, str) and language in LANGUAGES else None


def is_message_id(value: object) -> bool:
    """Say whether ``value`` can be a message's id: 8 to 64 characters that need no escaping."""
    return isinstance(value, str) and _MESSAGE_ID.match(value) is not None


def _position(value: object, language: str | None) -> dict[str, float]:
    if isinstance(value, dict):
        latitude, longitude = value.get("latitude"), value.get("longitude")
        if is_degrees(latitude, 90) and is_degrees(longitude, 180):
            return {"latitude": float(latitude), "longitude": float(longitude)}  # type: ignore[arg-type]
    raise Refusal("bad_request", language=language)


def _place(value: object, language: str | None) -> str:
    if isinstance(value, str) and _PLACE_ID.match(value):
        return value
    raise Refusal("bad_request", language=language)


def is_degrees(value: object, most: int) -> bool:
    """Say whether ``value`` is a number of degrees, ``most`` at most in either direction."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # Neither NaN nor infinity is within; a whole number of any size is compared as it is.
    return is_number and abs(value) <= most  # type: ignore[arg-type]
