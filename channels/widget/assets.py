"""The widget's files, served so that a browser asks for each only once a version."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse, PathLike, StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).resolve().parent / "static"
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_EACH_TIME = "no-cache"
# The loader comes by an address without a version, so that the office's line never changes.
_LOADER_AGE = "public, max-age=600"
LOADER = "loader.js"


def version_of(folder: Path) -> str:
    """Return a short name of the files' content: another one whenever a file changes."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


class Assets(StaticFiles):
    """Files under an address with their version in it.

    Modules name one another by relative addresses, so all files of a page are of one version. A
    page that was loaded before an update still gets files, but keeps none of them.
    """

    def __init__(self, folder: Path, version: str) -> None:
        super().__init__(directory=folder)
        self.version = version

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return the file, or 304 where the browser has it, with how long it may be kept."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = self._age(Path(full_path).name, scope)
        if isinstance(response, NotModifiedResponse):
            return response
        if _is_module(full_path):
            # The system's table of types may know another name, which strict browsers refuse.
            response.headers["Content-Type"] = "text/javascript; charset=utf-8"
        return response

    def _age(self, name: str, scope: Scope) -> str:
        if name == LOADER:
            return _LOADER_AGE
        is_current = scope["path_params"].get("version") == self.version
        return _FOR_EVER if is_current else _ASK_EACH_TIME


def _is_module(path: PathLike) -> bool:
    """Say whether a file is JavaScript."""
    return Path(path).suffix == ".js"
