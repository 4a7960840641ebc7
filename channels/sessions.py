"""Sessions of the website's visitors: signed, expiring, renewed."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

from channels.state import Store

LIFE_SECONDS = 24 * 3600
"""How long a token holds; the widget renews it with each visit."""
_CLEARED_SECONDS = 30 * 24 * 3600
_ID = re.compile(r"[A-Za-z0-9_-]{32}\Z")


@dataclass(frozen=True)
class Session:
    """A visitor's session: its id (192 random bits), and its token with its end in Unix time."""

    id: str
    token: str
    expires: int


class Sessions:
    """Gives out sessions and knows its own again; nothing is stored for that."""

    def __init__(self, secret: str, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._signer = URLSafeSerializer(
            secret, salt="visitor-session", signer_kwargs={"digest_method": hashlib.sha256}
        )
        self._store = store
        self._clock = clock

    def start(self) -> Session:
        """Return a new session."""
        return self.renew(secrets.token_urlsafe(24))

    def renew(self, session_id: str) -> Session:
        """Return the same session under a fresh token."""
        expires = int(self._clock()) + LIFE_SECONDS
        return Session(session_id, self._signer.dumps([session_id, expires]), expires)

    def find(self, token: str) -> str | None:
        """Return the id of the session that ``token`` stands for.

        None for a token that has expired, was changed, or that we did not sign.
        """
        try:
            session_id, expires = self._signer.loads(token)
        except (BadData, ValueError, TypeError):
            return None
        if not isinstance(session_id, str) or not _ID.match(session_id):
            return None
        return session_id if isinstance(expires, int) and expires > self._clock() else None

    async def conversation(self, session_id: str) -> str:
        """Return the id of the session's conversation, which Rasa knows as its sender."""
        cleared = await self._store.get(_key(session_id))
        return f"w-{session_id}" if cleared is None else f"w-{session_id}-{cleared}"

    async def begin_anew(self, session_id: str) -> None:
        """Give the session another conversation, of which Rasa knows nothing yet."""
        await self._store.set(_key(session_id), secrets.token_hex(8), ttl=_CLEARED_SECONDS)


def _key(session_id: str) -> str:
    return f"cleared:{session_id}"
