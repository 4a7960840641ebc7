"""Finding the article that a visitor's words are about."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import Article, ArticleGroup
from listings.queries.articles import find_articles
from listings.queries.city import data_version
from listings.search_index import ArticleIndex

_indexes: dict[str, ArticleIndex] = {}
"""The index of the newest content seen, by its version."""


def search_articles(
    session: Session,
    query: str,
    language: str,
    *,
    group: ArticleGroup | None = None,
    limit: int = 3,
) -> list[Article]:
    """Return the articles that the words of ``query`` fit best, best first.

    Title, aliases and body count in every language, those in ``language`` a little more, titles and
    aliases far more than bodies. The list is empty where nothing fits clearly.
    """
    index = _index(session, data_version(session))
    best = index.best(query, language)
    articles = _by_id(session, best)
    found = [articles[article_id] for article_id in best if article_id in articles]
    return [article for article in found if group in (None, article.group)][:limit]


def _index(session: Session, version: str) -> ArticleIndex:
    index = _indexes.get(version)
    if index is None:
        index = ArticleIndex(find_articles(session))
        _indexes.clear()
        _indexes[version] = index
    return index


def _by_id(session: Session, ids: list[str]) -> dict[str, Article]:
    statement = select(Article).where(Article.id.in_(ids), Article.retired_at.is_(None))
    return {article.id: article for article in session.execute(statement).scalars()}
