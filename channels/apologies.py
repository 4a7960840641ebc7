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

    async def whom_to_call(self, language: str) -> list[Message]:
        """Return whom to call and what holds now, beside an answer; nothing where none is known."""
        message = await self._called(language, "")
        return [message] if message["text"] else []

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
            return {"text": _lines(words, *notices)}
        return {
            "text": _lines(words, say(language, "apology.call"), card.text, *notices),
            "custom": {
                "type": "contact",
                "language": language,
                "id": card.id,
                "name": card.name,
                "phone": card.phone,
                "hours": card.hours or None,
            },
        }


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
