"""Finding a way between two places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import TypeVar

from sqlalchemy.orm import Session

from listings.models import Place
from listings.queries.nearby import Point, distance_m, position_of
from listings.ways.content import WayContent, way_content
from listings.ways.covering import ArticleText, covering_articles, recorded_of
from listings.ways.network import Network, Node, access_of, stand_in
from listings.ways.taxi import taxi_estimate
from listings.ways.way import Access, MetroLeg, MetroRide, Trains, Way

T = TypeVar("T")

WALK_FACTOR = 1.3
"""How much longer the streets are than the straight line, for one on foot."""
WALK_METRES_PER_MINUTE = 75.0
"""4.5 km/h, an easy walk."""
WAIT_MINUTES = 4.0
"""Half of an eight-minute interval."""
MAX_ACCESS_METRES = 5000
"""A station farther than this from either end is no way to get there, unless the data name it."""


def find_way(session: Session, origin: Place | Point, destination: Place | Point) -> Way | None:
    """Return how to get from one place or point to another, None where a position is not known.

    A point is (latitude, longitude). A place without a position is taken to be at the station that
    the data name for it. All times and the fare are estimates by the rules of ``docs/ways.md``.
    """
    content = way_content(session)
    network = content.network
    start, board = _reached(session, network, origin)
    end, alight = _reached(session, network, destination)
    if start is None or end is None:
        return None
    metres = round(distance_m(start, end))
    walk = walk_minutes(metres)
    ride = _ride(network, board, alight)
    return Way(
        metres=metres,
        walk_minutes=walk,
        board=board,
        alight=alight,
        metro=ride if ride is not None and ride.minutes < walk else None,
        taxi=taxi_estimate(content.fare, metres) if content.fare else None,
        articles=_between(covering_articles, session, content, origin, destination),
        recorded=_between(recorded_of, session, content, origin, destination),
    )


def _between(
    told: Callable[[Session, Sequence[ArticleText], Place, Place], tuple[T, ...]],
    session: Session,
    content: WayContent,
    origin: Place | Point,
    destination: Place | Point,
) -> tuple[T, ...]:
    """Return what articles tell of the way between two places, nothing of points."""
    if not isinstance(origin, Place) or not isinstance(destination, Place):
        return ()
    return told(session, content.articles, origin, destination)


def walk_minutes(metres: float) -> int:
    """Return how long one walks for ``metres`` of straight line, rounded up."""
    return ceil(metres * WALK_FACTOR / WALK_METRES_PER_MINUTE)


def _reached(
    session: Session, network: Network, place: Place | Point
) -> tuple[Point | None, Access | None]:
    """Return where an end of the way is and its station, None for what is not known."""
    point = position_of(session, place)
    if point is not None:
        return point, access_of(network, _id(place), point)
    access = stand_in(network, _id(place))
    return (access.station.point, access) if access is not None else (None, None)


def _id(place: Place | Point) -> str | None:
    return place.id if isinstance(place, Place) else None


def _is_beyond(access: Access) -> bool:
    """Say whether a station is out of reach: only one that the data name may be far."""
    return access.metres > MAX_ACCESS_METRES and not access.is_named


def _ride(network: Network, board: Access | None, alight: Access | None) -> MetroRide | None:
    if board is None or alight is None or _is_beyond(board) or _is_beyond(alight):
        return None
    route = network.route(board.station.id, alight.station.id)
    if route is None:
        return None
    rides, minutes = route
    walked = [a.metres for a in (board, alight) if a.metres <= MAX_ACCESS_METRES]
    walks = sum(map(walk_minutes, walked))
    return MetroRide(
        tuple(_leg(network, ride) for ride in rides),
        ceil(minutes),
        ceil(minutes + WAIT_MINUTES) + walks,
    )


def _leg(network: Network, ride: Sequence[Node]) -> MetroLeg:
    (origin, line_id), (destination, _) = ride[0], ride[-1]
    order = network.order[line_id]
    forth = order.index(destination) > order.index(origin)
    return MetroLeg(
        line=network.lines[line_id],
        direction=network.stations[order[-1] if forth else order[0]],
        origin=network.stations[origin],
        destination=network.stations[destination],
        stops=len(ride) - 1,
        trains=_trains(network, ride, order if forth else order[::-1]),
    )


def _trains(network: Network, ride: Sequence[Node], order: Sequence[str]) -> tuple[Trains, ...]:
    """Return the trains known at the leg's first station that go at least as far as its last."""
    place = {station_id: position for position, station_id in enumerate(order)}
    least = place[ride[-1][0]]
    known = network.trains.get(ride[0], ())
    return tuple(t for t in known if place.get(t.towards.id, -1) >= least)
