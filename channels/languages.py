"""The language in which a conversation is held, for what the channels themselves say."""

from __future__ import annotations

from channels.state import Store
from channels.words import language_of_text
from semantics.languages import DEFAULT_LANGUAGE, LANGUAGES

KEPT_SECONDS = 24 * 3600


class Languages:
    """Remembers the last language that each conversation showed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, conversation: str, text: str = "", page: object = None) -> str:
        """Return the language of ``text``, else the conversation's, else the page's, else English.

        What the text shows is remembered. ``page`` is the language of the page that the visitor
        reads, as sent; anything but one of ours counts as none.
        """
        kept = await self._store.get(_key(conversation))
        expected = kept or (page if page in LANGUAGES else None)
        shown = language_of_text(text, expected=expected)
        if shown is not None and shown != kept:
            await self.remember(conversation, shown)
        return shown or expected or DEFAULT_LANGUAGE

    async def remember(self, conversation: str, language: str) -> None:
        """Keep ``language`` as the conversation's."""
        await self._store.set(_key(conversation), language, ttl=KEPT_SECONDS)

    async def forget(self, conversation: str) -> None:
        """Keep no language for the conversation any more."""
        await self._store.delete(_key(conversation))


def _key(conversation: str) -> str:
    return f"language:{conversation}"
