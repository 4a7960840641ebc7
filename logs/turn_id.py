"""One id for a turn, in the log of each process that it goes through; it tells nothing of anybody.

The public process makes it with the request; it goes along in the message's metadata to Rasa and
the action server.
"""

from __future__ import annotations

import secrets

from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

FIELD = "turn"
"""The field of a message's metadata that has the id, and that of a line of the log."""

_MOST_CHARACTERS = 32


def begin(given: object = None) -> None:
    """Let the lines that this task writes from now on have the id ``given``, or a new one.

    What is no id of ours counts as none.
    """
    is_ours = isinstance(given, str) and given.isalnum() and len(given) <= _MOST_CHARACTERS
    clear_contextvars()
    bind_contextvars(**{FIELD: given if is_ours else secrets.token_hex(6)})


def current() -> str | None:
    """Return the id of the turn that this task works on, None where it works on none."""
    found = get_contextvars().get(FIELD)
    return found if isinstance(found, str) else None
