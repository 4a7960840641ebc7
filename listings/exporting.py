"""Writing a city folder from the database, in the format that the import reads."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.importing.cells import write_list
from listings.importing.columns import Column, Table
from listings.importing.languages import in_order
from listings.importing.tables import ARTICLES, CITY, CSV_FILES, DISTRICTS, PICTURES
from listings.queries import get_city, list_districts


class ExportError(Exception):
    """The folder cannot be written to; its text is one line."""


def export_city(session: Session, folder: Path) -> None:
    """Write the city to a new or empty folder, every file of the format among them.

    Rows stand in the order in which they were imported, retired ones are left out, and the same
    content always gives the same bytes. Importing the folder changes nothing.

    Raises:
        NoCityError: the database is empty.
        ExportError: the folder holds something, or cannot be written.
    """
    files = {CITY.file: _city_json(session)}
    for table in CSV_FILES:
        files[table.file] = _csv(table, _rows(session, table))
    for table in ARTICLES:
        files[table.file] = _json([_object(table, row) for row in _rows(session, table)])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ExportError(f"{folder} is not empty: export to a new folder")
        for name, text in files.items():
            (folder / name).write_bytes(text.encode("utf-8"))
        for picture in _rows(session, PICTURES):
            (folder / "pictures").mkdir(exist_ok=True)
            (folder / "pictures" / picture.file).write_bytes(picture.content)
    except OSError as error:
        raise ExportError(f"{folder}: {error.strerror}") from None


def _rows(session: Session, table: Table) -> list[Any]:
    model: Any = table.model
    statement = select(model).where(model.retired_at.is_(None))
    for attribute, value in table.fixed.items():
        statement = statement.where(getattr(model, attribute) == value)
    key = [getattr(model, attribute) for attribute in table.key]
    return session.execute(statement.order_by(model.position, *key)).scalars().all()


def _city_json(session: Session) -> str:
    city = _object(CITY, get_city(session))
    city["districts"] = [_object(DISTRICTS, row) for row in list_districts(session)]
    return _json(city)


def _object(table: Table, row: Any) -> dict[str, Any]:
    """Return a row as a JSON object, without the keys that would be empty."""
    cells = _cells(table, row)
    return {name: cells[name] for name in _header(table, [cells]) if cells.get(name)}


def _csv(table: Table, rows: list[Any]) -> str:
    """Return rows below a header of all columns, in every language that a cell is written in."""
    cells = [_cells(table, row) for row in rows]
    header = _header(table, cells)
    lines = [header, *([row.get(name, "") for name in header] for row in cells)]
    return "".join(map(_csv_line, lines))


def _csv_line(cells: list[str]) -> str:
    """Return one row, ended as on Unix, but with a carriage return in a cell put in quotes."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n") + "\n"


def _cells(table: Table, row: Any) -> dict[str, str]:
    cells: dict[str, str] = {}
    for field in table.fields:
        value = getattr(row, field.attribute)
        if isinstance(field, Column):
            cells[field.name] = field.write(value) if value not in (None, []) else ""
        else:
            for language, text in value.items():
                cells[field.header(language)] = write_list(text) if field.is_list else text
    return cells


def _header(table: Table, rows: list[dict[str, str]]) -> list[str]:
    written = {name for cells in rows for name in cells}
    header: list[str] = []
    for field in table.fields:
        if isinstance(field, Column):
            header.append(field.name)
            continue
        languages = (field.language_of(name) for name in written)
        names = [field.header(code) for code in in_order(filter(None, languages))]
        header += names or [field.header("en")]
    return header


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
