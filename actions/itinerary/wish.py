"""What a visitor wants of a plan, as the conversation keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

MOST_SIGHTS = 5


@dataclass(frozen=True)
class Wish:
    """A plan's day and hours (minutes from midnight), and what it should and should not hold.

    ``most`` is how many sights at most; ``is_fixed`` says that the visitor told when it must end.
    ``dropped`` are places that the visitor put aside, ``asked_for`` those named; ``is_moved`` says
    that it was too late for today. ``without`` are categories, ``kinds`` those wanted, ``themes``
    what of :mod:`listings.themes` is liked and ``interests`` further words for it.

    ``only`` is that no other sights than those named are wanted, ``on_foot`` that nothing is ridden
    to. ``easy`` is little walking, ``flat`` no hills, ``after_dark`` that outdoors is wanted by
    night too. ``no_meals`` are the meals left out, ``no_foods`` the
    cuisines of which no meal is, ``meals`` pairs "meal=cuisine" ("" for any
    meal), ``sea_meals`` those by the sea, ``spots`` pairs "meal=place" near which it is,
    ``breaks`` what to stop for between the sights, of :mod:`actions.itinerary.breaks`.

    ``at`` pairs "stop=first-last": the minutes within which a place is visited or a meal begins;
    ``first`` and ``last`` are the ids of the stops to begin and end with.

    ``start`` and ``finish`` are ids of places. ``later`` is the day after which the visitor stays
    on, with the hour at which that one ends: "2026-11-30 720".
    """

    day: str
    begin: int
    end: int
    most: int = MOST_SIGHTS
    is_fixed: bool = False
    indoor: bool = False
    children: bool = False
    easy: bool = False
    flat: bool = False
    after_dark: bool = False
    only: bool = False
    on_foot: bool = False
    district: str | None = None
    kinds: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    asked_for: tuple[str, ...] = ()
    no_meals: tuple[str, ...] = ()
    no_foods: tuple[str, ...] = ()
    meals: tuple[str, ...] = ()
    sea_meals: tuple[str, ...] = ()
    spots: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    start: str | None = None
    finish: str | None = None
    later: str | None = None
    is_moved: bool = False

    @property
    def date(self) -> date:
        """The day of the plan."""
        return date.fromisoformat(self.day)

    @classmethod
    def from_slot(cls, value: Any) -> Wish | None:
        """Read what :meth:`to_slot` wrote; None for anything else, as of another version."""
        if not isinstance(value, Mapping) or set(value) != {f.name for f in fields(cls)}:
            return None
        read: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}
        return cls(**read)

    def times_at(self, stop: str) -> tuple[int, int] | None:
        """Return the minutes between which a stop or a meal must be, None where it is free."""
        for pair in self.at:
            name, _, times = pair.partition("=")
            if name == stop:
                first, _, last = times.partition("-")
                return int(first), int(last)
        return None

    def to_slot(self) -> dict[str, Any]:
        """Return the wish as JSON-able values."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}
