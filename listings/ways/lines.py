"""Lines of the metro by number or name, and the trains of a station."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from listings.queries.nearby import Point
from listings.ways.content import way_content
from listings.ways.network import access_of
from listings.ways.way import Access, LineName, StationName, Trains


@dataclass(frozen=True)
class Line:
    """A line with its stations from one terminal to the other."""

    name: LineName
    stations: tuple[StationName, ...]


def find_lines(
    session: Session, *, line_id: str | None = None, number: str | None = None
) -> list[Line]:
    """Return the lines that match, in the order of the file; a city without metro has none."""
    network = way_content(session).network
    return [
        Line(name, tuple(network.stations[i] for i in network.order.get(name.id, ())))
        for name in network.lines.values()
        if line_id in (None, name.id) and number in (None, name.number)
    ]


def station_of(session: Session, place_id: str, point: Point) -> Access | None:
    """Return the station for a place at ``point``; None in a city without a metro.

    See :func:`listings.ways.network.access_of`.
    """
    return access_of(way_content(session).network, place_id, point)


def trains_from(session: Session, station_id: str) -> list[tuple[LineName, Sequence[Trains]]]:
    """Return what is known of a station's first and last trains, line by line.

    An empty list where the data know none: it does not mean that no train runs.
    """
    network = way_content(session).network
    found = []
    for (station, line_id), trains in network.trains.items():
        if station == station_id and line_id in network.lines:
            found.append((network.lines[line_id], trains))
    return found
