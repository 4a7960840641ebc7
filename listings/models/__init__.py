"""The tables, one module an idea; import the classes from here."""

from listings.models.articles import Article, ArticleGroup
from listings.models.base import Base
from listings.models.city import City, District
from listings.models.closures import Closure
from listings.models.notices import Notice
from listings.models.pictures import Picture
from listings.models.places import (
    Attraction,
    Event,
    Facility,
    Hotel,
    Office,
    Place,
    PlaceKind,
    Restaurant,
    Shop,
    Station,
)
from listings.models.sources import Source
from listings.models.state import DataState
from listings.models.tickets import Ticket
from listings.models.transport import MetroLine, MetroTrain, TaxiFare
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
    "Event",
    "Facility",
    "Feedback",
    "Hotel",
    "LeftByVisitor",
    "Lists",
    "MetroLine",
    "MetroTrain",
    "Notice",
    "Office",
    "Picture",
    "Place",
    "PlaceKind",
    "Restaurant",
    "Shop",
    "Source",
    "Station",
    "TaxiFare",
    "TextLists",
    "Texts",
    "Ticket",
    "VocabularyKind",
    "VocabularyTerm",
]
