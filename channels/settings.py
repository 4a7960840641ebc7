"""The settings of the public process, each declared once, read from the environment."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

MIN_SECRET = 32
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


class SettingsError(Exception):
    """A setting that cannot be used; its text is one line and names the setting."""


@dataclass(frozen=True)
class Setting:
    """One environment variable.

    ``parse`` turns what is written into its value, and raises ValueError with the reason.
    """

    name: str
    default: str
    help: str
    parse: Callable[[str], Any] = str

    def read(self, env: Mapping[str, str]) -> Any:
        """Return the setting's value in ``env``; blank counts as unset.

        Raises:
            SettingsError: What is written there cannot be used.
        """
        try:
            return self.parse(env.get(self.name, "").strip() or self.default)
        except ValueError as error:
            raise SettingsError(f"{self.name}: {error}") from None


def port(written: str) -> int:
    """Return a port number; ValueError when it is none."""
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 65536):
        raise ValueError(f"{written!r} is not a port: use a number from 1 to 65535")
    return int(written)


def count(written: str) -> int:
    """Return a whole number above zero; ValueError when it is none."""
    if not (written.isascii() and written.isdigit() and int(written)):
        raise ValueError(f"{written!r} is not a whole number above 0")
    return int(written)


def seconds(written: str) -> float:
    """Return a time in seconds from 0.1 to 60; ValueError when it is none."""
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if not 0.1 <= value <= 60:
        raise ValueError(f"{written!r} is not a time: use seconds from 0.1 to 60")
    return value


def address(written: str) -> str:
    """Return an http address without a slash at its end; ValueError when it is none."""
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"{written!r} is not an address: use http://HOST:PORT")
    return written.rstrip("/")


def addresses(written: str) -> tuple[str, ...]:
    """Return http addresses, at least one, each once; ValueError when one is none."""
    return tuple(dict.fromkeys(address(word) for word in _words(written))) or (address(""),)


def origins(written: str) -> tuple[str, ...]:
    """Return origins, written with commas between; ValueError for what is no origin."""
    found = tuple(word.rstrip("/") for word in _words(written))
    for origin in found:
        parts = urlsplit(origin)
        is_plain = origin == f"{parts.scheme}://{parts.netloc}" and not parts.username
        # It goes into headers: a name in other letters must stand there as browsers send it.
        is_plain = is_plain and _HOST.fullmatch(parts.netloc) is not None
        if not (is_plain and parts.scheme in ("http", "https") and parts.hostname) or "*" in origin:
            raise ValueError(
                f"{origin!r} is not an origin: use https://HOST, commas between several"
            )
    return found


def hosts(written: str) -> tuple[str, ...]:
    """Return names of hosts, written with commas between; ValueError for what is no name."""
    found = _words(written)
    for host in found:
        if _HOST.fullmatch(host) is None or ":" in host:
            raise ValueError(f"{host!r} is not a host's name: use www.example.org")
    return found


def tracker_address(written: str) -> str:
    """Return the address of a database or nothing; ValueError for another kind."""
    if written and not written.startswith(
        ("sqlite:///", "postgresql://", "postgresql+psycopg2://")
    ):
        # It is not quoted: it may hold a password.
        raise ValueError("no address of a database: use postgresql://USER:PASSWORD@HOST/NAME")
    return written


def yes_or_no(written: str) -> bool:
    """Return whether "yes" is written; ValueError for anything but yes and no."""
    if written.lower() not in ("yes", "no"):
        raise ValueError(f"{written!r} is neither yes nor no")
    return written.lower() == "yes"


def networks(written: str) -> tuple[str, ...]:
    """Return IP addresses and networks, written with commas between; ValueError for others."""
    found = _words(written)
    for network in found:
        ipaddress.ip_network(network)
    return found


def secret(written: str) -> str:
    """Return a secret that is long enough, or nothing; ValueError for a short one."""
    if written and len(written) < MIN_SECRET:
        raise ValueError(f"it must have at least {MIN_SECRET} characters")
    return written


def redis_address(written: str) -> str:
    """Return the address of a Redis server or nothing; ValueError for another kind."""
    if written and not written.startswith(("redis://", "rediss://", "unix://")):
        # It is not quoted: it may hold a password.
        raise ValueError("not an address of Redis: use redis://HOST:PORT/NUMBER")
    return written


def _words(written: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in written.split(",") if word.strip())


SETTINGS = (
    Setting("CHANNELS_HOST", "127.0.0.1", "the address that the public process listens on"),
    Setting("CHANNELS_PORT", "8080", "the port of the public process", port),
    Setting(
        "RASA_URL",
        "http://127.0.0.1:5005",
        "where the public process finds Rasa: an address, or one of each process, with commas",
        addresses,
    ),
    Setting(
        "RASA_AT_ONCE",
        "8",
        "questions that a Rasa process works on at once; others wait in line",
        count,
    ),
    Setting(
        "SESSION_SECRET",
        "",
        "signs the visitors' sessions, 32 characters or more; made under var/ when unset",
        secret,
    ),
    Setting(
        "ALLOWED_ORIGINS",
        "",
        "the office's sites, which may show the widget and call the chat API",
        origins,
    ),
    Setting(
        "ALLOWED_HOSTS",
        "",
        "the names under which visitors reach it; another Host is refused. Any when unset",
        hosts,
    ),
    Setting(
        "PUBLIC_URL",
        "",
        "the address under which visitors reach it, for links that leave it: signs, pages, WeChat",
        lambda written: address(written) if written else "",
    ),
    Setting(
        "TRUSTED_PROXIES",
        "127.0.0.1,::1",
        "addresses and networks of proxies whose X-Forwarded-For is believed",
        networks,
    ),
    Setting(
        "REDIS_URL",
        "",
        "state shared by several public processes; in memory when unset",
        redis_address,
    ),
    Setting(
        "TRACKER_URL",
        "",
        "the database of the conversations: without it nothing is ready; not asked when unset",
        tracker_address,
    ),
    Setting("DEADLINE_SECONDS", "8", "when a visitor hears that the answer takes longer", seconds),
    Setting("MESSAGES_PER_MINUTE", "20", "messages a minute in one conversation", count),
    Setting("REQUESTS_PER_MINUTE", "300", "requests a minute from one address", count),
    Setting(
        "PRODUCTION",
        "no",
        "yes: refuse to start with what is fit for a developer's machine alone",
        yes_or_no,
    ),
)
"""Every setting of the core; README.md shows the same table."""


@dataclass(frozen=True)
class Settings:
    """The values of ``SETTINGS``, in their order."""

    host: str = "127.0.0.1"
    port: int = 8080
    rasa_url: tuple[str, ...] = ("http://127.0.0.1:5005",)
    rasa_at_once: int = 8
    session_secret: str = ""
    allowed_origins: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    public_url: str = ""
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    redis_url: str = ""
    tracker_url: str = ""
    deadline_seconds: float = 8.0
    messages_per_minute: int = 20
    requests_per_minute: int = 300
    production: bool = False

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Return the settings written in ``env``.

        Raises:
            SettingsError: One of them cannot be used.
        """
        return cls(*(setting.read(env) for setting in SETTINGS))
