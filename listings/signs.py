"""Signs to print: a page for each place, with a code that opens the chat there."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.orm import Session

from listings.kinds import KINDS
from listings.models import City, Place
from listings.models.places import PLACE_KINDS
from listings.queries import UnknownPlaceError, find_places, get_city, get_place
from listings.texts import local_language, pick
from locales import words
from semantics.languages import LANGUAGES

_TEMPLATES = Path(__file__).resolve().parent / "templates"


class SignError(Exception):
    """Signs cannot be made so; the text is one line."""


@dataclass(frozen=True)
class Sign:
    """A place on paper: its names by language, the local one first, and the code as SVG.

    ``address`` is what the code opens, ``page`` the public page of the place, without "https://".
    """

    names: tuple[tuple[str, str], ...]
    code: str
    address: str
    page: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``signs``."""
    parser.add_argument("file", type=Path, help="the page to write, to be printed by a browser")
    parser.add_argument("--url", default="", help="where visitors reach the assistant: PUBLIC_URL")
    parser.add_argument("--place", action="append", default=[], help="an id; may be given again")
    parser.add_argument(
        "--kind", action="append", choices=PLACE_KINDS, help="all of a kind; sights by default"
    )


def write_signs(session: Session, options: argparse.Namespace) -> str:
    """Write the page of signs that ``options`` ask for, and return what was done in one line.

    Raises:
        SignError: No address, an unknown place, nothing to put on a sign, or no such folder.
    """
    url = _address(options.url or os.environ.get("PUBLIC_URL", ""))
    places = _places(session, options.place, options.kind)
    city = get_city(session)
    local = local_language(city.country)
    html = _page(city, local, [_sign(place, local, url) for place in places])
    try:
        options.file.write_text(html, encoding="utf-8")
    except OSError as error:
        raise SignError(f"{options.file}: {error.strerror}") from None
    return f"{options.file}: {len(places)} signs"


def _address(written: str) -> str:
    parts = urlsplit(written.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        reason = "say where visitors reach the assistant: --url https://assistant.example"
        raise SignError(f"PUBLIC_URL: {written!r} is no address: {reason}")
    return written.strip().rstrip("/")


def _places(session: Session, ids: Sequence[str], kinds: Sequence[str] | None) -> list[Place]:
    found = []
    for place_id in ids:
        try:
            place = get_place(session, place_id)
        except UnknownPlaceError as error:
            raise SignError(str(error)) from None
        if place.retired_at is not None:
            raise SignError(f"{place_id}: no longer listed")
        found.append(place)
    wanted = kinds or ([] if ids else ["attraction"])
    for kind in KINDS:
        if kind in wanted:
            found += find_places(session, kind)
    if not found:
        raise SignError(f"no place of the kinds: {', '.join(wanted)}")
    return found


def _sign(place: Place, local: str, url: str) -> Sign:
    order = dict.fromkeys((local, *LANGUAGES))
    names = tuple((code, place.names[code]) for code in order if place.names.get(code))
    address = f"{url}/widget?at={place.id}"
    # A quarter of the code may be scratched or wet.
    code = segno.make(address, error="q", micro=False)
    svg = code.svg_inline(scale=1, border=2, omitsize=True, dark="#0b3f47", light="#fff")
    page = f"{url.partition('://')[2]}/place/{place.id}"
    return Sign(names or ((local, place.id),), svg, address, page)


def _page(city: City, local: str, signs: Sequence[Sign]) -> str:
    office = city.visitor_office
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    said = [
        {
            "language": language,
            "scan": words("website", language, "sign.scan"),
            "example": words("website", language, "sign.example"),
            "program": words("website", language, "sign.program"),
        }
        for language in LANGUAGES
    ]
    return environment.get_template("signs.html").render(
        signs=signs,
        said=said,
        local=local,
        city=[name for code in (local, "en") if (name := city.names.get(code))],
        office=pick(office.names, local, local) if office is not None else "",
        phone=office.phone if office is not None else "",
    )
