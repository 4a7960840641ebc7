"""The last admission: a time of day, or minutes before closing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_BEFORE = re.compile(r"(\d{1,3}) min", re.ASCII)


@dataclass(frozen=True)
class LastAdmission:
    """When the last visitors are let in; one of the two is set.

    ``clock`` is a time of day, ``minutes_before`` counts back from closing.
    """

    clock: time | None = None
    minutes_before: int | None = None

    @classmethod
    def read(cls, text: str) -> LastAdmission:
        """Read ``16:30`` or ``30 min``.

        Raises:
            ValueError: ``text`` is neither.
        """
        if match := _CLOCK.fullmatch(text):
            return cls(clock=time(int(match[1]), int(match[2])))
        match = _BEFORE.fullmatch(text)
        if match and int(match[1]):
            return cls(minutes_before=int(match[1]))
        raise ValueError(
            f"{text!r} is no last admission: write a time, 16:30, or minutes before closing, 30 min"
        )

    def moment(self, closes_at: datetime) -> datetime:
        """Return the last admission before ``closes_at``, in its time zone."""
        if self.clock is None:
            return closes_at - timedelta(minutes=self.minutes_before or 0)
        same_day = datetime.combine(closes_at.date(), self.clock, closes_at.tzinfo)
        # Where a place closes after midnight, the last visitors may come the evening before.
        return same_day if same_day <= closes_at else same_day - timedelta(days=1)


def parse_last_admission(text: str) -> str:
    """Return ``text`` as it is where :meth:`LastAdmission.read` can read it.

    Raises:
        ValueError: It cannot.
    """
    LastAdmission.read(text)
    return text
