"""The tables, one module an idea; import the classes from here."""

from listings.models.articles import Article, ArticleGroup
from listings.models.base import Base
from listings.models.city import City, District
from listings.models.closures import Closure
from listings.models.places import Attraction, Hotel, Office, Place, PlaceKind, Restaurant
from listings.models.state import DataState
from listings.models.tickets import Ticket
from listings.models.types import Lists, TextLists, Texts
from listings.models.visitors import (
    ENQUIRY_TOPICS,
    REACH_KINDS,
    Correction,
    Enquiry,
    Feedback,
    LeftByVisitor,
)
from listings.models.vocabulary import VocabularyKind, VocabularyTerm

__all__ = [
    "ENQUIRY_TOPICS",
    "REACH_KINDS",
    "Article",
    "ArticleGroup",
    "Attraction",
    "Base",
    "City",
    "Closure",
    "Correction",
    "DataState",
    "District",
    "Enquiry",
    "Feedback",
    "Hotel",
    "LeftByVisitor",
    "Lists",
    "Office",
    "Place",
    "PlaceKind",
    "Restaurant",
    "TextLists",
    "Texts",
    "Ticket",
    "VocabularyKind",
    "VocabularyTerm",
]
