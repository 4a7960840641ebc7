"""What an action answers: text that reads well alone and, beside it, what a widget can draw."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Button:
    """A choice that the visitor can press; ``payload`` is an intent with its entities."""

    title: str
    payload: str


def button(title: str, intent: str, **entities: str) -> Button:
    """Return a button that asks ``intent`` with ``entities``."""
    return Button(title, f"/{intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}")


@dataclass(frozen=True)
class Reply:
    """One answer; an empty ``text`` says nothing.

    ``slots`` are set after it; a slot that is not named keeps its value. ``custom`` is the
    structured twin of the text, None where there is nothing to draw. ``response`` names words of
    ``domain.yml`` that are said in place of the text. ``asks`` says that it asks which place is
    meant, so that the question waits for the answer; ``choices`` are the ids of the places that it
    names, in order. ``about`` are the ids of what it tells of beside the places of the slots and of
    ``custom``.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    custom: Mapping[str, Any] | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)
    response: str | None = None
    asks: bool = False
    about: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
