"""The ports, read from the environment, and the list of every setting with its default and help."""

from __future__ import annotations

import os
from dataclasses import dataclass

HOST = "127.0.0.1"
"""Every process listens on this address alone."""


class SettingsError(Exception):
    """A setting that cannot be used; its text is one line and names the setting."""


@dataclass(frozen=True)
class Setting:
    """One environment variable that shapes the assistant."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("CITY_DIR", "listings/seed/qingdao", "the folder with the city's data"),
    Setting("DATABASE_URL", "a SQLite file under var/", "the database, SQLite or PostgreSQL"),
    Setting("RASA_PORT", "5005", "the port of Rasa and its REST channel"),
    Setting("ACTIONS_PORT", "5055", "the port of the action server"),
    Setting("MAP_URL", "OpenStreetMap", "the address that map links are made from"),
)
"""Every setting there is; README.md shows the same table."""


@dataclass(frozen=True)
class Ports:
    """Where Rasa and the action server listen."""

    rasa: int
    actions: int


def ports() -> Ports:
    """Return RASA_PORT and ACTIONS_PORT.

    Raises:
        SettingsError: One is no port number, or both are the same.
    """
    chosen = Ports(rasa=_port("RASA_PORT"), actions=_port("ACTIONS_PORT"))
    if chosen.rasa == chosen.actions:
        raise SettingsError(f"RASA_PORT and ACTIONS_PORT are both {chosen.rasa}: they must differ")
    return chosen


def _port(name: str) -> int:
    default = next(setting.default for setting in SETTINGS if setting.name == name)
    written = os.environ.get(name, "").strip() or default
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 65536):
        raise SettingsError(f"{name}: {written!r} is not a port: use a number from 1 to 65535")
    return int(written)
