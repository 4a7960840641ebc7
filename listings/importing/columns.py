"""The vocabulary in which the files of a city folder are declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from listings.importing.cells import parse_text, write_plain
from listings.importing.languages import is_language


def nothing() -> None:
    """Return None, the value of most empty cells."""


@dataclass(frozen=True)
class Column:
    """A column: its header, the model's attribute, and how a cell is read and written.

    An empty cell, or a column that is not in the file, gives ``empty()``; a required column must
    be there and have no empty cell.
    """

    name: str
    attribute: str
    parse: Callable[[str], Any] = parse_text
    write: Callable[[Any], str] = write_plain
    empty: Callable[[], Any] = nothing
    is_required: bool = False


@dataclass(frozen=True)
class Translated:
    """A family of columns, one a language: ``stem_en``, ``stem_zh`` and so on.

    ``is_list`` cells hold several values. ``bare`` columns may also be headed by the stem alone,
    which is English, and are written so. A required one needs a text in at least one language.
    """

    stem: str
    attribute: str
    is_list: bool = False
    bare: bool = False
    is_required: bool = False

    def language_of(self, header: str) -> str | None:
        """Return the language of a header of this family, None for any other header."""
        if self.bare and header == self.stem:
            return "en"
        stem, _, code = header.rpartition("_")
        return code if stem == self.stem and is_language(code) else None

    def header(self, language: str) -> str:
        """Return the header for a language."""
        return self.stem if self.bare and language == "en" else f"{self.stem}_{language}"


@dataclass(frozen=True, eq=False)
class Table:
    """A file of the folder (or a part of city.json) and the model that its rows become.

    ``fields`` stand in the order in which they are written. ``key`` names the attributes that
    tell rows apart. ``fixed`` are attributes that every row of the file has alike, ``derive`` adds
    attributes that follow from the others.
    """

    file: str
    model: type
    key: tuple[str, ...]
    fields: tuple[Column | Translated, ...]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    derive: Callable[[dict[str, Any]], None] | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that stand once."""
        return tuple(f for f in self.fields if isinstance(f, Column))

    @property
    def translated(self) -> tuple[Translated, ...]:
        """The columns that stand once a language."""
        return tuple(f for f in self.fields if isinstance(f, Translated))


@dataclass
class Record:
    """A row that was read.

    ``row`` is the line it begins on. ``values`` maps the model's attributes to typed values; an
    attribute whose cell was wrong is missing.
    """

    table: Table
    row: int
    values: dict[str, Any]

    @property
    def file(self) -> str:
        """The name of the file that the row is in."""
        return self.table.file

    @property
    def key(self) -> tuple[Any, ...] | None:
        """Return what tells this row apart, or None where a part of it could not be read."""
        parts = tuple(self.values.get(attribute) for attribute in self.table.key)
        return None if None in parts else parts
