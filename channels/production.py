"""What visitors of a real office may rely on, checked before the first of them comes."""

from __future__ import annotations

from pathlib import Path

from channels.settings import Settings, SettingsError

_OTHERS = 0o077
# A random secret of 32 characters has some twenty different ones; words and repeats have fewer.
_DIFFERENT = 12
_NOBODYS = ("localhost", "127.0.0.1", "0.0.0.0", "example.org", "assistant.example")


def check(settings: Settings, secret: str, file: Path) -> None:
    """Refuse what is fit for a developer's machine alone; does nothing unless PRODUCTION is yes.

    ``secret`` signs the sessions, and stands in ``file`` where no setting has it.

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
    if len(set(secret)) < _DIFFERENT:
        raise SettingsError("SESSION_SECRET: it can be guessed: leave it unset, and one is made")
    if not settings.session_secret and file.exists() and file.stat().st_mode & _OTHERS:
        raise SettingsError(f"SESSION_SECRET: others can read {file}: chmod 600 it")
