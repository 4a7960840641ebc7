"""What the visitor said to a form: the latest message, and those before it that were lost.

While the action server is away, Rasa goes on listening: what the visitor types stands in the
tracker, though nobody has taken it in. Such a message is one for which Rasa called the form first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from semantics.lengths import MOST_CHARACTERS

_PRESSED = "/"
# The choice that a button of a form stands for.
CHOICE = "form_choice"


@dataclass(frozen=True)
class Heard:
    """One message: as it was typed, what it may mean with which confidence, and when it came.

    ``choice`` is the value of a form's button, None for any other message. ``pressed`` says that a
    button was pressed, a form's or another.
    """

    text: str
    intent: str = ""
    confidence: float = 0.0
    at: float = 0.0
    choice: str | None = None
    pressed: bool = False


def heard_since(tracker: Tracker, form: str, seen: float) -> list[Heard]:
    """Return the messages to ``form`` that came after ``seen``, in their order.

    Those that another action answered are none of them. A message that the visitor repeated, as one
    does without an answer, stands there once.
    """
    found: list[Heard] = []
    for place, event in enumerate(tracker.events):
        if event.get("event") != "user" or _time(event) <= seen:
            continue
        if _first_asked(tracker.events[place + 1 :]) not in (None, form):
            continue
        heard = _heard(event)
        if not (found and found[-1].text == heard.text):
            found.append(heard)
    return found


def _first_asked(events: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the action that answered the message before ``events``, None while none has."""
    for event in events:
        if event.get("event") in ("action", "user"):
            name = event.get("name")
            return None if name is None else str(name)
    return None


def _heard(event: Mapping[str, Any]) -> Heard:
    parsed = event.get("parse_data") or {}
    intent = parsed.get("intent") or {}
    text = str(event.get("text") or "")[:MOST_CHARACTERS]
    pressed = text.startswith(_PRESSED)
    choices = [e["value"] for e in parsed.get("entities") or () if e["entity"] == CHOICE]
    return Heard(
        text=text,
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        at=_time(event),
        choice=str(choices[0]) if pressed and choices else None,
        pressed=pressed,
    )


def _time(event: Mapping[str, Any]) -> float:
    return float(event.get("timestamp") or 0.0)
