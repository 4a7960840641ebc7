"""Reading a whole city folder, with every error in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from listings.importing.cells import parse_price
from listings.importing.columns import Record, Table
from listings.importing.errors import ImportErrors, RowError
from listings.importing.files import FileError, JsonObject, Row, json_row, read_csv, read_json
from listings.importing.layout import layout_of, likely_column, missing_columns, missing_errors
from listings.importing.rows import parse_row
from listings.importing.tables import CITY, DISTRICTS, FILES
from listings.importing.workbook import read_workbook

CITY_FILE = CITY.file

_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)


@dataclass
class Folder:
    """What a city folder holds.

    ``records`` are the rows by file, in the file's order; the city and its districts are apart.
    ``headers`` are the columns of the files that are tables. ``missing`` files are not there; from
    ``unreadable`` ones some row or all are lacking.
    """

    city: Record | None = None
    districts: list[Record] = field(default_factory=list)
    records: dict[str, list[Record]] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict)
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
        found = files_of(path, table)
        if not found:
            folder.missing.add(table.file)
        elif len(found) > 1:
            reason = f"stands beside {found[1].name}: keep one of the two"
            folder.give_up(RowError(table.file, None, None, None, reason))
        else:
            _read_table(folder, table, found[0])
    _warn_of_unknown_files(folder, path)
    return folder


def files_of(path: Path, table: Table) -> list[Path]:
    """Return the files of a table that are there: as declared, and as a workbook."""
    names = [table.file]
    if table.file.endswith(".csv"):
        names.append(table.file.removesuffix(".csv") + ".xlsx")
    return [path / name for name in names if (path / name).is_file()]


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
            read = read_workbook if path.suffix == ".xlsx" else read_csv
            header, rows = read(path)
            folder.headers[table.file] = tuple(header)
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
        folder.warnings.extend(_doubtful_prices(table, row))
        record, errors = parse_row(table, row)
        records.append(record)
        folder.errors.extend(errors)
    folder.warnings.extend(
        f"{table.file}: column {name!r} is not known and not imported{_meant(table, name)}"
        for name in unknown
    )
    unsourced = [r for r in records if "source" in r.values and not r.values["source"]]
    if unsourced:
        folder.warnings.append(f"{table.file}: {len(unsourced)} rows name no source")
    return records


def _doubtful_prices(table: Table, row: Row) -> Iterator[str]:
    for column in table.columns:
        cell = row.cells.get(column.name, "").strip()
        if column.parse is parse_price and _THOUSANDS.fullmatch(cell):
            read = f"is read as {float(cell):g}; a thousand is written without a point"
            yield f"{table.file}:{row.line}: column {column.name!r}: {cell!r} {read}"


def _meant(table: Table, name: str) -> str:
    likely = likely_column(table, name)
    return f"; did you mean {likely!r}?" if likely else ""


def _warn_of_unknown_files(folder: Folder, path: Path) -> None:
    known = {CITY_FILE, *(file.name for table in FILES for file in files_of(path, table))}
    folder.warnings.extend(
        f"{file.name}: not a file of a city folder, not imported"
        for file in sorted(path.glob("*"))
        if file.suffix.lower() in (".csv", ".json", ".xlsx") and file.name not in known
    )
