"""The emergency numbers, told even when the database cannot be asked."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from actions.wording import formats
from actions.wording.catalogue import DEFAULT_LANGUAGE
from listings.importing.folder import read_folder
from listings.settings import SettingsError, city_dir
from listings.texts import local_language, pick

# Numbers that are dialled in an emergency are short everywhere: 110, 112, 119, 911, 1022.
_LONGEST_NUMBER = 4
_OFFICES = "offices.csv"


def is_emergency_line(office: Any) -> bool:
    """Say whether an office is an emergency line: a number of at most four digits."""
    digits = "".join(c for c in office.phone or "" if c.isdigit())
    return 0 < len(digits) <= _LONGEST_NUMBER


def lines(offices: Iterable[Any], language: str, local: str) -> list[str]:
    """Return one line for each emergency number: its name, the number and when to use it."""
    told = []
    for office in filter(is_emergency_line, offices):
        name = pick(office.names, language, local)
        summary = pick(office.summary, language, DEFAULT_LANGUAGE)
        line = formats.field(office.phone, name, language)
        told.append(f"{line} – {summary}" if summary else line)
    return told


@functools.lru_cache(maxsize=8)
def lines_of_files(language: str) -> list[str]:
    """Return the lines from the city's own files; an empty list when they cannot be read."""
    try:
        folder = read_folder(city_dir())
    except SettingsError:
        return []
    if folder.city is None:
        return []
    offices = [SimpleNamespace(**row.values) for row in folder.records.get(_OFFICES, [])]
    return lines(offices, language, local_language(folder.city.values["country"]))
