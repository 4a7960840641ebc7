"""What a way between two places is made of; no words, no database."""

from __future__ import annotations

from dataclasses import dataclass

from listings.models import Article, Texts
from listings.models.transport import TrainService
from listings.queries.nearby import Point
from listings.ways.taxi import TaxiEstimate


@dataclass(frozen=True)
class StationName:
    """A station of the network: its id, its names by language, and (latitude, longitude)."""

    id: str
    names: Texts
    point: Point


@dataclass(frozen=True)
class LineName:
    """A line: its id, what it is called by (``2``), and its names by language."""

    id: str
    number: str
    names: Texts


@dataclass(frozen=True)
class Trains:
    """The first and last train from a station towards another, as HH:MM, None where not known.

    ``departures`` are all of them where they are few.
    """

    towards: StationName
    service: TrainService
    first: str | None
    last: str | None
    departures: tuple[str, ...]
    source: str | None
    as_of: str | None


@dataclass(frozen=True)
class Access:
    """The station to use for a place, and the straight-line metres between the two.

    ``is_named`` says that the data name it for the place; then it may be far. ``stands_for`` says
    that the place has no position of its own, and is taken to be at its station.
    """

    station: StationName
    metres: int
    is_named: bool = False
    stands_for: bool = False


@dataclass(frozen=True)
class MetroLeg:
    """A ride on one line without a change.

    ``direction`` is the terminal that the train is signed for; ``stops`` counts the stations passed
    and the one to get off at. ``trains`` are those known from ``origin`` that go as far as
    ``destination`` or are signed for the same side, in the order of the file.
    """

    line: LineName
    direction: StationName
    origin: StationName
    destination: StationName
    stops: int
    trains: tuple[Trains, ...]


@dataclass(frozen=True)
class MetroRide:
    """The way by metro: the legs in order, the minutes in the trains and those from door to door.

    ``minutes`` count the walks at both ends, the wait and the changes too; where a station is too
    far to walk, only to or from there. Both are estimates.
    """

    legs: tuple[MetroLeg, ...]
    ride_minutes: int
    minutes: int

    @property
    def changes(self) -> int:
        """How often one changes trains."""
        return len(self.legs) - 1

    @property
    def stops(self) -> int:
        """How many stops there are in all."""
        return sum(leg.stops for leg in self.legs)


@dataclass(frozen=True)
class Recorded:
    """What an article tells of a way beside others: the clause, by language."""

    article: Article
    clauses: Texts


@dataclass(frozen=True)
class Way:
    """How to get from one place to another.

    ``metres`` is the straight line; ``walk_minutes`` an estimate. ``board`` and ``alight`` are the
    stations of the two ends, None in a city without a metro. ``metro`` is None where there is none,
    where both ends have the same station, where a station is out of reach, and where walking takes
    no longer. ``taxi`` is None where the city has no fare rule. ``articles`` tell of this very way,
    and ``recorded`` what others tell of it beside other ways.
    """

    metres: int
    walk_minutes: int
    board: Access | None
    alight: Access | None
    metro: MetroRide | None
    taxi: TaxiEstimate | None
    articles: tuple[Article, ...]
    recorded: tuple[Recorded, ...] = ()
