"""The addresses of the widget: ``/``, ``/builder``, ``/widget``, ``/widget.js`` and its files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.orm import Session
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from channels.errors import Refusal
from channels.names import name_of
from channels.services import Services
from channels.tagged import tagged
from channels.widget import assets
from channels.widget.words import TRADITIONAL, catalogue, choose_language, reads_traditional
from locales.traditional import traditional
from semantics.languages import LANGUAGES

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_COMPRESSED = [Middleware(GZipMiddleware, minimum_size=500)]
_NOT_AT_ONCE = (assets.LOADER, assets.WORKER, "builder.js", "install.js", "overlays.js")


def routes(services: Services) -> list[BaseRoute]:
    """Return the widget's routes; of ``services`` they use the office's contact alone."""
    files = assets.Assets(assets.FOLDER)
    pages = Pages(services, files)
    return [
        Route("/", pages.demo, middleware=_COMPRESSED),
        Route("/builder", pages.builder, middleware=_COMPRESSED),
        Route("/widget", pages.chat, middleware=_COMPRESSED),
        Route("/widget.js", pages.loader, middleware=_COMPRESSED),
        Route("/manifest.webmanifest", pages.manifest),
        Route("/worker.js", pages.worker, middleware=_COMPRESSED),
        Route("/static/{version}/{name}", files.respond, middleware=_COMPRESSED),
    ]


class Pages:
    """The chat page and the demo page, in each language."""

    def __init__(self, services: Services, files: assets.Assets) -> None:
        self._contact = services.contact
        self._database = services.database
        self._files = files
        self._version = files.version
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            undefined=StrictUndefined,
        )

    async def loader(self, request: Request) -> Response:
        """Answer with the script of the one line; it knows whom to call where we are away."""
        cards = {language: await self._contact.card(language) for language in LANGUAGES}
        # What a name says in brackets is too much for a script that every page loads.
        office = {
            language: [re.split(r" *[(（]", card.name)[0] or card.name, card.phone]
            for language, card in cards.items()
            if card
        }
        return self._files.respond_loader(request, office)

    async def worker(self, request: Request) -> Response:
        """Answer with the script that lets the installed page open without a network."""
        return self._files.respond_worker(request)

    async def manifest(self, request: Request) -> Response:
        """Answer with what a phone needs to install the chat page."""
        language = _language_of(request)
        name = catalogue(language)["assistant"]
        body = {
            "name": name,
            "short_name": name,
            "lang": language,
            "start_url": "widget",
            "display": "standalone",
            "background_color": "#f6f7f6",
            "theme_color": "#0b6470",
            "icons": [
                {"src": f"static/{self._version}/icon.svg", "sizes": "any", "type": "image/svg+xml"}
            ],
        }
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
        return JSONResponse(body, headers=headers, media_type="application/manifest+json")

    async def chat(self, request: Request) -> Response:
        """Answer with the page that stands in the frame; it can also be opened alone."""
        language = _language_of(request)
        place = request.query_params.get("at", "")
        return self._page(
            request,
            "widget.html",
            language,
            here=await self._here(place) if place else "",
            contact=await self._contact.card(language),
            title=catalogue(language)["assistant"],
            modules=_modules(_words_of(request)),
        )

    async def _here(self, place_id: str) -> str:
        """Return the greeting and the examples of a chat at a place in each language, as JSON.

        An empty string for an id that is none of ours.
        """

        def names(session: Session) -> dict[str, str] | None:
            found = {each: name_of(session, place_id, each) for each in LANGUAGES}
            return {each: name for each, name in found.items() if name} or None

        # A chat without the place is better than none.
        try:
            named = await self._database.read(("name", place_id), names)
        except Refusal:
            return ""
        if named is None:
            return ""
        here = {language: _greeting(name, language) for language, name in named.items()}
        if "zh" in here:
            # The name of its tag as browsers write it.
            here["zh-Hant"] = _in_traditional(here["zh"])
        return json.dumps({"place": place_id, **here}, ensure_ascii=False)

    async def demo(self, request: Request) -> Response:
        """Answer with a page such as an office has, with the widget on it."""
        language = _language_of(request)
        return self._page(
            request,
            "demo.html",
            language,
            contact=await self._contact.card(language),
            city=await self._contact.city(language),
            spoken={other: catalogue(other) for other in LANGUAGES},
            address=str(request.url_for("demo").replace(query="")),
        )

    async def builder(self, request: Request) -> Response:
        """Answer with the page that makes the one line and shows it at work."""
        spoken = {other: catalogue(other) for other in LANGUAGES}
        return self._page(request, "builder.html", _language_of(request), spoken=spoken)

    def _page(self, request: Request, name: str, language: str, **values: Any) -> Response:
        html = self._templates.get_template(name).render(
            language=language, words=catalogue(language), static=f"static/{self._version}", **values
        )
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
        return tagged(request, html, "text/html", headers)


def _greeting(name: str, language: str) -> dict[str, Any]:
    said = catalogue(language)
    asked = [said[f"place.ask.{what}"] for what in ("hours", "way", "near")]
    return {"greeting": said["place.greeting"].format(name=name), "examples": asked}


def _in_traditional(said: dict[str, Any]) -> dict[str, Any]:
    asked = [traditional(question) for question in said["examples"]]
    return {"greeting": traditional(said["greeting"]), "examples": asked}


def _language_of(request: Request) -> str:
    wanted = request.query_params.get("language", "")
    return choose_language(wanted, request.headers.get("Accept-Language", ""))


def _words_of(request: Request) -> str:
    """Return the language of the widget's own words; Chinese has two."""
    wanted = request.query_params.get("language", "")
    accepted = request.headers.get("Accept-Language", "")
    language = choose_language(wanted, accepted)
    return TRADITIONAL if language == "zh" and reads_traditional(wanted, accepted) else language


def _modules(language: str) -> list[str]:
    """Return the modules that the chat page will ask for, so that it asks for all at once."""
    names = sorted(path.name for path in assets.FOLDER.glob("*.js"))
    others = {f"words-{other}.js" for other in (*LANGUAGES, TRADITIONAL)} - {f"words-{language}.js"}
    return [name for name in names if name not in others and name not in _NOT_AT_ONCE]
