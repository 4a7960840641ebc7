"""What the visitor was told last, as Rasa's events keep it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What these say is no fact that could be wrong.
_NO_FACTS = frozenset(
    {
        *("action_change_language", "action_feedback", "action_not_understood"),
        *("action_report_error", "action_start_over", "action_book", "action_listen"),
    }
)
_FACTS = "action_"


@dataclass(frozen=True)
class Told:
    """An answer: the intent that was asked, its words, and where its facts come from.

    ``source`` is None where the answer has no structured twin that names one.
    """

    intent: str
    text: str
    source: str | None


def last_told(events: Sequence[Mapping[str, Any]]) -> Told | None:
    """Return the last answer with facts before the latest message, None where there is none."""
    after: list[Mapping[str, Any]] = []
    is_latest = True
    for event in reversed(events):
        if event.get("event") != "user":
            after.insert(0, event)
            continue
        told = None if is_latest else _told(event, after)
        if told is not None:
            return told
        after, is_latest = [], False
    return None


def _told(message: Mapping[str, Any], after: Sequence[Mapping[str, Any]]) -> Told | None:
    actions = [str(e.get("name")) for e in after if e.get("event") == "action"]
    if not any(name.startswith(_FACTS) and name not in _NO_FACTS for name in actions):
        return None
    said = [e for e in after if e.get("event") == "bot"]
    text = "\n".join(e["text"] for e in said if e.get("text"))
    intent = (message.get("parse_data") or {}).get("intent") or {}
    customs = ((e.get("data") or {}).get("custom") or {} for e in said)
    sources = (source for custom in customs for source in _sources(custom))
    return Told(str(intent.get("name") or ""), text, next(sources, None)) if text else None


def _sources(custom: Mapping[str, Any]) -> list[str]:
    found = [custom.get("source"), *(card.get("source") for card in custom.get("cards") or ())]
    return [str(source) for source in found if source]
