"""Where the city folder and its database are: the settings CITY_DIR and DATABASE_URL."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_CITY_DIR = ROOT / "listings" / "seed" / "qingdao"
DEFAULT_ENQUIRY_DAYS = 365
BACKENDS = ("sqlite", "postgresql")


class SettingsError(Exception):
    """A setting that cannot be used; its text is one line and names the setting."""


def city_dir() -> Path:
    """Return the city folder: CITY_DIR, from the project's root when relative, or the default.

    Raises:
        SettingsError: CITY_DIR is not a folder with a city.json.
    """
    folder = (ROOT / os.environ.get("CITY_DIR", DEFAULT_CITY_DIR)).resolve()
    if not (folder / "city.json").is_file():
        raise SettingsError(f"CITY_DIR: {folder} is not a city folder: it has no city.json")
    return folder


def database_url(folder: Path | None = None) -> str:
    """Return DATABASE_URL, or the SQLite file under ``var/`` that belongs to the city folder.

    The folder is CITY_DIR unless another is given; each has a file of its own. ``var/`` is made
    when it is missing.

    Raises:
        SettingsError: DATABASE_URL cannot be read or names another kind of database, or
            CITY_DIR is not a city folder.
    """
    written = os.environ.get("DATABASE_URL", "").strip()
    if written:
        return _checked(written)
    var = ROOT / "var"
    var.mkdir(exist_ok=True)
    return f"sqlite:///{var / _file_name((folder or city_dir()).resolve())}"


def enquiry_days() -> int:
    """Return after how many days what visitors left for the staff is deleted: ENQUIRY_DAYS.

    Raises:
        SettingsError: It is no whole number of days, 1 or more.
    """
    written = os.environ.get("ENQUIRY_DAYS", "").strip() or str(DEFAULT_ENQUIRY_DAYS)
    if not (written.isascii() and written.isdigit() and int(written) > 0):
        raise SettingsError(f"ENQUIRY_DAYS: {written!r} is no number of days, 1 or more")
    return int(written)


def _checked(written: str) -> str:
    try:
        url = make_url(written)
        if url.get_backend_name() not in BACKENDS:
            raise SettingsError(
                f"DATABASE_URL: {url.get_backend_name()!r} is not supported:"
                " use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
            )
        url.get_dialect()
    except (ArgumentError, ImportError, ValueError):
        # The text is not quoted: a URL that cannot be parsed may hold its password anywhere.
        raise SettingsError(
            "DATABASE_URL: not a database URL:"
            " use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        ) from None
    return url.render_as_string(hide_password=False)


def _file_name(folder: Path) -> str:
    """Return ``<city id>.sqlite3``, with a mark of the folder's path when it is not the default."""
    try:
        city_id = json.loads((folder / "city.json").read_text(encoding="utf-8-sig"))["id"]
    except (OSError, ValueError, KeyError, TypeError):
        city_id = "city"  # the import says what is wrong with city.json
    stem = "".join(c if c.isalnum() or c in "-_" else "-" for c in str(city_id))[:60] or "city"
    if folder != DEFAULT_CITY_DIR.resolve():
        stem += "-" + hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    return f"{stem}.sqlite3"
