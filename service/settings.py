"""The ports, read from the environment, and the list of every setting with its default and help."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import combinations

HOST = "127.0.0.1"
"""Rasa and the action server listen on this address alone."""


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
    Setting("TRACKER_URL", "a SQLite file under var/", "the database of the conversations"),
    Setting("TRACKER_DAYS", "30", "after how many silent days a conversation is deleted"),
    Setting("RASA_PORT", "5005", "the port of Rasa and its REST channel"),
    Setting("ACTIONS_PORT", "5055", "the port of the action server"),
    Setting("CHANNELS_HOST", HOST, "the address on which the public process listens"),
    Setting("CHANNELS_PORT", "8080", "the port of the public process, which visitors reach"),
    Setting("MAP_URL", "OpenStreetMap", "the address that map links are made from"),
)
"""The settings of all processes; the public one has more. README.md shows the same tables."""


@dataclass(frozen=True)
class Ports:
    """Where Rasa, the action server and the public process listen."""

    rasa: int
    actions: int
    channels: int

    def by_setting(self) -> dict[str, int]:
        """Return the ports under the names of their settings."""
        return {
            "RASA_PORT": self.rasa,
            "ACTIONS_PORT": self.actions,
            "CHANNELS_PORT": self.channels,
        }


def ports() -> Ports:
    """Return RASA_PORT, ACTIONS_PORT and CHANNELS_PORT.

    Raises:
        SettingsError: One is no port number, or two are the same.
    """
    chosen = Ports(_port("RASA_PORT"), _port("ACTIONS_PORT"), _port("CHANNELS_PORT"))
    for one, other in combinations(chosen.by_setting().items(), 2):
        if one[1] == other[1]:
            raise SettingsError(f"{one[0]} and {other[0]} are both {one[1]}: they must differ")
    return chosen


def channels_host() -> str:
    """Return the address under which this machine reaches the public process."""
    written = os.environ.get("CHANNELS_HOST", "").strip() or HOST
    # Listening everywhere includes loopback.
    return HOST if written in ("0.0.0.0", "::") else written


def _port(name: str) -> int:
    default = next(setting.default for setting in SETTINGS if setting.name == name)
    written = os.environ.get(name, "").strip() or default
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 65536):
        raise SettingsError(f"{name}: {written!r} is not a port: use a number from 1 to 65535")
    return int(written)
