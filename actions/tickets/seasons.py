"""Which prices hold on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actions.wording.formats import MONTHS
from listings.models import Ticket


def is_in_season(season: str | None, day: date) -> bool:
    """Say whether ``day`` is within a season of the data, "May-Oct", "Nov-Apr" or "Jul".

    No season is all year; one that is not written in months is taken to hold, since nothing says
    that it does not.
    """
    months = season.split("-") if season else []
    if not months or len(months) > 2 or any(m not in MONTHS for m in months):
        return True
    first, last = MONTHS.index(months[0]) + 1, MONTHS.index(months[-1]) + 1
    if first <= last:
        return first <= day.month <= last
    return day.month >= first or day.month <= last


def in_force(tickets: Sequence[Ticket], day: date) -> list[Ticket]:
    """Return the prices that hold on ``day``, in their order; all of them where none does."""
    return [t for t in tickets if is_in_season(t.season, day)] or list(tickets)
