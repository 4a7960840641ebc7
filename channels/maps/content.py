"""What a map shows: the places asked for, the metro through its stations, what is near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from listings.models import Place, PlaceKind
from listings.queries import UnknownPlaceError, get_city, get_place, nearby, position_of
from listings.queries.nearby import Point
from listings.texts import local_language, pick
from listings.ways import Line, Way, find_lines, find_way, station_of

Look = Literal["main", "start", "stop", "station", "near"]

MOST_NEAR = 9
NEAR_METRES = 1500
# A place in the country has its neighbours farther off.
_WIDER_METRES = 6000
_STATION_METRES = 2500
_SIGHTS: tuple[PlaceKind, ...] = ("attraction", "shop")
_OTHERS: tuple[PlaceKind, ...] = ("restaurant", "hotel")


class NoMapError(LookupError):
    """There is no place of this id, or its position is not known."""


@dataclass(frozen=True)
class Mark:
    """Something at a point: what it is called, and how it is drawn; a stop has its ``number``."""

    point: Point
    name: str
    look: Look
    number: int = 0


@dataclass(frozen=True)
class Track:
    """A metro line, or the part of it that is ridden; ``colour`` counts the city's lines."""

    points: tuple[Point, ...]
    label: str
    colour: int
    is_ridden: bool = False


@dataclass(frozen=True)
class MapContent:
    """A map, the most important marks first.

    ``frame`` are the points that it must show, ``walks`` are drawn as they are on foot, each as the
    crow flies. ``has_rings`` asks for circles around the first mark that tell distances.
    """

    marks: tuple[Mark, ...]
    tracks: tuple[Track, ...] = ()
    walks: tuple[tuple[Point, ...], ...] = ()
    frame: tuple[Point, ...] = ()
    has_rings: bool = False


def map_of_place(session: Session, place_id: str, language: str) -> MapContent:
    """Return a place, its station and what is near it.

    Raises:
        NoMapError: It is not known where that is.
    """
    words = _Names(session, language)
    place, point = _located(session, place_id)
    around = nearby(session, place, kind=_SIGHTS, radius_m=NEAR_METRES, limit=MOST_NEAR)
    if len(around) < 2:
        kinds = (*_SIGHTS, *_OTHERS)
        around = nearby(session, place, kind=kinds, radius_m=_WIDER_METRES, limit=3)
    close = [p for p, _ in around]
    station = station_of(session, place.id, point)
    frame = [point, *(_point(p) for p in close)]
    if station is not None and station.metres <= _STATION_METRES:
        frame.append(station.station.point)
    marks = [Mark(point, words.name(place), "main")]
    if station is not None:
        marks += [Mark(station.station.point, words.of(station.station.names), "station")]
    marks += [Mark(_point(p), words.name(p), "near") for p in close]
    lines = find_lines(session)
    marks += _stations(lines, words, {m.point for m in marks})
    return MapContent(tuple(marks), _tracks(lines), (), tuple(frame), has_rings=True)


def map_of_way(session: Session, origin_id: str, destination_id: str, language: str) -> MapContent:
    """Return the way between two places: the ride by metro with its stations, and the walks.

    Raises:
        NoMapError: It is not known where one of them is.
    """
    words = _Names(session, language)
    origin, start = _located(session, origin_id)
    destination, end = _located(session, destination_id)
    way = find_way(session, origin, destination)
    lines = find_lines(session)
    ridden = _ridden(way, lines) if way is not None else []
    marks = [Mark(end, words.name(destination), "main"), Mark(start, words.name(origin), "start")]
    legs = way.metro.legs if way is not None and way.metro is not None else ()
    used = [station for leg in legs for station in (leg.origin, leg.destination)]
    stations = {station.id: station for station in used}
    marks += [Mark(s.point, words.of(s.names), "station") for s in stations.values()]
    walks = [(start, used[0].point), (used[-1].point, end)] if used else [(start, end)]
    passed = [point for track in ridden for point in track.points]
    return MapContent(
        tuple(marks),
        (*_tracks(lines), *ridden),
        tuple(walks),
        (start, end, *passed),
    )


def map_of_plan(session: Session, place_ids: Sequence[str], language: str) -> MapContent:
    """Return the stops of a plan, numbered in their order; those of unknown position are left out.

    Raises:
        NoMapError: It is not known of any of them where it is.
    """
    words = _Names(session, language)
    stops: list[Mark] = []
    for number, place_id in enumerate(place_ids, start=1):
        try:
            place, point = _located(session, place_id)
        except NoMapError:
            continue
        stops.append(Mark(point, words.name(place), "stop", number))
    if not stops:
        raise NoMapError(", ".join(place_ids))
    points = tuple(stop.point for stop in stops)
    lines = find_lines(session)
    stations = _stations(lines, words, set(points))
    return MapContent((*stops, *stations), _tracks(lines), (points,), points)


@dataclass(frozen=True)
class _Names:
    """Names in the visitor's language, else in the city's own."""

    session: Session
    language: str

    def of(self, names: dict[str, str]) -> str:
        local = local_language(get_city(self.session).country)
        return pick(names, self.language, local) or ""

    def name(self, place: Place) -> str:
        return self.of(place.names) or place.id


def _located(session: Session, place_id: str) -> tuple[Place, Point]:
    try:
        place = get_place(session, place_id)
    except UnknownPlaceError:
        raise NoMapError(place_id) from None
    point = position_of(session, place)
    if point is None or place.retired_at is not None:
        raise NoMapError(place_id)
    return place, point


def _point(place: Place) -> Point:
    assert place.latitude is not None
    assert place.longitude is not None
    return place.latitude, place.longitude


def _tracks(lines: Sequence[Line]) -> tuple[Track, ...]:
    return tuple(
        Track(tuple(s.point for s in line.stations), line.name.number, colour)
        for colour, line in enumerate(lines)
        if line.stations
    )


def _stations(lines: Sequence[Line], words: _Names, known: set[Point]) -> list[Mark]:
    """Return the stations of all lines, each once, without those at ``known`` points."""
    stations = {s.id: s for line in lines for s in line.stations if s.point not in known}
    return [Mark(s.point, words.of(s.names), "station") for s in stations.values()]


def _ridden(way: Way, lines: Sequence[Line]) -> list[Track]:
    if way.metro is None:
        return []
    tracks = []
    for leg in way.metro.legs:
        colour = next(n for n, line in enumerate(lines) if line.name.id == leg.line.id)
        ids = [station.id for station in lines[colour].stations]
        first, last = sorted((ids.index(leg.origin.id), ids.index(leg.destination.id)))
        points = tuple(s.point for s in lines[colour].stations[first : last + 1])
        tracks.append(Track(points, leg.line.number, colour, is_ridden=True))
    return tracks
