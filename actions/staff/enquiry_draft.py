"""A message to the office's staff while it is being written: its steps, and what is told so far."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from actions.dialogue.state import CORRECTION, ENQUIRY

Step = Literal["topic", "text", "reach", "consent"]
STEPS: tuple[Step, ...] = ("topic", "text", "reach", "consent")
DAY_SECONDS = 24 * 3600
TOPICS = ("question", "lost_property", "complaint", "correction", "other")


@dataclass(frozen=True)
class Draft:
    """A message that is not sent yet; a part that is None is still to be told.

    ``id`` keeps it from being stored twice. ``seen`` is when the last message came that it has
    taken in, in Unix time: what came later and was lost on the way is taken in with the next one.
    ``asked`` says whether its writer has been asked for anything yet.
    """

    seen: float
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    asked: bool = False
    topic: str | None = None
    text: str | None = None
    reach_kind: str | None = None
    reach: str | None = None

    @classmethod
    def from_slot(cls, value: Mapping[str, Any] | None) -> Draft | None:
        """Read what :meth:`to_slot` wrote; None for an empty slot or one of another version."""
        if not value or set(value) != {f.name for f in fields(cls)}:
            return None
        return cls(**value)

    def to_slot(self) -> dict[str, Any]:
        """Return the draft as JSON-able values."""
        return asdict(self)

    @property
    def step(self) -> Step:
        """The first step that is not answered yet; the consent, when all else is told."""
        told = {"topic": self.topic, "text": self.text, "reach": self.reach}
        return next((step for step in STEPS[:-1] if told[step] is None), "consent")


def draft_of_today(slots: Mapping[str, Any], now: float) -> Draft | None:
    """Return the draft that was written on within a day before ``now``, None without one.

    After a day of silence Rasa begins a session in which no form is open, though the slots stay.
    """
    draft = Draft.from_slot(slots.get(ENQUIRY))
    return draft if draft is not None and now - draft.seen < DAY_SECONDS else None


def kept_open(draft: Draft, slots: Mapping[str, Any]) -> dict[str, Any]:
    """Return the slots that keep the form open with ``draft``.

    A report of a wrong fact that waits for details is closed first: one form is open at a time.
    """
    closed = {CORRECTION: None} if slots.get(CORRECTION) else {}
    return {**closed, ENQUIRY: draft.to_slot()}
