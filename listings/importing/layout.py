"""Which column of a file is which field of its table."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import NamedTuple

from listings.importing.columns import Column, Table, Translated
from listings.importing.errors import RowError

_COUNTRY_CODES = {"jp": "ja", "kr": "ko", "cn": "zh", "gb": "en", "us": "en"}
_LIKELY_LANGUAGES = ("en", "zh", "ja", "ko")


class Layout(NamedTuple):
    """A header, read: its columns, its translated columns as (header, language), the unknown."""

    columns: tuple[Column, ...]
    translated: tuple[tuple[Translated, tuple[tuple[str, str], ...]], ...]
    unknown: tuple[str, ...]


@lru_cache(maxsize=256)
def layout_of(table: Table, header: tuple[str, ...]) -> Layout:
    """Return the layout of a header of this table's file."""
    columns = tuple(column for column in table.columns if column.name in header)
    translated = tuple((family, _languages(family, header)) for family in table.translated)
    known = {column.name for column in columns}
    known.update(name for _, found in translated for name, _ in found)
    return Layout(columns, translated, tuple(name for name in header if name not in known))


def likely_column(table: Table, name: str) -> str | None:
    """Return the column that an unknown header was most likely meant to be, None where none is.

    "Opening Hours" is ``opening_hours``, ``name_jp`` is ``name_ja``.
    """
    plain = re.sub(r"[\s-]+", "_", name.casefold())
    stem, _, code = plain.rpartition("_")
    plain = f"{stem}_{_COUNTRY_CODES.get(code, code)}" if stem else plain
    families = [f.header(language) for f in table.translated for language in _LIKELY_LANGUAGES]
    known = [*(column.name for column in table.columns), *families]
    return next(iter(difflib.get_close_matches(plain, known, n=1, cutoff=0.8)), None)


def missing_columns(table: Table, header: tuple[str, ...]) -> list[str]:
    """Return the headers of the required columns that are not there.

    Of a translated column the English one is named, though any language would do.
    """
    layout = layout_of(table, header)
    missing = [c.name for c in table.columns if c.is_required and c not in layout.columns]
    return missing + [
        f.header("en") for f, found in layout.translated if f.is_required and not found
    ]


def missing_errors(table: Table, header: tuple[str, ...]) -> list[RowError]:
    """Return an error on line 1 for each required column that is not there."""
    return [
        RowError(table.file, 1, name, None, "the column is missing")
        for name in missing_columns(table, header)
    ]


def _languages(family: Translated, header: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = ((name, family.language_of(name)) for name in header)
    return tuple((name, language) for name, language in found if language is not None)
