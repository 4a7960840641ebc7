"""What a city's files know: the places of a selector, and the places that a reply shows.

A selector is ``file.column=value``, several conditions joined by ``&``: ``dining.cuisine=seafood``,
``hotels.district=Shinan&stars>=5``, ``attractions.id=zhanqiao-pier``. A cell of several values
matches by any of them; ``!=`` by none; an empty cell matches no order.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from benchmarks.visitors.matching import fold

FILES = ("attractions", "hotels", "dining", "offices", "shops", "facilities", "events")
_LANGUAGES = ("en", "zh", "ja", "ko")
_CONDITION = re.compile(r"(\w+)(!=|>=|<=|=)(.+)")
_ITEM = re.compile(r"^\s*\d+[.)、]\s*(.+)$", re.MULTILINE)
_ORDERS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": lambda cell, bound: cell >= bound,
    "<=": lambda cell, bound: cell <= bound,
}

Row = Mapping[str, str]


@dataclass(frozen=True)
class Facts:
    """The rows of a city folder by id, and the phone of its visitor office."""

    rows: Mapping[str, Mapping[str, Row]]
    office_phone: str
    # Folded names with the ids of their places, longest first.
    names: list[tuple[str, str]] = field(default_factory=list)

    def select(self, selector: str) -> frozenset[str]:
        """Return the ids of the places that meet the selector.

        Raises:
            ValueError: The selector cannot be read, names what the files do not have, or no place.
        """
        file, _, conditions = selector.partition(".")
        if file not in self.rows:
            raise ValueError(f"{selector!r}: no file {file!r}")
        found = frozenset(
            id_
            for id_, row in self.rows[file].items()
            if all(_meets(row, each, selector) for each in conditions.split("&"))
        )
        if not found:
            raise ValueError(f"{selector!r}: the data have no such place")
        return found

    def shown(self, reply: str, custom: Iterable[Mapping[str, object]] = ()) -> set[str]:
        """Return the ids of the places that the reply lists: its cards and its numbered lines."""
        ids = {each for payload in custom for each in _ids(payload)}
        known = {id_ for rows in self.rows.values() for id_ in rows}
        for line in _ITEM.findall(reply):
            ids.update(self.named(line)[:1])
        return ids & known

    def named(self, text: str) -> list[str]:
        """Return the ids of the places that a text names, in its order, longer names first."""
        folded = fold(text)
        found: list[tuple[int, str]] = []
        for name, id_ in self.names:
            at = folded.find(name)
            if at >= 0:
                found.append((at, id_))
                folded = folded.replace(name, "\0" * len(name))
        return [id_ for _, id_ in sorted(found)]


@lru_cache(maxsize=4)
def read_facts(city: Path) -> Facts:
    """Read the files of a city folder."""
    rows = {file: _rows(city / f"{file}.csv") for file in FILES}
    office = json.loads((city / "city.json").read_text(encoding="utf-8-sig"))["visitor_office"]
    names = {
        fold(name): id_
        # Of two places of one name the earlier file's is meant.
        for table in reversed(rows.values())
        for id_, row in table.items()
        for name in _names(row)
        if len(name) > 1
    }
    return Facts(
        rows, rows["offices"][office]["phone"], sorted(names.items(), key=lambda n: -len(n[0]))
    )


def _rows(path: Path) -> dict[str, Row]:
    """Return the rows of a file by id, none where the city has no such file."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _names(row: Row) -> list[str]:
    found = [row.get(f"name_{language}") or "" for language in _LANGUAGES]
    for language in _LANGUAGES:
        found += (row.get(f"aliases_{language}") or "").split(";")
    return [name.strip() for name in found if name.strip()]


def _meets(row: Row, condition: str, selector: str) -> bool:
    read = _CONDITION.fullmatch(condition.strip())
    if read is None or read[1] not in row:
        raise ValueError(f"{selector!r}: cannot read {condition!r}")
    column, operator, value = read.groups()
    values = {each.strip() for each in (row[column] or "").split(";") if each.strip()}
    if operator in _ORDERS:
        return any(_ORDERS[operator](float(each), float(value)) for each in values)
    wanted = set(value.split("|"))
    return bool(values & wanted) == (operator == "=")


def _ids(payload: object) -> Iterable[str]:
    """Return every value of a key "id" anywhere in a structured reply."""
    if isinstance(payload, Mapping):
        for key, value in payload.items():
            if key == "id" and isinstance(value, str):
                yield value
            else:
                yield from _ids(value)
    elif isinstance(payload, list | tuple):
        for each in payload:
            yield from _ids(each)
