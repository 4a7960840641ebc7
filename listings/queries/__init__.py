"""Everything that is asked of the database; each query takes a session first."""

from listings.queries.articles import find_articles
from listings.queries.city import NoCityError, data_version, get_city, list_districts
from listings.queries.names import NameEntry, all_names
from listings.queries.nearby import nearby, position_of
from listings.queries.places import (
    UnknownPlaceError,
    find_attractions,
    find_hotels,
    find_offices,
    find_places,
    find_restaurants,
    find_services,
    get_place,
)
from listings.queries.search import ArticleAnswer, answers_in_articles, search_articles
from listings.queries.tickets import closures_since, prices_of
from listings.queries.vocabulary import vocabulary_name

__all__ = [
    "ArticleAnswer",
    "NameEntry",
    "NoCityError",
    "UnknownPlaceError",
    "all_names",
    "answers_in_articles",
    "closures_since",
    "data_version",
    "find_articles",
    "find_attractions",
    "find_hotels",
    "find_offices",
    "find_places",
    "find_restaurants",
    "find_services",
    "get_city",
    "get_place",
    "list_districts",
    "nearby",
    "position_of",
    "prices_of",
    "search_articles",
    "vocabulary_name",
]
