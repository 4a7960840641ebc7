"""Where the visitor is, stays and is from, as they said it: circumstances, not wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.dialogue.state import WHEREABOUTS

AT, STAY, HOME = "at", "stay", "home"
PLACE, AREA = "place", "area"
# The key of a beginning of ways that is only said to be where the visitor is.
SAID = "said_to_be"


@dataclass(frozen=True)
class Spot:
    """A place by its id, or an area: a district's id or a street."""

    kind: str
    value: str


@dataclass(frozen=True)
class Whereabouts:
    """Where the visitor is (``at``) and stays (``stay``); None where that was not said.

    ``home`` is the ISO code of the country that they are from.
    """

    at: Spot | None = None
    stay: Spot | None = None
    home: str | None = None

    @classmethod
    def from_slot(cls, value: object) -> Whereabouts:
        """Read what :meth:`to_slot` wrote; nothing is known from an empty slot."""
        kept = value if isinstance(value, Mapping) else {}
        home = kept.get(HOME)
        return cls(_spot(kept.get(AT)), _spot(kept.get(STAY)), str(home) if home else None)

    def to_slot(self) -> dict[str, Any]:
        """Return the slot that keeps it."""
        spots = {AT: self.at, STAY: self.stay}
        said: dict[str, Any] = {k: [s.kind, s.value] for k, s in spots.items() if s is not None}
        return {WHEREABOUTS: said | ({HOME: self.home} if self.home else {})}


def _spot(value: object) -> Spot | None:
    if not isinstance(value, list) or len(value) != 2 or value[0] not in (PLACE, AREA):
        return None
    return Spot(str(value[0]), str(value[1]))
