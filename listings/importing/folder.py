"""Reading a whole city folder, with every error in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from listings.importing.columns import Record, Table
from listings.importing.errors import ImportErrors, RowError
from listings.importing.files import FileError, JsonObject, Row, json_row, read_csv, read_json
from listings.importing.layout import layout_of, missing_columns, missing_errors
from listings.importing.rows import parse_row
from listings.importing.tables import CITY, DISTRICTS, FILES

CITY_FILE = CITY.file


@dataclass
class Folder:
    """What a city folder holds.

    ``records`` are the rows by file, in the file's order; the city and its districts are apart.
    ``missing`` files are not there; from ``unreadable`` ones some row or all are lacking.
    """

    city: Record | None = None
    districts: list[Record] = field(default_factory=list)
    records: dict[str, list[Record]] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)

    def rows_of(self, *tables: Table) -> list[Record]:
        """Return the records of these files, one file after the other."""
        return [record for table in tables for record in self.records.get(table.file, [])]

    def give_up(self, error: RowError) -> None:
        """Note an error that keeps a row, or the rest of the file, from being read."""
        self.errors.append(error)
        self.unreadable.add(error.file)


def read_folder(path: Path) -> Folder:
    """Read every file of the folder; what is wrong is in ``errors`` and never raised."""
    folder = Folder()
    if (path / CITY_FILE).is_file():
        _read_city(folder, path / CITY_FILE)
    else:
        folder.give_up(RowError(CITY_FILE, None, None, None, f"missing from {path}"))
    for table in FILES:
        if (path / table.file).is_file():
            _read_table(folder, table, path / table.file)
        else:
            folder.missing.add(table.file)
    _warn_of_unknown_files(folder, path)
    return folder


def read_table(table: Table, path: Path) -> list[Record]:
    """Return the rows of a single file.

    Raises:
        ImportErrors: something is wrong with it.
    """
    folder = Folder()
    _read_table(folder, table, path)
    if folder.errors:
        raise ImportErrors(folder.errors)
    return folder.records[table.file]


def _read_city(folder: Folder, path: Path) -> None:
    try:
        content = read_json(path)
    except FileError as error:
        folder.give_up(error.error)
        return
    if not isinstance(content, JsonObject):
        folder.give_up(RowError(path.name, 1, None, None, "not a JSON object"))
        return
    row = json_row(content, path.name, without=("districts",))
    for record in _parse_all(folder, CITY, [_completed(CITY, row)]):
        folder.city = record
    listed = content.get("districts", [])
    folder.districts = _parse_all(folder, DISTRICTS, _objects(DISTRICTS, listed))


def _read_table(folder: Folder, table: Table, path: Path) -> None:
    rows: Iterable[Row | RowError]
    try:
        if path.suffix == ".json":
            rows = _objects(table, read_json(path))
        else:
            header, rows = read_csv(path)
            for error in missing_errors(table, tuple(header)):
                folder.give_up(error)
    except FileError as error:
        folder.give_up(error.error)
        return
    folder.records[table.file] = _parse_all(folder, table, rows)


def _objects(table: Table, content: object) -> list[Row | RowError]:
    if not isinstance(content, list):
        return [RowError(table.file, 1, None, None, "not a JSON list of objects")]
    return [
        _completed(table, json_row(item, table.file))
        if isinstance(item, JsonObject)
        else RowError(table.file, None, None, None, f"not a JSON object: {item!r}")
        for item in content
    ]


def _completed(table: Table, row: Row | RowError) -> Row | RowError:
    """Give an object that lacks a required key an empty cell, so that it is called empty."""
    if isinstance(row, RowError):
        return row
    lacking = missing_columns(table, tuple(row.cells))
    return Row(row.line, {**row.cells, **dict.fromkeys(lacking, "")})


def _parse_all(folder: Folder, table: Table, rows: Iterable[Row | RowError]) -> list[Record]:
    """Parse the rows, gather their errors, and warn once of each unknown column."""
    records: list[Record] = []
    unknown: dict[str, None] = {}
    for row in rows:
        if isinstance(row, RowError):
            folder.give_up(row)
            continue
        unknown.update(dict.fromkeys(layout_of(table, tuple(row.cells)).unknown))
        record, errors = parse_row(table, row)
        records.append(record)
        folder.errors.extend(errors)
    folder.warnings.extend(
        f"{table.file}: column {name!r} is not known and not imported" for name in unknown
    )
    unsourced = [r for r in records if "source" in r.values and not r.values["source"]]
    if unsourced:
        folder.warnings.append(f"{table.file}: {len(unsourced)} rows name no source")
    return records


def _warn_of_unknown_files(folder: Folder, path: Path) -> None:
    known = {CITY_FILE, *(table.file for table in FILES)}
    folder.warnings.extend(
        f"{file.name}: not a file of a city folder, not imported"
        for file in sorted(path.glob("*"))
        if file.suffix.lower() in (".csv", ".json") and file.name not in known
    )
