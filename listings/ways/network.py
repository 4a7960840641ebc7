"""The metro as a graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

import networkx
from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import MetroLine, MetroTrain, Place, Station
from listings.queries.nearby import Point, distance_m
from listings.ways.way import Access, LineName, StationName, Trains

MINUTES_PER_KM = 0.65
MINUTES_PER_STOP = 1.4
"""A train takes so long for a kilometre of track at speed and for a stop.

The two are fitted to the timetable of a fast line (38 km with 9 stops in 37 minutes) and to the
usual 32 km/h of a city line whose stations are 1.2 km apart.
"""
CHANGE_MINUTES = 9.0
"""Five minutes from platform to platform, and half of an eight-minute interval."""
TRACK_FACTOR = 1.2
"""How much longer than the straight line the track of a line without a known length is."""

Node = tuple[str, str]
"""A station's id and a line's: the platform where that line stops."""


@dataclass(frozen=True)
class Network:
    """The stations and lines of a city, and the graph of its platforms weighted in minutes.

    ``order`` are each line's station ids from its first terminal to its last; ``served`` which
    stations serve a place, by the place's id; ``trains`` what is known of a platform's trains.
    """

    stations: Mapping[str, StationName] = field(default_factory=dict)
    lines: Mapping[str, LineName] = field(default_factory=dict)
    order: Mapping[str, Sequence[str]] = field(default_factory=dict)
    served: Mapping[str, Sequence[str]] = field(default_factory=dict)
    trains: Mapping[Node, Sequence[Trains]] = field(default_factory=dict)
    graph: networkx.Graph = field(default_factory=networkx.Graph)

    def route(self, origin: str, destination: str) -> tuple[list[list[Node]], float] | None:
        """Return the quickest rides between two stations and the minutes with all changes.

        A ride is the platforms of one line in order, both ends included. None where the lines do
        not join, or the stations are one.
        """
        if origin == destination:
            return None
        # A platform and its station are two nodes, so that one may set out on any line.
        try:
            minutes, path = networkx.bidirectional_dijkstra(
                self.graph, (origin, ""), (destination, ""), weight="minutes"
            )
        except networkx.NetworkXNoPath:
            return None
        platforms = [node for node in path if node[1]]
        rides = [list(nodes) for _, nodes in groupby(platforms, key=lambda node: node[1])]
        # Entering and leaving the network are half a change each.
        return [ride for ride in rides if len(ride) > 1], minutes - CHANGE_MINUTES


def read_network(session: Session) -> Network:
    """Return the metro of the city, empty for a city without one."""
    rows = _all(session, Station)
    stations = {s.id: StationName(s.id, s.names, (s.latitude, s.longitude)) for s in rows}
    lines = _all(session, MetroLine)
    order = _order(rows)
    served = defaultdict(list)
    for station in rows:
        for place_id in station.serves:
            served[place_id].append(station.id)
    for place_id, ids in _told_by_places(session, stations.values()):
        if place_id not in served:
            served[place_id] += ids
    lengths = {line.id: line.length_km for line in lines}
    graph = networkx.Graph()
    for line_id, ids in order.items():
        _add_line(graph, line_id, [stations[i] for i in ids], lengths.get(line_id))
    return Network(
        stations,
        {line.id: LineName(line.id, line.number, line.names) for line in lines},
        order,
        served,
        _trains(_all(session, MetroTrain), stations),
        graph,
    )


def _told_by_places(
    session: Session, stations: Iterable[StationName]
) -> Iterable[tuple[str, list[str]]]:
    """Yield each place whose own words for its station name one, with the ids of those named."""
    names = {
        language: sorted(
            ((s.names[language].casefold(), s.id) for s in stations if s.names.get(language)),
            key=lambda pair: -len(pair[0]),
        )
        for language in {language for s in stations for language in s.names}
    }
    columns = select(Place.id, Place.station).where(Place.retired_at.is_(None))
    for place_id, told in session.execute(columns):
        for language, text in (told or {}).items():
            found = _named_in(text.casefold(), names.get(language, ()))
            if found:
                yield place_id, found
                break


def _named_in(text: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """Return the ids of the names in ``text``, none within another; ``names`` longest first."""
    found = []
    for name, id_ in names:
        if name in text:
            found.append(id_)
            text = text.replace(name, "\n")
    return found


def _all(session: Session, model: Any) -> list[Any]:
    statement = select(model).where(model.retired_at.is_(None)).order_by(model.position)
    return session.execute(statement).scalars().all()


def _order(stations: Iterable[Station]) -> dict[str, list[str]]:
    placed: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for station in stations:
        for stop in station.stops:
            line_id, _, number = stop.rpartition(":")
            placed[line_id].append((int(number), station.id))
    return {line_id: [i for _, i in sorted(stops)] for line_id, stops in placed.items()}


def _add_line(
    graph: networkx.Graph, line_id: str, stations: Sequence[StationName], length_km: float | None
) -> None:
    gaps = [distance_m(a.point, b.point) / 1000 for a, b in pairwise(stations)]
    straight = sum(gaps)
    factor = max(1.0, length_km / straight) if length_km and straight else TRACK_FACTOR
    for (one, other), gap in zip(pairwise(stations), gaps, strict=True):
        minutes = MINUTES_PER_STOP + MINUTES_PER_KM * factor * gap
        graph.add_edge((one.id, line_id), (other.id, line_id), minutes=minutes)
    for station in stations:
        graph.add_edge((station.id, ""), (station.id, line_id), minutes=CHANGE_MINUTES / 2)


def _trains(
    rows: Iterable[MetroTrain], stations: Mapping[str, StationName]
) -> dict[Node, list[Trains]]:
    trains: dict[Node, list[Trains]] = defaultdict(list)
    for row in rows:
        if row.towards_id in stations:
            trains[row.station_id, row.line_id].append(
                Trains(
                    stations[row.towards_id],
                    row.service,
                    row.first,
                    row.last,
                    tuple(row.departures),
                    row.source,
                    row.as_of,
                )
            )
    return dict(trains)


def stand_in(network: Network, place_id: str | None) -> Access | None:
    """Return the station that the data name for a place of which no position is known.

    None where they name none, or where it is a station.
    """
    named = network.served.get(place_id or "", ())
    found = [network.stations[i] for i in named if i in network.stations]
    return Access(found[0], 0, is_named=True, stands_for=True) if found else None


def access_of(network: Network, place_id: str | None, point: Point) -> Access | None:
    """Return the station for a place and the straight-line metres; None in a city without metro.

    The stations that the data name for the place come before any nearer one: the nearest on the map
    may be across a bay or a railway. A station is its own.
    """
    named = network.served.get(place_id or "", ())
    candidates: Iterable[str] = named or network.stations
    if place_id is not None and place_id in network.stations:
        candidates = (place_id,)
    measured = [(distance_m(point, network.stations[i].point), i) for i in candidates]
    if not measured:
        return None
    metres, station_id = min(measured)
    return Access(network.stations[station_id], round(metres), station_id in named)
