"""A reply in Traditional characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.wording.reply import Reply
from locales.traditional import traditional


def in_traditional(reply: Reply) -> Reply:
    """Return a reply in Chinese with all that the visitor reads in Traditional characters.

    The titles of buttons and the texts of the structured twin are among it; payloads and slots
    stay as they are.
    """
    return replace(
        reply,
        text=traditional(reply.text),
        buttons=tuple(replace(b, title=traditional(b.title)) for b in reply.buttons),
        custom=_converted(reply.custom),
    )


def _converted(value: Any) -> Any:
    if isinstance(value, str):
        return traditional(value)
    if isinstance(value, Mapping):
        return {key: _converted(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_converted(item) for item in value]
    return value
