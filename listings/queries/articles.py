"""Articles by group, topic and word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from listings.models import Article, ArticleGroup


def find_articles(
    session: Session,
    *,
    group: ArticleGroup | None = None,
    topic: str | None = None,
    words: Sequence[str] = (),
) -> list[Article]:
    """Return the articles that match every filter, in the order of their files.

    Each of ``words`` must stand in the title, an alias or the body, in any language and letter
    case. An article whose last day is over is not told. No match gives an empty list.
    """
    statement = select(Article).where(is_told())
    if group is not None:
        statement = statement.where(Article.group == group)
    if topic is not None:
        statement = statement.where(Article.topic == topic)
    statement = statement.order_by(Article.group, Article.position, Article.id)
    articles = session.execute(statement).scalars().all()
    wanted = [word.casefold() for word in words]
    return [article for article in articles if _has_all(article, wanted)]


def is_told() -> Any:
    """Say of an article that it has not left the folder and that its last day is not over.

    The day is UTC's: an article may be told some hours longer or shorter than the city's own day.
    """
    today = datetime.now(timezone.utc).date()
    return and_(
        Article.retired_at.is_(None), or_(Article.last_day.is_(None), Article.last_day >= today)
    )


def _has_all(article: Article, words: list[str]) -> bool:
    text = "\n".join(_texts(article)).casefold() if words else ""
    return all(word in text for word in words)


def _texts(article: Article) -> Iterator[str]:
    yield from article.titles.values()
    for aliases in article.aliases.values():
        yield from aliases
    yield from article.bodies.values()
