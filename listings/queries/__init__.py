"""Everything that is asked of the database; each query takes a session first."""

from listings.queries.articles import find_articles
from listings.queries.city import NoCityError, data_version, get_city, list_districts
from listings.queries.freshness import Aged, ages, is_old, most_asked
from listings.queries.names import NameEntry, all_names, category_kinds
from listings.queries.nearby import nearby, position_of
from listings.queries.notices import coming_notices, notices_for
from listings.queries.pictures import picture_bytes, picture_path, pictures_by_place
from listings.queries.places import (
    UnknownPlaceError,
    adult_prices,
    find_attractions,
    find_hotels,
    find_offices,
    find_places,
    find_restaurants,
    find_services,
    get_place,
    known_facts,
)
from listings.queries.search import (
    ArticleAnswer,
    answering_sentence,
    answers_in_articles,
    search_articles,
)
from listings.queries.shore import is_by_the_sea, shore
from listings.queries.sources import names_by_source, source_names
from listings.queries.streets import inside, list_streets, on_street
from listings.queries.tickets import attractions_selling, closures_since, prices_of
from listings.queries.vocabulary import own_terms, vocabulary_name, word_for

__all__ = [
    "Aged",
    "ArticleAnswer",
    "NameEntry",
    "NoCityError",
    "UnknownPlaceError",
    "adult_prices",
    "ages",
    "all_names",
    "answering_sentence",
    "answers_in_articles",
    "attractions_selling",
    "category_kinds",
    "closures_since",
    "coming_notices",
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
    "inside",
    "is_by_the_sea",
    "is_old",
    "known_facts",
    "list_districts",
    "list_streets",
    "most_asked",
    "names_by_source",
    "nearby",
    "notices_for",
    "on_street",
    "own_terms",
    "picture_bytes",
    "picture_path",
    "pictures_by_place",
    "position_of",
    "prices_of",
    "search_articles",
    "shore",
    "source_names",
    "vocabulary_name",
    "word_for",
]
