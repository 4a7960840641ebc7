"""What is said to a visitor when no answer comes, with whom to call and what holds now."""

from __future__ import annotations

from channels.contact import Contact
from channels.rasa import Message
from channels.words import say


class Apologies:
    """Puts apologies into words."""

    def __init__(self, contact: Contact) -> None:
        self._contact = contact

    async def late(self, language: str) -> list[Message]:
        """Return what is said when the answer takes longer than a visitor should wait."""
        return [await self._with_card(language, "late")]

    async def failed(self, language: str) -> list[Message]:
        """Return what is said when there will be no answer."""
        return [await self._with_card(language, "failed")]

    async def unavailable(self, language: str, told: str) -> list[Message]:
        """Return ``told``, which says that the database does not answer, and whom to call."""
        return [await self._called(language, told)]

    async def emergency(self, language: str) -> list[Message]:
        """Return the numbers to call in an emergency, at once; nothing where none is known."""
        lines = await self._contact.emergency(language)
        if not lines:
            return []
        text = "\n".join((say(language, "emergency.heading"), *lines))
        return [
            {"text": text, "custom": {"type": "emergency", "language": language, "lines": lines}}
        ]

    async def _with_card(self, language: str, which: str) -> Message:
        return await self._called(language, say(language, f"apology.{which}"))

    async def _called(self, language: str, words: str) -> Message:
        card = await self._contact.card(language)
        notices = await self._contact.notices(language)
        if card is None:
            return {"text": "\n".join((words, *notices))}
        return {
            "text": "\n".join((words, say(language, "apology.call"), card.text, *notices)),
            "custom": {
                "type": "contact",
                "language": language,
                "id": card.id,
                "name": card.name,
                "phone": card.phone,
                "hours": card.hours or None,
            },
        }
