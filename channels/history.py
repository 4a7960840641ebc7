"""A conversation's messages, so that a page that is loaded again can show them."""

from __future__ import annotations

from typing import Any

from channels.state import Store
from channels.turns import Turns

MOST = 50
"""How many turns are kept."""
KEPT_SECONDS = 24 * 3600
_LOCK_SECONDS = 5


class History:
    """What visitors said, in order; what was answered is kept by the turns themselves."""

    def __init__(self, store: Store, turns: Turns) -> None:
        self._store = store
        self._turns = turns

    async def add(self, conversation: str, message_id: str, text: str, at: int) -> None:
        """Add what a visitor said, once for each message id."""
        async with self._lock(conversation):
            said = await self._said(conversation)
            if all(entry["id"] != message_id for entry in said):
                said.append({"id": message_id, "text": text, "at": at})
                for older in said[:-MOST]:
                    # Its answer is kept for repeats, and must go with the rest.
                    await self._store.push(_older(conversation), older["id"], ttl=KEPT_SECONDS)
                await self._store.set(_key(conversation), said[-MOST:], ttl=KEPT_SECONDS)

    async def find(self, conversation: str) -> list[dict[str, Any]]:
        """Return the turns, oldest first: id, text, Unix time, status and messages."""
        turns = []
        for entry in await self._said(conversation):
            outcome = await self._turns.result(conversation, entry["id"])
            # Its answer was lost on the way: the visitor may send it again.
            status, messages = (outcome.status, outcome.messages) if outcome else ("failed", [])
            turns.append({**entry, "status": status, "messages": messages})
        return turns

    async def clear(self, conversation: str) -> None:
        """Remove what was said and answered."""
        async with self._lock(conversation):
            older = await self._store.pop_all(_older(conversation))
            for id_ in [*older, *(entry["id"] for entry in await self._said(conversation))]:
                await self._turns.forget(conversation, id_)
            await self._store.delete(_key(conversation))

    async def _said(self, conversation: str) -> list[dict[str, Any]]:
        return list(await self._store.get(_key(conversation)) or [])

    def _lock(self, conversation: str) -> Any:
        return self._store.lock(f"history:{conversation}", wait=_LOCK_SECONDS)


def _older(conversation: str) -> str:
    return f"older:{conversation}"


def _key(conversation: str) -> str:
    return f"said:{conversation}"
