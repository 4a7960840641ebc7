"""Turning a row's cells into typed values by its table's declaration."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from listings.importing.cells import parse_list
from listings.importing.columns import Column, Record, Table, Translated
from listings.importing.errors import RowError
from listings.importing.files import Row
from listings.importing.layout import layout_of

_ALLOWED_CONTROLS = "\t\n\r"


def parse_row(table: Table, row: Row) -> tuple[Record, list[RowError]]:
    """Return the row's record and everything wrong with its cells.

    Columns that the file does not have give their empty value; unknown ones are passed over.
    """
    layout = layout_of(table, tuple(row.cells))
    cells, errors = _clean(table.file, row)
    record = Record(table, row.line, dict(table.fixed))
    for column in table.columns:
        if column not in layout.columns:
            record.values[column.attribute] = column.empty()
        elif column.name in cells:
            errors.extend(_parse_column(record, column, cells[column.name]))
    for family, headers in layout.translated:
        texts = dict(_texts(family, headers, cells))
        record.values[family.attribute] = texts
        whole = all(name in cells for name, _ in headers)
        if family.is_required and headers and whole and not texts:
            reason = f"no {family.stem} in any language"
            errors.append(RowError(table.file, row.line, headers[0][0], None, reason))
    if table.derive is not None:
        table.derive(record.values)
    return record, errors


def _clean(file: str, row: Row) -> tuple[dict[str, str], list[RowError]]:
    """Return the stripped cells, but for those with control characters, and the errors of these."""
    cells, errors = {}, []
    for name, cell in row.cells.items():
        stripped = cell.strip()
        if stripped.isprintable() or not any(map(_is_forbidden, stripped)):
            cells[name] = stripped
        else:
            errors.append(RowError(file, row.line, name, stripped, "a control character"))
    return cells, errors


def _parse_column(record: Record, column: Column, cell: str) -> list[RowError]:
    if not cell and not column.is_required:
        record.values[column.attribute] = column.empty()
        return []
    if not cell:
        return [RowError(record.file, record.row, column.name, None, "empty, but required")]
    try:
        record.values[column.attribute] = column.parse(cell)
    except ValueError as error:
        return [RowError(record.file, record.row, column.name, cell, str(error))]
    return []


def _texts(
    family: Translated, headers: tuple[tuple[str, str], ...], cells: dict[str, str]
) -> Iterator[tuple[str, Any]]:
    for name, language in headers:
        cell = cells.get(name, "")
        value = parse_list(cell) if family.is_list else cell
        if value:
            yield language, value


def _is_forbidden(character: str) -> bool:
    """Say whether it is a control character, or half of one that UTF-8 cannot write."""
    is_control = unicodedata.category(character) in ("Cc", "Cs")
    return is_control and character not in _ALLOWED_CONTROLS
