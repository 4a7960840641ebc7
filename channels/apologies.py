"""What is said to a visitor when no answer comes, with the office's contact card."""

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
        card = await self._contact.card(language)
        words = say(language, f"apology.{which}")
        if card is None:
            return {"text": words}
        return {
            "text": "\n".join((words, say(language, "apology.call"), card.text)),
            "custom": {
                "type": "contact",
                "language": language,
                "id": card.id,
                "name": card.name,
                "phone": card.phone,
                "hours": card.hours or None,
            },
        }
