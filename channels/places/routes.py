"""The addresses ``/place/{id}`` and ``/open/places.json``."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from channels.errors import Refusal
from channels.places.facts import PlacePage, read_page
from channels.places.structured import open_data
from channels.services import Services
from channels.tagged import tagged
from channels.widget import assets
from channels.widget.words import catalogue, choose_language
from locales import words
from semantics.languages import LANGUAGES

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_AGE = "public, max-age=60"
# What a phone calls itself, and its own map application.
_PHONES = (("iPhone", "apple"), ("iPad", "apple"), ("Android", "geo"))


def routes(services: Services) -> list[Route]:
    """Return the routes of the places."""
    compressed = [Middleware(GZipMiddleware, minimum_size=500)]
    places = Places(services)
    return [
        Route("/place/{id}", places.page, middleware=compressed),
        Route("/open/places.json", places.data, middleware=compressed),
    ]


class Places:
    """The handlers."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._version = assets.Assets(assets.FOLDER).version
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )

    async def page(self, request: Request) -> Response:
        """Answer with the page of a place, in the language asked for or the browser's.

        Raises:
            Refusal: There is no such place.
        """
        await self._count(request)
        place_id = request.path_params["id"]
        accepted = request.headers.get("Accept-Language", "")
        language = choose_language(request.query_params.get("language", ""), accepted)
        read = partial(read_page, place_id=place_id, language=language)
        page: PlacePage | None = await self._services.database.read(
            ("place", place_id, language), read
        )
        if page is None:
            raise Refusal("not_found", language=language)
        address = self._address(request, f"place/{place_id}")
        linked = {**page.linked, "@id": address, "url": address}
        if page.pictures:
            linked["image"] = [self._address(request, each.large) for each in page.pictures]
        html = self._templates.get_template("place.html").render(
            page=page,
            language=language,
            languages={other: catalogue(other)["name"] for other in LANGUAGES},
            words=catalogue(language),
            say=partial(words, "replies", language),
            contact=await self._services.contact.card(language),
            static=f"../static/{self._version}",
            way=page.ways.get(_phones_own(request)) or next(iter(page.ways.values()), ""),
            address=address,
            linked=_script_text(linked),
        )
        headers = {"Cache-Control": _AGE, "Vary": "Accept-Language, User-Agent"}
        return tagged(request, html, "text/html", headers)

    async def data(self, request: Request) -> Response:
        """Answer with the facts of all places, for everybody on any site."""
        await self._count(request)
        text = await self._services.database.read("open data", _written)
        headers = {"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"}
        return tagged(request, text, "application/json", headers)

    async def _count(self, request: Request) -> None:
        most = self._services.settings.requests_per_minute
        await self._services.limits.check_address(request, most, "page")

    def _address(self, request: Request, path: str) -> str:
        """Return the address of a page: under PUBLIC_URL, else under the host that was asked."""
        public = self._services.settings.public_url
        return f"{public}/{path}" if public else str(request.base_url.replace(path=f"/{path}"))


def _written(session: Any) -> str:
    return json.dumps(open_data(session), ensure_ascii=False, indent=1)


def _phones_own(request: Request) -> str:
    agent = request.headers.get("User-Agent", "")
    return next((app for name, app in _PHONES if name in agent), "osm")


def _script_text(value: object) -> str:
    """Return JSON that cannot end the script element that it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
