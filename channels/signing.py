"""The secret that signs sessions: the setting, or a file that only we can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from channels.settings import MIN_SECRET, SettingsError

FILE = Path(__file__).resolve().parent.parent / "var" / "session-secret"


def session_secret(written: str, file: Path = FILE) -> str:
    """Return the setting where it is written, else the secret kept in ``file``, made if missing.

    Raises:
        SettingsError: The file cannot be made or read, or holds too little.
    """
    if written:
        return written
    try:
        kept = _kept(file)
    except OSError as error:
        raise SettingsError(f"SESSION_SECRET: unset, and {file} fails: {error.strerror}") from None
    if len(kept) < MIN_SECRET:
        raise SettingsError(f"SESSION_SECRET: unset, and {file} holds too little: remove it")
    return kept


def _kept(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        # Written aside and linked, so that a process that starts beside us never reads half of it.
        aside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(secrets.token_urlsafe(48))
        try:
            os.link(aside, file)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return file.read_text(encoding="ascii").strip()
