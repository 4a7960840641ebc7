"""Ways from one place to another: on foot, by metro, by taxi."""

from listings.ways.content import fare_rule
from listings.ways.covering import articles_naming
from listings.ways.finding import find_way
from listings.ways.lines import Line, find_lines, station_of, trains_from
from listings.ways.taxi import TaxiEstimate
from listings.ways.way import Access, LineName, MetroLeg, MetroRide, StationName, Trains, Way

__all__ = [
    "Access",
    "Line",
    "LineName",
    "MetroLeg",
    "MetroRide",
    "StationName",
    "TaxiEstimate",
    "Trains",
    "Way",
    "articles_naming",
    "fare_rule",
    "find_lines",
    "find_way",
    "station_of",
    "trains_from",
]
