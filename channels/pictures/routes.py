"""The addresses ``/picture/{name}`` and ``/art/{kind}/{category}.svg``."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from channels.errors import Refusal
from channels.services import Services
from channels.tagged import tagged
from listings.queries import picture_bytes
from listings.queries.pictures import PictureSize

_FOLDER = Path(__file__).resolve().parent
_NAME = re.compile(r"([0-9a-f]{16})-(small|large)\.jpg\Z")
# Another content has another name.
_FOR_EVER = "public, max-age=31536000, immutable"
_A_DAY = "public, max-age=86400"


def routes(services: Services) -> list[Route]:
    """Return the routes of the pictures and drawings."""
    compressed = [Middleware(GZipMiddleware, minimum_size=500)]
    drawings = _drawings()

    async def picture(request: Request) -> Response:
        most = services.settings.requests_per_minute
        await services.limits.check_address(request, most, "picture")
        found = _NAME.match(request.path_params["name"])
        if found is None:
            raise Refusal("not_found")
        size: PictureSize = "small" if found.group(2) == "small" else "large"
        read = partial(picture_bytes, digest=found.group(1), size=size)
        content = await services.database.read(None, read)
        if content is None:
            raise Refusal("not_found")
        # A picture may stand in the chat that another site shows.
        headers = {"Cache-Control": _FOR_EVER, "Cross-Origin-Resource-Policy": "cross-origin"}
        return Response(content, media_type="image/jpeg", headers=headers)

    async def art(request: Request) -> Response:
        kind, category = request.path_params["kind"], request.path_params.get("category", "")
        content = drawings.get((kind, category)) or drawings.get((kind, ""))
        if content is None:
            raise Refusal("not_found")
        return tagged(request, content, "image/svg+xml", {"Cache-Control": _A_DAY})

    return [
        Route("/picture/{name}", picture),
        Route("/art/{kind}.svg", art, middleware=compressed),
        Route("/art/{kind}/{category}.svg", art, middleware=compressed),
    ]


def _drawings() -> Mapping[tuple[str, str], str]:
    """Return the drawings by kind and category, with an empty category for the whole kind."""
    with (_FOLDER / "art.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    folder = _FOLDER / "art"
    return {
        (row["kind"], row["category"]): (folder / f"{row['art']}.svg").read_text(encoding="utf-8")
        for row in rows
    }
