"""Reading files into rows of cells, each with the line on which it begins."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from json import decoder, scanner
from pathlib import Path
from typing import Any, NamedTuple

from listings.importing.errors import RowError

_SEPARATOR = re.compile(r"\"?sep=([,;\t])\"?", re.IGNORECASE)


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

    Columns without a header are passed over where they hold nothing. Semicolons or tabs between
    the columns are read where the header has no comma, and where a first line ``sep=;`` names
    them. A row whose number of cells is not the header's comes as a RowError in its place; after a
    quoting error, which hides where the next row begins, the rows end.

    Raises:
        FileError: ``read_text`` fails, there is no header, or a header stands twice.
    """
    text = read_text(path)
    first, _end, rest = text.partition("\n")
    named = _SEPARATOR.fullmatch(first.strip())
    skipped = 1 if named else 0
    body = rest if named else text
    header_line = body.partition("\n")[0]
    separator = named[1] if named else _separator(header_line)
    reader = csv.reader(io.StringIO(body, newline=""), strict=True, delimiter=separator)
    return table_of(path.name, _numbered(path.name, reader, skipped))


def table_of(
    file: str, lines: Iterator[tuple[int, list[str]] | RowError]
) -> tuple[list[str], Iterator[Row | RowError]]:
    """Return the header and the rows of lines of cells, each with its number.

    Raises:
        FileError: there is no header, or a header stands twice.
    """
    first = next(lines, (1, []))
    if isinstance(first, RowError):
        raise FileError(first)
    line, cells = first
    header = [clean_name(name) for name in cells]
    while header and not header[-1]:
        header.pop()
    if not any(header):
        raise FileError(RowError(file, line, None, None, "no header row"))
    for name in header:
        if name and header.count(name) > 1:
            raise FileError(RowError(file, line, name, None, "the column stands twice"))
    return [name for name in header if name], _rows(file, header, len(cells), lines)


def clean_name(name: str) -> str:
    """Return a header without blanks at its ends and characters that nobody sees."""
    return "".join(c for c in name if unicodedata.category(c) != "Cf").strip()


def _separator(header: str) -> str:
    if "," in header:
        return ","
    return next((mark for mark in ";\t" if mark in header), ",")


def _numbered(file: str, reader: Any, skipped: int) -> Iterator[tuple[int, list[str]] | RowError]:
    while True:
        line = reader.line_num + 1 + skipped
        try:
            cells = next(reader, None)
        except csv.Error as error:
            reason = f"not readable as CSV from here on: {error}"
            yield RowError(file, line, None, None, str(error) if line == 1 else reason)
            return
        if cells is None:
            return
        yield line, cells


def _rows(
    file: str, header: list[str], width: int, lines: Iterator[tuple[int, list[str]] | RowError]
) -> Iterator[Row | RowError]:
    for found in lines:
        if isinstance(found, RowError):
            yield found
            return
        line, cells = found
        if not any(cell.strip() for cell in cells):
            continue
        surplus = [cell for cell in cells[len(header) :] if cell.strip()]
        surplus += [cell for name, cell in zip(header, cells) if not name and cell.strip()]
        if not len(header) <= len(cells) <= width or surplus:
            reason = f"{len(cells)} cells under a header of {len(header)}"
            yield RowError(file, line, None, None, reason)
        else:
            yield Row(line, {name: cell for name, cell in zip(header, cells) if name})


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
