"""What no single cell shows: rows that contradict each other or point nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from listings.importing.columns import Record, Table
from listings.importing.errors import RowError
from listings.importing.folder import Folder
from listings.importing.positions import wrong_positions
from listings.importing.tables import (
    ARTICLES,
    ATTRACTIONS,
    CITY,
    CLOSURES,
    DISTRICTS,
    EVENTS,
    FACILITIES,
    LINES,
    OFFICES,
    PICTURES,
    PLACES,
    SOURCES,
    STATIONS,
    TAXI_FARES,
    TICKETS,
    TRAINS,
    VOCABULARY,
)


def check_folder(folder: Folder) -> list[RowError]:
    """Return the errors between rows and files.

    A row is not blamed for pointing into a file that could not be read.
    """
    return [
        *_twins(folder.rows_of(*PLACES, *ARTICLES), "id"),
        *_twins(folder.districts, "id"),
        *_twins(folder.rows_of(LINES), "id"),
        *_twins(folder.rows_of(TRAINS), "station"),
        *_twins(folder.rows_of(TAXI_FARES), "id"),
        *_twins(folder.rows_of(TICKETS), "ticket"),
        *_twins(folder.rows_of(CLOSURES), "place_id"),
        *_twins(folder.rows_of(PICTURES), "file"),
        *_twins(folder.rows_of(SOURCES), "id"),
        *_twins(folder.rows_of(VOCABULARY), "id"),
        *_lost(folder, folder.rows_of(*PLACES), "district", "district_id", (DISTRICTS,)),
        *_lost(folder, folder.rows_of(TICKETS), "attraction_id", "attraction_id", (ATTRACTIONS,)),
        *_lost(folder, folder.rows_of(CLOSURES), "place_id", "place_id", PLACES),
        *_lost(folder, folder.rows_of(PICTURES), "place_id", "place_id", PLACES),
        *_lost(folder, folder.rows_of(TRAINS), "station", "station_id", (STATIONS,)),
        *_lost(folder, folder.rows_of(TRAINS), "towards", "towards_id", (STATIONS,)),
        *_lost(folder, folder.rows_of(TRAINS), "line", "line_id", (LINES,)),
        *_lost_stops(folder),
        *_lost_served(folder),
        *_shared_stops(folder.rows_of(STATIONS)),
        *_lost(folder, folder.rows_of(FACILITIES), "inside_place", "inside_place_id", PLACES),
        *_lost(folder, folder.rows_of(EVENTS), "place_id", "venue_id", PLACES),
        *_lost_visitor_office(folder),
        *_half_points(folder.rows_of(*PLACES)),
        *wrong_positions(folder.rows_of(*PLACES)),
        *_reversed_days(folder.rows_of(CLOSURES)),
    ]


def _twins(records: Iterable[Record], column: str) -> Iterator[RowError]:
    """Find rows that nothing tells apart from an earlier one."""
    first: dict[tuple[Any, ...], Record] = {}
    for record in records:
        if record.key is None:
            continue
        earlier = first.setdefault(record.key, record)
        if earlier is not record:
            value = "/".join(map(str, record.key))
            reason = f"already stands in {earlier.file}:{earlier.row}"
            yield RowError(record.file, record.row, column, value, reason)


def _lost(
    folder: Folder, records: Iterable[Record], column: str, attribute: str, into: tuple[Table, ...]
) -> Iterator[RowError]:
    """Find rows whose ``attribute`` names no row of the files ``into``."""
    files = list(dict.fromkeys(table.file for table in into))
    if folder.unreadable.intersection(files):
        return
    targets = folder.districts if into == (DISTRICTS,) else folder.rows_of(*into)
    ids = {target.values.get("id") for target in targets}
    for record in records:
        value = record.values.get(attribute)
        if value is not None and value not in ids:
            reason = f"no row of {' or '.join(files)} has this id"
            yield RowError(record.file, record.row, column, value, reason)


def _lost_visitor_office(folder: Folder) -> Iterator[RowError]:
    if folder.city is None or folder.city.values.get("visitor_office_id") is None:
        return
    if OFFICES.file in folder.missing:
        reason = f"missing, though {CITY.file} names a visitor_office"
        yield RowError(OFFICES.file, None, None, None, reason)
    else:
        yield from _lost(folder, [folder.city], "visitor_office", "visitor_office_id", (OFFICES,))


def _lost_stops(folder: Folder) -> Iterator[RowError]:
    """Find stations of a line that is not there."""
    if LINES.file in folder.unreadable:
        return
    lines = {line.values.get("id") for line in folder.rows_of(LINES)}
    for record in folder.rows_of(STATIONS):
        for stop in record.values.get("stops") or ():
            if stop.rpartition(":")[0] not in lines:
                reason = f"no row of {LINES.file} has this line's id"
                yield RowError(record.file, record.row, "stops", stop, reason)


def _lost_served(folder: Folder) -> Iterator[RowError]:
    """Find stations that serve a place that is not there."""
    if folder.unreadable.intersection(table.file for table in PLACES):
        return
    ids = {place.values.get("id") for place in folder.rows_of(*PLACES)}
    for record in folder.rows_of(STATIONS):
        for place_id in record.values.get("serves") or ():
            if place_id not in ids:
                reason = "no row of the places' files has this id"
                yield RowError(record.file, record.row, "places", place_id, reason)


def _shared_stops(records: Iterable[Record]) -> Iterator[RowError]:
    """Find two stations at the same place of one line."""
    first: dict[str, Record] = {}
    for record in records:
        for stop in record.values.get("stops") or ():
            earlier = first.setdefault(stop, record)
            if earlier is not record:
                reason = f"already stands in {earlier.file}:{earlier.row}"
                yield RowError(record.file, record.row, "stops", stop, reason)


def _half_points(records: Iterable[Record]) -> Iterator[RowError]:
    for record in records:
        point = {name: record.values.get(name, "?") for name in ("latitude", "longitude")}
        for name, value in point.items():
            if value is None and any(other is not None for other in point.values()):
                reason = "empty, though the other coordinate is given"
                yield RowError(record.file, record.row, name, None, reason)


def _reversed_days(records: Iterable[Record]) -> Iterator[RowError]:
    for record in records:
        first, last = record.values.get("first_day"), record.values.get("last_day")
        if first is not None and last is not None and last < first:
            reason = f"before the first day, {first}"
            yield RowError(record.file, record.row, "last_day", str(last), reason)
