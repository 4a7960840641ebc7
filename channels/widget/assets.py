"""The widget's files, served so that a browser asks for each only once a version."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from channels.errors import Refusal
from channels.tagged import digest, tagged

FOLDER = Path(__file__).resolve().parent / "static"
LOADER = "loader.js"
WORKER = "worker.js"
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_EACH_TIME = "no-cache"
# The loader comes by an address without a version, so that the office's line never changes.
_LOADER_AGE = "public, max-age=600"
_OFFICE = '"{office}"'
_NOT_OF_THE_CHAT = (LOADER, WORKER, "builder.js", "demo.css", "place.css", "scene.svg")
# What a style sheet can do without: blanks beside signs, the last semicolon of a rule.
_SPARE = re.compile(r"(?<=[{};:,]) | (?=[{}])|;(?= })")
# In a script a text that begins with an empty line is a style sheet.
_STYLE = re.compile(r"`\n[^`]*`")
# The system's table of types may know other names, which strict browsers refuse.
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Assets:
    """Files of a folder, read at the start, under an address with their version in it.

    Modules name one another by relative addresses, so all files of a page are of one version. A
    page that was loaded before an update still gets files, but keeps none of them.
    """

    def __init__(self, folder: Path) -> None:
        paths = sorted(path for path in folder.iterdir() if path.suffix in _TYPES)
        self._files = {path.name: _content(path) for path in paths}
        self.version = digest(*(part for item in self._files.items() for part in item))

    async def respond(self, request: Request) -> Response:
        """Answer with the file ``name`` of ``version``, both parts of the path.

        Raises:
            Refusal: There is no such file.
        """
        version, name = request.path_params["version"], request.path_params["name"]
        age = _FOR_EVER if version == self.version else _ASK_EACH_TIME
        return self._respond(request, name, age)

    def respond_loader(self, request: Request, office: dict[str, list[str]]) -> Response:
        """Answer with the loader; ``office`` has whom to call, name and phone by language."""
        content = self._files[LOADER].replace(_OFFICE, _script_value(office))
        return tagged(request, content, "text/javascript", {"Cache-Control": _LOADER_AGE})

    def respond_worker(self, request: Request) -> Response:
        """Answer with the worker of the installed page, which keeps the files of this version."""
        files = [f"static/{self.version}/{name}" for name in sorted(self._files)]
        kept = [path for path in files if not path.endswith(_NOT_OF_THE_CHAT)]
        content = self._files[WORKER].replace('["{files}"]', _script_value(kept))
        content = content.replace("{version}", self.version)
        return tagged(request, content, "text/javascript", {"Cache-Control": _ASK_EACH_TIME})

    def _respond(self, request: Request, name: str, age: str) -> Response:
        content = self._files.get(name)
        if content is None:
            raise Refusal("not_found")
        return tagged(request, content, _TYPES[Path(name).suffix], {"Cache-Control": age})


def _script_value(value: object) -> str:
    """Return a value as it stands in a script, whatever page the script stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def without_comments(source: str) -> str:
    """Return a script or style sheet without indents, with an empty line for each of comment.

    So a phone loads a sixth less, and the line numbers of errors hold.
    """
    return "\n".join(_lines_without_comments(source))


def _lines_without_comments(source: str) -> Iterator[str]:
    inside = False
    for line in source.split("\n"):
        words = line.strip()
        # Code behind a comment on the same line keeps both.
        begins = words.startswith("/*") and ("*/" not in words or words.endswith("*/"))
        yield "" if inside or begins or words.startswith("//") else words
        inside = (inside or begins) and not words.endswith("*/")


def _content(path: Path) -> str:
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".svg":
        return content
    code = without_comments(content)
    # Our style sheets have no strings in which such a sign would count.
    if path.suffix == ".css":
        return _SPARE.sub("", code)
    return _STYLE.sub(lambda style: _SPARE.sub("", style[0]), code)
