"""Reading files into rows of cells, each with the line on which it begins."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from json import decoder, scanner
from pathlib import Path
from typing import Any, NamedTuple

from listings.importing.errors import RowError


class Row(NamedTuple):
    """A row of a CSV file or an object of a JSON file: the line it begins on, and its cells."""

    line: int
    cells: dict[str, str]


class FileError(Exception):
    """A file that cannot be read on; ``error`` says where and why."""

    def __init__(self, error: RowError) -> None:
        super().__init__(str(error))
        self.error = error


class JsonObject(dict):
    """A JSON object that knows the line on which it begins."""

    line: int


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, without a byte order mark.

    Raises:
        FileError: the file cannot be read, is not UTF-8 or holds a NUL character.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise FileError(RowError(path.name, None, None, None, f"{error.strerror}")) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        value = content[error.start : error.end].hex(" ")
        reason = f"not UTF-8: byte {value}; save the file as UTF-8"
        raise FileError(RowError(path.name, line, None, None, reason)) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileError(RowError(path.name, line, None, "\0", "a control character"))
    return text


def read_csv(path: Path) -> tuple[list[str], Iterator[Row | RowError]]:
    """Return the header, and the rows below it as they are read; blank lines are passed over.

    A row whose number of cells is not the header's comes as a RowError in its place; after a
    quoting error, which hides where the next row begins, the rows end.

    Raises:
        FileError: ``read_text`` fails, there is no header, or a header stands twice.
    """
    text = read_text(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise FileError(RowError(path.name, 1, None, None, str(error))) from None
    if not any(header):
        raise FileError(RowError(path.name, 1, None, None, "no header row"))
    for name in header:
        if header.count(name) > 1:
            raise FileError(RowError(path.name, 1, name, None, "the column stands twice"))
    return header, _rows(path.name, header, reader)


def _rows(file: str, header: list[str], reader: Any) -> Iterator[Row | RowError]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield RowError(file, line, None, None, f"not readable as CSV from here on: {error}")
            return
        if cells is None:
            return
        if not any(cells):
            continue
        if len(cells) != len(header):
            reason = f"{len(cells)} cells under a header of {len(header)}"
            yield RowError(file, line, None, None, reason)
        else:
            yield Row(line, dict(zip(header, cells, strict=True)))


def read_json(path: Path) -> Any:
    """Return the content of a JSON file, its objects as ``JsonObject``.

    Raises:
        FileError: ``read_text`` fails, the JSON is broken, or an object has a key twice.
    """
    text = read_text(path)
    try:
        return _LocatingDecoder(text).decode(text)
    except json.JSONDecodeError as error:
        reason = f"broken JSON at character {error.colno}: {error.msg}"
        raise FileError(RowError(path.name, error.lineno, None, None, reason)) from None
    except RecursionError:
        raise FileError(RowError(path.name, None, None, None, "JSON nested too deep")) from None


def json_row(item: JsonObject, file: str, without: tuple[str, ...] = ()) -> Row | RowError:
    """Return an object's texts as cells, but for the keys ``without``; null is an empty cell."""
    cells = {}
    for key, value in item.items():
        if key in without:
            continue
        if not isinstance(value, (str, type(None))):
            return RowError(file, item.line, key, json.dumps(value), "not a text in quotes")
        cells[key] = value or ""
    return Row(item.line, cells)


class _LocatingDecoder(json.JSONDecoder):
    """The standard library's decoder in its Python form, which lets an object note its line."""

    def __init__(self, text: str) -> None:
        super().__init__(object_pairs_hook=_without_twins)
        self._text = text
        self.parse_object = self._parse_object
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]

    def _parse_object(self, start: tuple[str, int], *arguments: Any) -> tuple[JsonObject, int]:
        try:
            found, end = decoder.JSONObject(start, *arguments)  # type: ignore[attr-defined]
        except _TwinKeyError as error:
            raise json.JSONDecodeError(str(error), self._text, start[1]) from None
        found.line = self._text.count("\n", 0, start[1]) + 1
        return found, end


class _TwinKeyError(Exception):
    pass


def _without_twins(pairs: list[tuple[str, Any]]) -> JsonObject:
    found = JsonObject(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twin = next(key for key in keys if keys.count(key) > 1)
        raise _TwinKeyError(f"the key {twin!r} stands twice in the object that begins here")
    return found
