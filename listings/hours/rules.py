"""Opening hours as rules: for which days, which times, and what is so then."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from listings.hours.selectors import Days

WHOLE_DAY = 24 * 60


class State(Enum):
    """What a place is at a time; of an unknown one the visitor must ask."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Join(Enum):
    """How a rule stands to those before it."""

    INSTEAD = ";"
    AS_WELL = ","
    ELSE = "||"


class TimeSpan(NamedTuple):
    """Minutes from midnight; an ``end`` above 1440 is on the next day.

    Of an ``open_end`` the closing time is not known, and ``end`` is what is known. What goes
    ``by_sun`` has times of day for ``start`` and ``end`` that are not to be told.
    """

    start: int
    end: int
    open_end: bool = False
    by_sun: bool = False


@dataclass(frozen=True)
class Rule:
    """One rule. No ``spans`` are the whole day; a ``comment`` may be empty."""

    join: Join
    days: Days
    spans: tuple[TimeSpan, ...]
    state: State
    comment: str = ""

    @property
    def is_whole_day(self) -> bool:
        """Say whether it is about a day as a whole."""
        return not self.spans


@dataclass(frozen=True)
class Rules:
    """The rules of a place in their order."""

    rules: tuple[Rule, ...]

    @property
    def is_always_open(self) -> bool:
        """Say whether it never closes, not even on holidays."""
        only = self.rules[0]
        return (
            len(self.rules) == 1
            and only.state is State.OPEN
            and only.days.is_every_day()
            and only.spans in ((), (TimeSpan(0, WHOLE_DAY),))
        )

    @property
    def is_dated(self) -> bool:
        """Say whether a rule is for a part of the year alone."""
        return any(rule.days.years or rule.days.periods or rule.days.weeks for rule in self.rules)

    @property
    def asks_school(self) -> bool:
        """Say whether school holidays, which are not known, may decide."""
        return any(h.school for rule in self.rules for h in rule.days.holidays)
