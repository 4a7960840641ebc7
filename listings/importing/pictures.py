"""The picture files of a city folder: checked, and made small enough for a phone."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps
from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.importing.columns import Record
from listings.importing.errors import RowError
from listings.importing.folder import Folder
from listings.importing.tables import PICTURES
from listings.models import Picture

FOLDER = "pictures"
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
LEAST_WIDTH = 320
SMALL, LARGE = (640, 480), (1600, 1200)
"""The sizes that are shown, as the greatest width and height; none is made larger than it is."""

_QUALITY = 82


def read_pictures(path: Path, folder: Folder) -> Iterator[RowError]:
    """Read the files that the rows of ``pictures.csv`` name, and yield what is wrong with them.

    The bytes and their digest join the row's values.
    """
    for record in folder.rows_of(PICTURES):
        name = record.values.get("file")
        if not name:
            continue
        content = _read(path / FOLDER / name)
        reason = content if isinstance(content, str) else _wrong(content)
        if reason:
            yield RowError(record.file, record.row, "file", name, reason)
        elif isinstance(content, bytes):
            digest = hashlib.sha256(content).hexdigest()[:16]
            record.values.update(content=content, digest=digest)


def unnamed_files(path: Path, folder: Folder) -> Iterator[str]:
    """Warn of files in ``pictures`` that no row names."""
    named = {record.values.get("file") for record in folder.rows_of(PICTURES)}
    for file in sorted((path / FOLDER).glob("*")):
        if file.is_file() and file.name not in named and not file.name.startswith("."):
            yield f"{FOLDER}/{file.name}: no row of {PICTURES.file} names it, not imported"


def with_sizes(session: Session, records: list[Record]) -> list[Record]:
    """Return the rows with the sizes that are shown, made anew only where the file is another."""
    statement = select(Picture.place_id, Picture.file, Picture.digest)
    known = {(place, file): digest for place, file, digest in session.execute(statement)}
    for record in records:
        values = record.values
        if known.get((values["place_id"], values["file"])) == values["digest"]:
            del values["content"]
            continue
        values["small"] = resized(values["content"], SMALL)
        values["large"] = resized(values["content"], LARGE)
    return records


def resized(content: bytes, most: tuple[int, int]) -> bytes:
    """Return a picture as JPEG within ``most`` (width, height), upright, without what cameras note.

    Where it is transparent it is white.
    """
    with Image.open(io.BytesIO(content)) as opened:
        picture = ImageOps.exif_transpose(opened)
        colours = opened.info.get("icc_profile")
        picture.thumbnail(most, Image.Resampling.LANCZOS)
        if picture.mode not in ("RGB", "L"):
            layers = picture.convert("RGBA")
            ground = Image.new("RGBA", layers.size, "white")
            picture = Image.alpha_composite(ground, layers).convert("RGB")
            colours = None if opened.mode == "CMYK" else colours
        made = io.BytesIO()
        options = {"icc_profile": colours} if colours and picture.mode == "RGB" else {}
        picture.save(made, "JPEG", quality=_QUALITY, optimize=True, progressive=True, **options)
    return made.getvalue()


def _read(file: Path) -> bytes | str:
    """Return a file's bytes, or why they are not read."""
    try:
        if file.stat().st_size > MOST_BYTES:
            return f"larger than {MOST_BYTES // 1024 // 1024} MB"
        return file.read_bytes()
    except FileNotFoundError:
        return f"there is no such file in {FOLDER}/"
    except OSError as error:
        return str(error.strerror)


def _wrong(content: bytes) -> str:
    """Say what is wrong with a picture, an empty string for nothing."""
    try:
        with warnings.catch_warnings():
            # What is too large for Pillow's taste is refused by our own bound.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    return f"more than {MOST_PIXELS // 1_000_000} million pixels"
                if width < LEAST_WIDTH:
                    return f"only {width} pixels wide: at least {LEAST_WIDTH}"
                picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return f"not a picture that can be read: use {', '.join(FORMATS)}"
    return ""
