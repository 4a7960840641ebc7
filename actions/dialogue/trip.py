"""The way that was told last: where it begins and where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.dialogue.state import TRIP


@dataclass(frozen=True)
class Trip:
    """The ids of the places where a way begins and ends; None where that was not said."""

    origin: str | None = None
    destination: str | None = None

    @classmethod
    def from_slot(cls, value: object) -> Trip | None:
        """Read what :meth:`to_slot` wrote; None for an empty slot."""
        if not isinstance(value, Mapping):
            return None
        origin, destination = value.get("origin"), value.get("destination")
        return cls(
            str(origin) if origin else None,
            str(destination) if destination else None,
        )

    def to_slot(self) -> dict[str, Any]:
        """Return the slot that keeps the trip."""
        return {TRIP: {"origin": self.origin, "destination": self.destination}}

    @property
    def back(self) -> Trip:
        """The same way the other way round."""
        return Trip(self.destination, self.origin)
