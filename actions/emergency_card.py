"""The emergency numbers, told even when the database cannot be asked."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from listings.models import Office
from listings.settings import city_dir
from listings.importing import read_offices
from listings.texts import pick

# Numbers that are dialled in an emergency are short everywhere: 110, 112, 119, 911, 1022.
_LONGEST_NUMBER = 4


def is_emergency_line(office: Office) -> bool:
    """Say whether an office is an emergency line: a number of at most four digits."""
    digits = "".join(c for c in office.phone or "" if c.isdigit())
    return 0 < len(digits) <= _LONGEST_NUMBER


def lines(offices: Iterable[Office], language: str, local: str) -> list[str]:
    """Return one line for each emergency number: its name, the number and when to use it."""
    return [
        f"{o.phone}: {pick(o.names, language, local)} – {pick(o.summary, language, local) or ''}".rstrip(
            " –"
        )
        for o in offices
        if is_emergency_line(o)
    ]


@functools.lru_cache(maxsize=8)
def lines_of_files(language: str) -> list[str]:
    """Return the lines from the city's own files; an empty list when they cannot be read."""
    try:
        offices = read_offices(city_dir())
    except (OSError, ValueError):
        return []
    return lines(offices, language, "en")
