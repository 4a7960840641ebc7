"""The ports, read from the environment, and the list of every setting with its default and help."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import combinations

HOST = "127.0.0.1"
"""Rasa and the action server listen on this address alone."""

MOST_RASA_PROCESSES = 32
"""How many Rasa processes one machine runs at most."""


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
    Setting("RASA_PROCESSES", "1", "how many Rasa processes share the conversations"),
    Setting("ACTIONS_PORT", "5055", "the port of the action server"),
    Setting("CHANNELS_HOST", HOST, "the address on which the public process listens"),
    Setting("CHANNELS_PORT", "8080", "the port of the public process, which visitors reach"),
    Setting("ENQUIRY_DAYS", "365", "after how many days what was left for the staff is deleted"),
    Setting("BACKUP_DAYS", "30", "after how many days a backup is deleted"),
    Setting("LOG_FORMAT", "text", "json: a JSON object for each line of the log"),
    Setting("TENSORFLOW", "when-needed", "always: load it in Rasa, which no model of ours needs"),
    Setting("PUBLIC_URL", "", "the address under which visitors reach the public process"),
    Setting("MAP_URL", "OpenStreetMap", "the address that map links are made from"),
)
"""The settings of all processes; the public one has more. README.md shows the same tables."""


@dataclass(frozen=True)
class Ports:
    """Where Rasa, the action server and the public process listen."""

    rasa: int
    actions: int
    channels: int
    rasa_processes: int = 1

    @property
    def all_rasa(self) -> tuple[int, ...]:
        """The port of each Rasa process: RASA_PORT and those after it."""
        return tuple(range(self.rasa, self.rasa + self.rasa_processes))

    def by_setting(self) -> dict[str, int]:
        """Return the ports under the names of their settings."""
        more = {f"RASA_PORT + {place}": port for place, port in enumerate(self.all_rasa) if place}
        return {
            "RASA_PORT": self.rasa,
            **more,
            "ACTIONS_PORT": self.actions,
            "CHANNELS_PORT": self.channels,
        }


def ports() -> Ports:
    """Return RASA_PORT with RASA_PROCESSES, ACTIONS_PORT and CHANNELS_PORT.

    Raises:
        SettingsError: One is no port number, two are the same, or the number of processes is none.
    """
    chosen = Ports(
        _port("RASA_PORT"), _port("ACTIONS_PORT"), _port("CHANNELS_PORT"), _rasa_processes()
    )
    for one, other in combinations(chosen.by_setting().items(), 2):
        if one[1] == other[1]:
            raise SettingsError(f"{one[0]} and {other[0]} are both {one[1]}: they must differ")
    return chosen


def channels_host() -> str:
    """Return the address under which this machine reaches the public process."""
    written = os.environ.get("CHANNELS_HOST", "").strip() or HOST
    # Listening everywhere includes loopback.
    return HOST if written in ("0.0.0.0", "::") else written


def _rasa_processes() -> int:
    written = os.environ.get("RASA_PROCESSES", "").strip() or "1"
    if not (written.isascii() and written.isdigit() and 0 < int(written) <= MOST_RASA_PROCESSES):
        raise SettingsError(
            f"RASA_PROCESSES: {written!r} is no number of processes:"
            f" use one from 1 to {MOST_RASA_PROCESSES}"
        )
    return int(written)


def _port(name: str) -> int:
    default = next(setting.default for setting in SETTINGS if setting.name == name)
    written = os.environ.get(name, "").strip() or default
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 65536):
        raise SettingsError(f"{name}: {written!r} is not a port: use a number from 1 to 65535")
    return int(written)
