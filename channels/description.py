"""The description of the public interface, for programs that read OpenAPI."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FILE = Path(__file__).resolve().parent.parent / "docs" / "openapi.yaml"
PATH = "/openapi.yaml"


def routes() -> list[Route]:
    """Return the route that serves the description."""
    content = FILE.read_bytes()

    async def describe(_: Request) -> Response:
        headers = {"Cache-Control": "public, max-age=3600"}
        return Response(content, media_type="application/yaml", headers=headers)

    return [Route(PATH, describe)]
