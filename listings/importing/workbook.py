"""Reading a table from an .xlsx workbook: its first sheet."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from listings.importing.errors import RowError
from listings.importing.files import FileError, Row, table_of

MOST_BYTES = 64 * 1024 * 1024
"""How large a workbook may be unpacked: a city of 5,000 places takes a tenth of it."""


def read_workbook(path: Path) -> tuple[list[str], Iterator[Row | RowError]]:
    """Return the header and the rows of the first sheet, its cells as they would stand in CSV.

    A file that would unpack to more than ``MOST_BYTES`` is not opened.

    Raises:
        FileError: it is no workbook, too large, or ``table_of`` refuses it.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(member.file_size for member in packed.infolist())
        if size > MOST_BYTES:
            reason = f"unpacked it has {size} bytes, more than {MOST_BYTES}"
            raise FileError(RowError(path.name, None, None, None, reason))
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = [
            (number, [_text(cell) for cell in row])
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
        ]
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError) as error:
        reason = f"not an .xlsx workbook: {error}"
        raise FileError(RowError(path.name, None, None, None, reason)) from None
    except OSError as error:
        raise FileError(RowError(path.name, None, None, None, f"{error.strerror}")) from None
    return table_of(path.name, iter(lines))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float):
        return f"{cell:.10f}".rstrip("0").rstrip(".")
    return str(cell)
