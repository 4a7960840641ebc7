"""Articles: what the office tells about culture, business and transport."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped

from listings.models.base import Base, Listed, Sourced, column, one_of, partial_date
from listings.models.types import Json, TextLists, Texts

ArticleGroup = Literal["culture", "business", "transport"]
ARTICLE_GROUPS: tuple[str, ...] = get_args(ArticleGroup)


class Article(Sourced, Listed, Base):
    """A short text with a title.

    ``topic`` is culture.json's or business.json's topic, or transport.json's mode. ``group`` is the
    file. ``aliases`` are other names of the subject, ``keywords`` words in which visitors ask for
    what it tells: they only help to find it. After ``last_day`` it is not told any more; None where
    it has no end.
    """

    __tablename__ = "article"
    __table_args__: Any = (one_of("group_name", ARTICLE_GROUPS), partial_date("as_of"))

    id: Mapped[str] = column(String, primary_key=True)
    group: Mapped[ArticleGroup] = column("group_name", String(16), nullable=False, index=True)
    topic: Mapped[str] = column(String, nullable=False, index=True)
    titles: Mapped[Texts] = column(Json, nullable=False, default=dict)
    aliases: Mapped[TextLists] = column(Json, nullable=False, default=dict)
    keywords: Mapped[TextLists] = column(Json, nullable=False, default=dict)
    bodies: Mapped[Texts] = column(Json, nullable=False, default=dict)
    last_day: Mapped[date | None] = column(Date)
