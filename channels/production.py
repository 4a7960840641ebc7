"""What visitors of a real office may rely on, checked before the first of them comes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.engine import make_url

from channels.settings import Settings, SettingsError

_OTHERS = 0o077
# A random secret of 32 characters has some twenty different ones; words and repeats have fewer.
_DIFFERENT = 12
_NOBODYS = ("localhost", "127.0.0.1", "0.0.0.0", "example.org", "assistant.example")
_GUESSED = ("admin", "changeme", "password", "postgres", "root", "secret", "test", "visitor")


def check(
    settings: Settings,
    secret: str,
    file: Path,
    *,
    databases: Mapping[str, str] | None = None,
    keys: Path | None = None,
) -> None:
    """Refuse what is fit for a developer's machine alone; does nothing unless PRODUCTION is yes.

    ``secret`` signs the sessions, and stands in ``file`` where no setting has it. ``databases``
    are addresses by the names of their settings, ``keys`` is the file of the partners.

    Raises:
        SettingsError: A setting is unsafe; the text is one line that names it and quotes no secret.
    """
    if not settings.production:
        return
    if not settings.allowed_hosts:
        raise SettingsError("ALLOWED_HOSTS: unset: name the hosts under which visitors reach you")
    for host in settings.allowed_hosts:
        if host in _NOBODYS:
            raise SettingsError(f"ALLOWED_HOSTS: {host!r} is no host of an office's")
    for origin in settings.allowed_origins:
        if not origin.startswith("https://"):
            raise SettingsError(f"ALLOWED_ORIGINS: {origin!r} is not https: anybody could be it")
    if settings.public_url and not settings.public_url.startswith("https://"):
        raise SettingsError("PUBLIC_URL: not https: visitors' messages could be read on their way")
    if len(set(secret)) < _DIFFERENT:
        raise SettingsError("SESSION_SECRET: it can be guessed: leave it unset, and one is made")
    files = {} if settings.session_secret else {"SESSION_SECRET": file}
    if keys is not None:
        files["PARTNER_KEYS_FILE"] = keys
    for name, address in (databases or {}).items():
        url = make_url(address)
        if url.password is not None and str(url.password).lower() in _GUESSED:
            raise SettingsError(f"{name}: its password is among the first that are tried")
        if url.get_backend_name() == "sqlite" and url.database:
            files[name] = Path(url.database)
    for name, path in files.items():
        if path.exists() and path.stat().st_mode & _OTHERS:
            raise SettingsError(f"{name}: others can read {path}: chmod 600 it")
