"""Which answers say that a message was not understood: counted, and shown to nobody."""

from __future__ import annotations

from channels.rasa import Message
from semantics.notes import NOT_UNDERSTOOD


def without_note(replies: list[Message]) -> tuple[list[Message], bool]:
    """Return ``replies`` without that note, and whether the message was understood."""
    kept = [
        {name: value for name, value in reply.items() if name != "custom" or not _is_note(value)}
        for reply in replies
    ]
    return [reply for reply in kept if reply], kept == replies


def _is_note(custom: object) -> bool:
    return isinstance(custom, dict) and custom.get("type") == NOT_UNDERSTOOD
