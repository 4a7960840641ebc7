"""Where the visitor is and where they stay, as they said it: circumstances, not wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.dialogue.state import WHEREABOUTS

AT, STAY = "at", "stay"
PLACE, AREA = "place", "area"


@dataclass(frozen=True)
class Spot:
    """A place by its id, or an area: a district's id or a street."""

    kind: str
    value: str


@dataclass(frozen=True)
class Whereabouts:
    """Where the visitor is (``at``) and stays (``stay``); None where that was not said."""

    at: Spot | None = None
    stay: Spot | None = None

    @classmethod
    def from_slot(cls, value: object) -> Whereabouts:
        """Read what :meth:`to_slot` wrote; nothing is known from an empty slot."""
        kept = value if isinstance(value, Mapping) else {}
        return cls(_spot(kept.get(AT)), _spot(kept.get(STAY)))

    def to_slot(self) -> dict[str, Any]:
        """Return the slot that keeps it."""
        spots = {AT: self.at, STAY: self.stay}
        return {WHEREABOUTS: {k: [s.kind, s.value] for k, s in spots.items() if s is not None}}


def _spot(value: object) -> Spot | None:
    if not isinstance(value, list) or len(value) != 2 or value[0] not in (PLACE, AREA):
        return None
    return Spot(str(value[0]), str(value[1]))
