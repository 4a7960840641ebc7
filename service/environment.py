"""What the child processes find in their environment, and where their commands begin."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from service.settings import HOST

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"

QUIET = {
    "PYTHONUNBUFFERED": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    # Rasa's libraries warn of their own future at every start; their errors still come through.
    "PYTHONWARNINGS": ",".join(
        f"ignore::{category}"
        for category in ("DeprecationWarning", "FutureWarning", "PendingDeprecationWarning")
    ),
}


# What the public process alone needs to know.
_OF_CHANNELS = ("SESSION_SECRET", "REDIS_URL", "WECHAT_", "PARTNER_")


def child_environment() -> dict[str, str]:
    """Return our own environment with the usual noise off and every server on loopback.

    A value that the caller has set stands. The public process's secrets are left out; only
    `channels_environment` has them.
    """
    everything = channels_environment()
    return {name: value for name, value in everything.items() if not name.startswith(_OF_CHANNELS)}


def channels_environment() -> dict[str, str]:
    """Return the environment of the public process: what others have, and its own secrets."""
    return {
        **QUIET,
        # rasa_sdk listens on every interface unless this says otherwise.
        "SANIC_HOST": HOST,
        "RASA_SHELL_STREAM_READING_TIMEOUT_IN_SECONDS": "30",
        **os.environ,
    }


def keep_private(folder: Path = VAR) -> None:
    """Let nobody but this user read what this process and its children write, or have written."""
    os.umask(0o077)
    if not folder.is_dir():
        return
    folder.chmod(0o700)
    for file in folder.iterdir():
        if file.is_file() and not file.is_symlink():
            file.chmod(0o600)


def python(*arguments: str) -> tuple[str, ...]:
    """Return the command that runs this environment's Python with ``arguments``."""
    return (sys.executable, *arguments)


def endpoints_file(actions_port: int, *, root: Path = ROOT) -> Path:
    """Return an endpoints file that points at ``actions_port``.

    It is the project's own ``endpoints.yml`` where that names the port; otherwise a copy of it
    under ``var/`` with the port changed.

    Raises:
        ValueError: ``endpoints.yml`` names no action server on loopback with the default port.
    """
    own = root / "endpoints.yml"
    if actions_port == 5055:
        return own
    text = own.read_text(encoding="utf-8")
    default = f"http://{HOST}:5055/"
    if default not in text:
        raise ValueError(f"{own.name} names no action server at {default}")
    # No two instances have the same port: Rasa, started again, reads its own file again.
    copy = root / "var" / f"endpoints-{actions_port}.yml"
    copy.parent.mkdir(mode=0o700, exist_ok=True)
    copy.write_text(text.replace(default, f"http://{HOST}:{actions_port}/"), encoding="utf-8")
    return copy
