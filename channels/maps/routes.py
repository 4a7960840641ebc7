"""The address of the maps: ``/map.svg`` with ``place=A``, ``way=A,B`` or ``plan=A,B,C``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from channels.errors import Refusal, language_of_headers
from channels.maps.content import (
    MapContent,
    NoMapError,
    map_of_place,
    map_of_plan,
    map_of_way,
)
from channels.maps.drawing import Size, Theme, Words, draw
from channels.services import Services
from channels.tagged import tagged
from channels.words import accepted_language
from locales import words

PATH = "/map.svg"
# How many places each kind of map is of.
_PLACES = {"place": (1, 1), "way": (2, 2), "plan": (1, 20)}
_IDS = re.compile(r"[A-Za-z0-9-]{1,100}(?:,[A-Za-z0-9-]{1,100})*\Z")
_AGE = "public, max-age=600"


def routes(services: Services) -> list[Route]:
    """Return the route of the maps."""
    compressed = [Middleware(GZipMiddleware, minimum_size=500)]

    async def show(request: Request) -> Response:
        most = services.settings.requests_per_minute
        await services.limits.check_address(request, most, "page")
        kind, ids = _asked(request)
        language = accepted_language(request.query_params.get("language", ""))
        language = language or language_of_headers(request)
        theme: Theme = "dark" if request.query_params.get("theme") == "dark" else "light"
        size: Size = "large" if request.query_params.get("size") == "large" else "small"

        def drawn(session: Session) -> str | None:
            try:
                content = _content(session, kind, ids, language)
            except NoMapError:
                return None
            return draw(content, _words(kind, content, language), theme, size)

        key = ("map", kind, ids, language, theme, size)
        svg = await services.database.read(key, drawn)
        if svg is None:
            raise Refusal("not_found")
        headers = {"Cache-Control": _AGE, "Vary": "Accept-Language"}
        return tagged(request, svg, "image/svg+xml", headers)

    return [Route(PATH, show, middleware=compressed)]


def _asked(request: Request) -> tuple[str, tuple[str, ...]]:
    """Return what a map is asked of, and of which places.

    Raises:
        Refusal: It is no such question.
    """
    asked = [(kind, request.query_params[kind]) for kind in _PLACES if kind in request.query_params]
    if len(asked) != 1 or not _IDS.match(asked[0][1]):
        raise Refusal("bad_request")
    kind, ids = asked[0][0], tuple(asked[0][1].split(","))
    least, most = _PLACES[kind]
    if not least <= len(ids) <= most:
        raise Refusal("bad_request")
    return kind, ids


def _content(session: Session, kind: str, ids: Sequence[str], language: str) -> MapContent:
    if kind == "place":
        return map_of_place(session, ids[0], language)
    if kind == "way":
        return map_of_way(session, ids[0], ids[1], language)
    return map_of_plan(session, ids, language)


def _words(kind: str, content: MapContent, language: str) -> Words:
    names = [mark.name for mark in content.marks if mark.look in ("main", "start", "stop")]
    if kind == "way":
        ends = {"origin": names[1], "destination": names[0]}
        title = words("replies", language, "map.way", **ends)
    else:
        title = words("replies", language, f"map.{kind}", name=names[0])
    return Words(
        language,
        title,
        words("replies", language, "distance.metres", metres="{metres}"),
        words("replies", language, "distance.kilometres", kilometres="{kilometres}"),
    )
