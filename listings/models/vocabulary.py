"""The words for the values that listings use: categories, cuisines, amenities and the like."""

from __future__ import annotations

from typing import Literal, get_args

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from listings.models.base import Base, Listed, Named, column

VocabularyKind = Literal[
    "category",
    "cuisine",
    "amenity",
    "audience",
    "office-kind",
    "facility-kind",
    "shop-kind",
    "event-kind",
    "topic",
]
VOCABULARY_KINDS: tuple[str, ...] = get_args(VocabularyKind)


class VocabularyTerm(Named, Listed, Base):
    """A city's own words for a value; the usual ones are shipped with the application."""

    __tablename__ = "vocabulary_term"

    kind: Mapped[VocabularyKind] = column(String(16), primary_key=True)
    id: Mapped[str] = column(String, primary_key=True)
